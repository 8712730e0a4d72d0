/*
 * A ChildProcess that is a program: spawn() and what is built on it.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"

#include "php/child/child.h"

#include <signal.h>

#include "base/clock.h"
#include "php/child/php_child.h"
#include "php/engine/boundary.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"
#include "php/ipc/php_ipc.h"
#include "php/pipe/php_pipe.h"
#include "php/process/program.h"
#include "proc/proc.h"
#include "promise/host.h"

struct ion_child_program {
	struct ion_program_names names;
	struct ion_err err; /* code != 0: why it is not running */
	int64_t timeout_ns;
	bool has_terminal;
	bool has_channel;
};

/* --- the end ------------------------------------------------------------------------------- */

void ion_child_program_fail(struct ion_child *child)
{
	const struct ion_err *err = &child->program->err;
	if (err->code != 0) {
		ion_child_fail(child, ion_program_error(&child->program->names, err));
	}
}

/* As an error of the child, though it is this process that has ended it. */
static void report_timeout(struct ion_child *child)
{
	zend_string *text = zend_strpprintf(0, "'%s' took longer than %.6g s and was stopped",
		ZSTR_VAL(child->program->names.command),
		(double) child->program->timeout_ns / ION_NS_PER_SEC);
	zval value;
	if (child->report != NULL) {
		zend_array_release(child->report);
	}
	child->report = zend_new_array(4);
	ZVAL_STR_COPY(&value, ion_ce_timeout_exception->name);
	zend_hash_str_add_new(child->report, ZEND_STRL("class"), &value);
	ZVAL_STR(&value, text);
	zend_hash_str_add_new(child->report, ZEND_STRL("message"), &value);
	ZVAL_EMPTY_STRING(&value);
	zend_hash_str_add_new(child->report, ZEND_STRL("file"), &value);
	ZVAL_LONG(&value, 0);
	zend_hash_str_add_new(child->report, ZEND_STRL("line"), &value);
}

static void on_done(void *arg, const struct ion_proc_result *result)
{
	struct ion_child *child = arg;
	if (child->program->err.code == 0) {
		child->program->err = result->err;
	}
	if (result->cause == ION_CAUSE_TIMEOUT && result->err.code == 0) {
		report_timeout(child);
	}
	ion_child_done(child, result);
}

static void on_started(void *arg)
{
	struct ion_child *child = arg;
	if (child->phase == ION_CHILD_STARTING && child->program->err.code == 0) {
		ion_child_runs(child);
	}
}

static const struct ion_proc_events events = {
	.on_started = on_started,
	.on_done = on_done,
};

/* --- pipes --------------------------------------------------------------------------------- */

zend_object *ion_child_pipe(const struct ion_child *child, zend_long descriptor)
{
	zval *pipe =
		child->pipes != NULL ? zend_hash_index_find(child->pipes, (zend_ulong) descriptor) : NULL;
	return pipe != NULL ? Z_OBJ_P(pipe) : NULL;
}

zend_object *ion_child_terminal(const struct ion_child *child)
{
	return child->program != NULL && child->program->has_terminal
			   ? ion_child_pipe(child, ION_PROC_STDOUT)
			   : NULL;
}

/* Takes *fd. False with an exception and *fd still open. */
static bool add_pipe(struct ion_child *child, int descriptor, int *fd, unsigned directions)
{
	zend_object *pipe = ion_pipe_object_new(fd, directions, false);
	zval value;
	if (pipe == NULL) {
		return false;
	}
	ZVAL_OBJ(&value, pipe);
	zend_hash_index_update(child->pipes, (zend_ulong) descriptor, &value);
	return true;
}

/* One for both ways: it is one terminal. */
static bool add_terminal(struct ion_child *child, struct ion_stdio_opened *opened)
{
	zval pipe;
	if (!add_pipe(
			child, ION_PROC_STDOUT, &opened->terminal_fd, ION_PIPE_READABLE | ION_PIPE_WRITABLE)) {
		return false;
	}
	/* a copy: what stands in the table moves when the table grows */
	ZVAL_COPY(&pipe, zend_hash_index_find(child->pipes, ION_PROC_STDOUT));
	zend_hash_index_update(child->pipes, ION_PROC_STDIN, &pipe);
	return true;
}

bool ion_child_add_pipes(struct ion_child *child, struct ion_stdio_opened *opened)
{
	if (opened->pipe_count == 0 && opened->terminal_fd < 0) {
		return true;
	}
	child->pipes = zend_new_array(3);
	for (size_t i = 0; i < opened->pipe_count; i++) {
		struct ion_stdio_pipe *pipe = &opened->pipes[i];
		unsigned directions = ION_PIPE_READABLE | ION_PIPE_WRITABLE;
		if (pipe->target < 3) {
			directions = pipe->target == ION_PROC_STDIN ? ION_PIPE_WRITABLE : ION_PIPE_READABLE;
		}
		if (!add_pipe(child, pipe->target, &pipe->fd, directions)) {
			return false;
		}
	}
	return opened->terminal_fd < 0 || add_terminal(child, opened);
}

/* --- the start ----------------------------------------------------------------------------- */

static struct ion_child *child_new(struct ion_exec_options *options)
{
	struct ion_child_program *program = ecalloc(1, sizeof(*program));
	struct ion_child *child;
	zval object;
	object_init_ex(&object, ion_ce_child_process);
	child = ion_child_from_obj(Z_OBJ(object));
	child->is_constructed = true;
	child->program = program;
	child->is_detached = child->is_unreferenced = options->is_detached;
	program->timeout_ns = options->timeout_ns;
	program->has_terminal = options->stdio.has_terminal;
	program->has_channel = options->channel_target > 0;
	ion_program_names_init(&program->names, options);
	return child;
}

/* Our end of the channel, taken from *fd; one that could not be made (-1) never says anything. False
 * with an exception. */
static bool open_channel(struct ion_child *child, int *fd)
{
	zend_object *ipc = ion_child_ipc(child);
	int status;
	if (ipc == NULL || *fd < 0) {
		return ipc != NULL;
	}
	status = ion_ipc_connect(ipc, *fd);
	if (status < 0) {
		ion_process_throw(-status, "Cannot watch the channel to the script");
		return false;
	}
	*fd = -1;
	return true;
}

struct setup {
	struct ion_child *child;
	struct ion_program_start *start;
	bool is_good; /* else there is an exception */
};

/*
 * There are no descriptors or no memory to look after it with: a failure of the start like any other,
 * in place of the pending exception. A program that runs already is killed before any of our ends is
 * closed, for it would take that for the end of its input; its promises tell when it is gone.
 */
static void give_up(struct ion_child *child)
{
	if (child->proc != NULL) {
		ion_proc_kill(child->proc, SIGKILL);
	}
	if (child->program->err.code == 0) {
		ion_err_set(&child->program->err, ION_STAGE_PIPE, ion_errno_of(EG(exception)));
	}
	zend_clear_exception();
	if (child->pipes != NULL) {
		zend_array_release(child->pipes);
		child->pipes = NULL;
	}
}

/* What the object needs now that the program runs, or has failed. May end in the fatal error of the
 * memory limit, with descriptors open that the caller closes. */
static void set_up(void *arg)
{
	struct setup *setup = arg;
	struct ion_child *child = setup->child;
	struct ion_stdio_opened *opened = &setup->start->opened;
	if (child->proc != NULL) {
		child->phase = ION_CHILD_STARTING;
		ion_child_began(child, ion_proc_pid(child->proc));
	}
	setup->is_good = ion_child_add_pipes(child, opened);
	if (setup->is_good && child->program->has_channel) {
		setup->is_good = open_channel(child, &opened->channel_fd);
	}
	if (!setup->is_good) {
		give_up(child);
	}
	setup->is_good = child->proc != NULL || ion_child_enqueue(child, NULL);
}

zend_object *ion_child_spawn(struct ion_exec_options *options, const struct ion_err *early)
{
	struct ion_child *child = child_new(options);
	struct ion_child_program *program = child->program;
	struct ion_program_start start = {
		.options = options,
		.events = &events,
		.arg = child,
		.opened = ION_STDIO_NOTHING_OPENED,
	};
	struct setup setup = {.child = child, .start = &start};
	bool is_whole;

	if (early->code != 0) {
		program->err = *early;
	} else {
		ion_program_start(&start, &program->names, &child->proc, &program->err);
	}
	/* stop() climbs it */
	child->options.ladder = options->ladder;
	options->ladder = (struct ion_ladder){0};
	is_whole = ion_boundary_guard(set_up, &setup);
	if (!is_whole && child->proc != NULL) {
		/* no memory to look after it with: nobody could use it */
		ion_proc_kill(child->proc, SIGKILL);
	}
	ion_program_start_release(&start);
	if (!is_whole) {
		/* for good: its program may still tell it of the end */
		GC_ADDREF(&child->std);
		ion_boundary_rethrow();
		return &child->std;
	}
	if (!setup.is_good) {
		OBJ_RELEASE(&child->std);
		return NULL;
	}
	if (options->pid != NULL && child->proc != NULL) {
		ZEND_TRY_ASSIGN_REF_LONG(options->pid, child->pid);
	}
	return &child->std;
}

void ion_child_program_free(struct ion_child_program *program)
{
	if (program != NULL) {
		ion_program_names_release(&program->names);
		efree(program);
	}
}
