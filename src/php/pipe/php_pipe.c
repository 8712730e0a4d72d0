/*
 * Class ION\Process\Pipe: parse, call, return. And the Pipes of the standard streams.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/pipe/pipe_object.h"

#include "os/fd.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"
#include "promise/object.h"

#include "stubs/pipe_arginfo.h"

/* NULL with an exception. */
static struct ion_pipe_object *this_pipe(const zval *this_zv)
{
	struct ion_pipe_object *pipe = ion_pipe_from_obj(Z_OBJ_P(this_zv));
	return EXPECTED(ion_pipe_check(pipe)) ? pipe : NULL;
}

/* The same for what only works one way. */
static struct ion_pipe_object *this_readable(const zval *this_zv, const char *method)
{
	struct ion_pipe_object *pipe = this_pipe(this_zv);
	if (pipe != NULL && (pipe->directions & ION_PIPE_READABLE) == 0) {
		ion_misuse("%s(): the pipe is open for writing only", method);
		return NULL;
	}
	return pipe;
}

ZEND_METHOD(ION_Process_Pipe, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE();
}

/* --- reading ------------------------------------------------------------------------------- */

static void read_at_most(INTERNAL_FUNCTION_PARAMETERS, enum ion_pipe_reading what, zend_long max)
{
	struct ion_pipe_object *pipe;
	if (max < 1) {
		zend_argument_value_error(1, "must be at least 1");
		RETURN_THROWS();
	}
	pipe = this_readable(ZEND_THIS, what == ION_PIPE_SOME ? "read" : "readLine");
	if (pipe == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(ion_pipe_read(pipe, what, (size_t) max));
}

ZEND_METHOD(ION_Process_Pipe, read)
{
	zend_long max = ION_PIPE_CHUNK;
	bool is_all = true;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG_OR_NULL(max, is_all)
	ZEND_PARSE_PARAMETERS_END();

	is_all = ZEND_NUM_ARGS() == 0 || is_all;
	read_at_most(INTERNAL_FUNCTION_PARAM_PASSTHRU, ION_PIPE_SOME,
		is_all || max > ION_PIPE_CHUNK ? ION_PIPE_CHUNK : max);
}

ZEND_METHOD(ION_Process_Pipe, readLine)
{
	zend_long max = 64 << 20;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(max)
	ZEND_PARSE_PARAMETERS_END();

	read_at_most(INTERNAL_FUNCTION_PARAM_PASSTHRU, ION_PIPE_LINE, max);
}

ZEND_METHOD(ION_Process_Pipe, readAll)
{
	struct ion_pipe_object *pipe;

	ZEND_PARSE_PARAMETERS_NONE();

	pipe = this_readable(ZEND_THIS, "readAll");
	if (pipe == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(ion_pipe_read(pipe, ION_PIPE_ALL, 0));
}

ZEND_METHOD(ION_Process_Pipe, whenData)
{
	struct ion_pipe_object *pipe;

	ZEND_PARSE_PARAMETERS_NONE();

	pipe = this_readable(ZEND_THIS, "whenData");
	if (pipe == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(ion_pipe_incoming(pipe));
}

static void set_paused(INTERNAL_FUNCTION_PARAMETERS, bool is_paused)
{
	struct ion_pipe_object *pipe;

	ZEND_PARSE_PARAMETERS_NONE();

	pipe = this_readable(ZEND_THIS, is_paused ? "pause" : "resume");
	if (pipe == NULL) {
		RETURN_THROWS();
	}
	if (pipe->is_paused != is_paused) {
		pipe->is_paused = is_paused;
		ion_pipe_schedule(pipe);
		ion_pipe_update(pipe);
	}
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}

ZEND_METHOD(ION_Process_Pipe, pause)
{
	set_paused(INTERNAL_FUNCTION_PARAM_PASSTHRU, true);
}

ZEND_METHOD(ION_Process_Pipe, resume)
{
	set_paused(INTERNAL_FUNCTION_PARAM_PASSTHRU, false);
}

/* --- writing ------------------------------------------------------------------------------- */

ZEND_METHOD(ION_Process_Pipe, write)
{
	zend_string *data;
	struct ion_pipe_object *pipe;
	zend_object *promise;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR(data)
	ZEND_PARSE_PARAMETERS_END();

	pipe = this_pipe(ZEND_THIS);
	promise = pipe != NULL ? ion_pipe_write_string(pipe, data) : NULL;
	if (promise == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(promise);
}

ZEND_METHOD(ION_Process_Pipe, end)
{
	zend_string *data = ZSTR_EMPTY_ALLOC();
	struct ion_pipe_object *pipe;
	zend_object *promise;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(data)
	ZEND_PARSE_PARAMETERS_END();

	pipe = this_pipe(ZEND_THIS);
	promise = pipe != NULL ? ion_pipe_end(pipe, data) : NULL;
	if (promise == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(promise);
}

ZEND_METHOD(ION_Process_Pipe, getQueuedBytes)
{
	ZEND_PARSE_PARAMETERS_NONE();

	RETURN_LONG((zend_long) ion_pipe_from_obj(Z_OBJ_P(ZEND_THIS))->writer.queued);
}

/* --- the end ------------------------------------------------------------------------------- */

ZEND_METHOD(ION_Process_Pipe, close)
{
	struct ion_pipe_object *pipe;

	ZEND_PARSE_PARAMETERS_NONE();

	pipe = this_pipe(ZEND_THIS);
	if (pipe == NULL) {
		RETURN_THROWS();
	}
	ion_pipe_object_close(&pipe->std);
}

ZEND_METHOD(ION_Process_Pipe, whenClosed)
{
	struct ion_pipe_object *pipe;

	ZEND_PARSE_PARAMETERS_NONE();

	pipe = this_pipe(ZEND_THIS);
	if (pipe == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(ion_pipe_when_closed(pipe));
}

/* Neither another process' nor of a loop that is gone. */
static bool is_usable(const struct ion_pipe_object *pipe)
{
	return !pipe->is_forgotten && !ion_pipe_is_parents(&pipe->std);
}

ZEND_METHOD(ION_Process_Pipe, isReadable)
{
	const struct ion_pipe_object *pipe = ion_pipe_from_obj(Z_OBJ_P(ZEND_THIS));

	ZEND_PARSE_PARAMETERS_NONE();

	RETURN_BOOL(is_usable(pipe) && !ion_pipe_has_read_all(pipe));
}

ZEND_METHOD(ION_Process_Pipe, isWritable)
{
	const struct ion_pipe_object *pipe = ion_pipe_from_obj(Z_OBJ_P(ZEND_THIS));

	ZEND_PARSE_PARAMETERS_NONE();

	RETURN_BOOL(is_usable(pipe) && ion_writer_is_open(&pipe->writer) && !pipe->is_ending);
}

ZEND_METHOD(ION_Process_Pipe, isPaused)
{
	ZEND_PARSE_PARAMETERS_NONE();

	RETURN_BOOL(ion_pipe_from_obj(Z_OBJ_P(ZEND_THIS))->is_paused);
}

ZEND_METHOD(ION_Process_Pipe, isClosed)
{
	ZEND_PARSE_PARAMETERS_NONE();

	RETURN_BOOL(ion_pipe_object_is_closed(Z_OBJ_P(ZEND_THIS)));
}

/* --- the loop ------------------------------------------------------------------------------ */

static void set_referenced(INTERNAL_FUNCTION_PARAMETERS, bool is_referenced)
{
	struct ion_pipe_object *pipe;

	ZEND_PARSE_PARAMETERS_NONE();

	pipe = this_pipe(ZEND_THIS);
	if (pipe == NULL) {
		RETURN_THROWS();
	}
	pipe->is_unreferenced = !is_referenced;
	ion_pipe_update(pipe);
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}

ZEND_METHOD(ION_Process_Pipe, ref)
{
	set_referenced(INTERNAL_FUNCTION_PARAM_PASSTHRU, true);
}

ZEND_METHOD(ION_Process_Pipe, unref)
{
	set_referenced(INTERNAL_FUNCTION_PARAM_PASSTHRU, false);
}

/* --- the standard streams ------------------------------------------------------------------ */

static const char *const stdio_names[] = {"standard input", "standard output", "standard error"};

static void get_stdio(INTERNAL_FUNCTION_PARAMETERS, int number)
{
	zend_object **slot = &ION_G(pipes).stdio[number];
	int fd;

	ZEND_PARSE_PARAMETERS_NONE();

	ion_request_check();
	if (*slot == NULL) {
		fd = ion_fd_dup(number);
		if (fd < 0) {
			ion_process_throw(-fd, "Cannot use %s", stdio_names[number]);
			RETURN_THROWS();
		}
		*slot = ion_pipe_object_new(&fd, number == 0 ? ION_PIPE_READABLE : ION_PIPE_WRITABLE, true);
		ion_fd_close(&fd);
	}
	if (*slot == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ_COPY(*slot);
}

ZEND_METHOD(ION_Process, stdin)
{
	get_stdio(INTERNAL_FUNCTION_PARAM_PASSTHRU, 0);
}

ZEND_METHOD(ION_Process, stdout)
{
	get_stdio(INTERNAL_FUNCTION_PARAM_PASSTHRU, 1);
}

ZEND_METHOD(ION_Process, stderr)
{
	get_stdio(INTERNAL_FUNCTION_PARAM_PASSTHRU, 2);
}

void ion_pipe_minit(void)
{
	ion_pipe_object_minit(register_class_ION_Process_Pipe());
}
