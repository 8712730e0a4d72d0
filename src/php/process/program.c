/*
 * See program.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/process/program.h"

#include <errno.h>
#include <string.h>

#include "os/cred.h"
#include "php/engine/boundary.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"
#include "php/process/directory.h"
#include "php/process/environment.h"
#include "php/process/exec_env.h"
#include "proc/proc.h"
#include "proc/procset.h"

/* --- words --------------------------------------------------------------------------------- */

static zend_string *text_of(const char *string)
{
	return string != NULL ? zend_string_init(string, strlen(string), 0) : NULL;
}

static void release_text(zend_string **text)
{
	if (*text != NULL) {
		zend_string_release(*text);
		*text = NULL;
	}
}

void ion_program_names_init(struct ion_program_names *names, struct ion_exec_options *options)
{
	*names = (struct ion_program_names){.command = options->command};
	options->command = NULL;
	names->cwd = text_of(options->cwd);
	names->cgroup = text_of(options->cgroup);
	names->identity = ion_identity_text(&options->identity);
	names->limits = ion_attributes_text(&options->attributes, ION_STAGE_LIMITS);
	names->priority = ion_attributes_text(&options->attributes, ION_STAGE_PRIORITY);
	names->affinity = ion_attributes_text(&options->attributes, ION_STAGE_AFFINITY);
	names->wants_namespace = options->pid_namespace;
}

void ion_program_names_release(struct ion_program_names *names)
{
	release_text(&names->command);
	release_text(&names->cwd);
	release_text(&names->identity);
	release_text(&names->cgroup);
	release_text(&names->file);
	release_text(&names->limits);
	release_text(&names->priority);
	release_text(&names->affinity);
}

/* What was asked for in the step that failed. */
static const zend_string *detail_of(
	const struct ion_program_names *names, const struct ion_err *err)
{
	switch (err->stage) {
		case ION_STAGE_CWD:
			return names->cwd;
		case ION_STAGE_PRIVILEGES:
			return names->identity;
		case ION_STAGE_CGROUP:
			return names->cgroup;
		case ION_STAGE_FDS:
			return names->file;
		case ION_STAGE_LIMITS:
			return names->limits;
		case ION_STAGE_PRIORITY:
			return names->priority;
		case ION_STAGE_AFFINITY:
			return names->affinity;
		default:
			return NULL;
	}
}

zend_object *ion_program_error(const struct ion_program_names *names, const struct ion_err *err)
{
	const zend_string *detail = detail_of(names, err);
	const char *text = detail != NULL ? ZSTR_VAL(detail) : NULL;
	if (err->stage == ION_STAGE_FORK && err->code == EPERM && names->wants_namespace) {
		text = "pidNamespace";
	}
	return ion_spawn_exception_command(names->command, err, text);
}

/* --- the start ----------------------------------------------------------------------------- */

/* 0 or -errno with the stage; a name that is not known goes into names->identity. */
static int resolve_identity(const struct ion_exec_options *options, struct ion_program_names *names,
	struct ion_cred *ret, struct ion_err *err)
{
	zend_string *bad;
	int status = ion_identity_resolve(&options->identity, ret, &bad, err);
	if (bad != NULL) {
		release_text(&names->identity);
		names->identity = bad;
	}
	return status;
}

static int start_program(struct ion_program_start *start, const struct ion_cred *cred,
	struct ion_proc **ret_proc, struct ion_err *err)
{
	const struct ion_exec_options *options = start->options;
	const struct ion_stdio_opened *opened = &start->opened;
	bool is_captured = options->verb == ION_EXEC_COLLECT;
	char directory[MAXPATHLEN];
	char *path = ion_environment_copy("PATH");
	struct ion_proc_spec spec = {
		ION_PROC_SPEC_DEFAULTS,
		.argv = options->argv,
		.envp = options->envp,
		.path = path,
		.cwd = ion_exec_directory(options->cwd, directory),
		.cred = cred,
		.feeds_stdin = start->feeds_stdin,
		.captures = {false, opened->captures[1], opened->captures[2]},
		.fds = opened->fds,
		.fd_count = opened->fd_count,
		.family = options->family,
		.cgroup = options->cgroup,
		.pid_namespace = options->pid_namespace,
		.marker = options->marker[0] != '\0' ? options->marker : NULL,
		.is_detached = options->is_detached,
		.ladder = options->ladder.rungs,
		.ladder_size = options->ladder.size,
		.timeout_ns = options->timeout_ns,
		.idle_ns = options->idle_ns,
		.drain_ns = options->drain_ns,
	};
	int status;
	spec.terminal_target = opened->terminal_target;
	spec.terminal_fd = is_captured ? opened->terminal_fd : -1;
	spec.attributes = options->attributes;
	status = ion_proc_start(ION_G(procs), &spec, start->events, start->arg, ret_proc, err);
	if (path != NULL) {
		pefree(path, 1);
	}
	return status;
}

/* No descriptors for a loop: a failure of the world like any other of the start, and the pending
 * exception becomes one. */
static int loop_error(struct ion_err *err)
{
	ion_err_set(err, ION_STAGE_LOOP, ion_errno_of(EG(exception)));
	zend_clear_exception();
	return -err->code;
}

struct preparation {
	struct ion_program_start *start;
	struct ion_program_names *names;
	struct ion_cred cred; /* owned; all zero = the caller's identity */
	struct ion_err *err;
	int status;
};

static int open_stdio(const struct preparation *preparation)
{
	struct ion_program_start *start = preparation->start;
	const struct ion_exec_options *options = start->options;
	int status = ion_stdio_open_all(&options->stdio, options->verb != ION_EXEC_COLLECT,
		&start->opened, preparation->err, &preparation->names->file);
	if (status < 0) {
		ion_stdio_close(&start->opened);
	}
	return status;
}

static void prepare(void *arg)
{
	struct preparation *preparation = arg;
	/* before anything is opened: it may end in the fatal error of the memory limit */
	ion_exec_options_build_env(preparation->start->options, preparation->cred.set_uid);
	preparation->status = open_stdio(preparation);
}

static void release_identity(void *arg)
{
	struct preparation *preparation = arg;
	ion_cred_release(&preparation->cred);
}

int ion_program_start(struct ion_program_start *start, struct ion_program_names *names,
	struct ion_proc **ret_proc, struct ion_err *err)
{
	bool has_cred = ion_identity_is_given(&start->options->identity);
	struct preparation preparation = {.start = start, .names = names, .err = err};
	int status = 0;

	start->opened = (struct ion_stdio_opened) ION_STDIO_NOTHING_OPENED;
	if (ion_request_procs() == NULL) {
		return loop_error(err);
	}
	if (has_cred) {
		status = resolve_identity(start->options, names, &preparation.cred, err);
	}
	if (status == 0) {
		ion_procset_marker(ION_G(procs), start->options->marker);
		ion_boundary_holding(prepare, release_identity, &preparation);
		status = preparation.status;
	}
	if (status == 0) {
		status = start_program(start, has_cred ? &preparation.cred : NULL, ret_proc, err);
	}
	release_identity(&preparation);
	return status;
}

void ion_program_start_release(struct ion_program_start *start)
{
	ion_stdio_close(&start->opened);
}
