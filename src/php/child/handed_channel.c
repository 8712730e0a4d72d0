/*
 * The end of a channel that a fresh script was handed by Process::spawnScript(): taken when the process
 * begins, connected when somebody asks for it, flushed when the script ends.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/child/child.h"

#include "os/fd.h"
#include "os/fork.h"
#include "os/handover.h"
#include "php/engine/boundary.h"
#include "php/engine/fork.h"
#include "php/engine/globals.h"
#include "php/ipc/php_ipc.h"

void ion_family_take_channel(void)
{
	struct ion_family *family = &ION_G(family);
	pid_t starter = 0;
	if (!ion_fork_is_command_line()) {
		return;
	}
	family->handed_fd = ion_handover_take(&starter);
	if (family->handed_fd >= 0) {
		family->parent_pid = starter;
		family->handed_generation = ion_fork_generation();
	}
}

static bool is_handed(struct ion_family *family)
{
	if (family->handed_fd >= 0 && family->handed_generation != ion_fork_generation()) {
		ion_fd_close(&family->handed_fd);
	}
	return family->handed_fd >= 0;
}

bool ion_family_has_parent_ipc(void)
{
	return ION_G(family).parent_ipc != NULL || is_handed(&ION_G(family));
}

zend_object *ion_family_parent_ipc(void)
{
	struct ion_family *family = &ION_G(family);
	zval self;
	int fd;
	if (family->parent_ipc != NULL || !is_handed(family) || ion_request_loop() == NULL) {
		return family->parent_ipc;
	}
	fd = family->handed_fd;
	/* the channel's context: refers to it weakly */
	object_init_ex(&self, ion_ce_child_process);
	family->self = Z_OBJ(self);
	ion_child_from_obj(family->self)->is_constructed = true;
	family->handed_fd = -1;
	ion_child_become_self(ion_child_from_obj(family->self), fd);
	return family->parent_ipc;
}

static void leave(void *unused)
{
	struct ion_family *family = &ION_G(family);
	if ((PG(last_error_message) != NULL || family->uncaught.class_name != NULL) &&
		is_handed(family)) {
		ion_family_parent_ipc();
	}
	if (family->self != NULL && family->parent_ipc != NULL) {
		ion_child_report_fatal_error(unused);
		ion_ipc_flush_now(family->parent_ipc);
	}
}

void ion_family_leave(void)
{
	if (ION_G(family).self != NULL || ION_G(family).handed_fd >= 0) {
		ion_boundary_contain(leave, NULL);
	}
}
