/*
 * Methods of class ION\Process about signals: parse, check, call, return.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "zend_exceptions.h"
#include "zend_signal.h"

#include "php/signal/php_signal.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "loop/signal.h"
#include "os/kill.h"
#include "os/pidstat.h"
#include "os/sig.h"
#include "os/sigwatch.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"
#include "php/engine/options.h"
#include "php/signal/signal.h"
#include "proc/proc.h"
#include "proc/procset.h"
#include "promise/object.h"

/* --- taking signals ------------------------------------------------------------------------ */

/* One that a program may have. False with an exception. */
static bool arg_signal(const zend_string *name, zend_long number, int *ret)
{
	if (!ion_arg_signal(name, number, 1, ret)) {
		return false;
	}
	if (!ion_sigwatch_is_allowed(*ret)) {
		zend_argument_value_error(1,
			"must be a signal that a program can handle: not KILL and STOP, nor the faults SEGV, "
			"BUS, FPE and ILL, nor SIGRTMAX-1, which is ION's own");
		return false;
	}
	return true;
}

static void unignore(int number)
{
	if (ION_G(loop) != NULL) {
		ion_signal_unignore(ION_G(loop), number);
	}
}

ZEND_METHOD(ION_Process, signal)
{
	zend_string *name = NULL;
	zend_long number = 0;
	int signal = 0;
	zend_object *sequence;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR_OR_LONG(name, number)
	ZEND_PARSE_PARAMETERS_END();

	if (!arg_signal(name, number, &signal)) {
		RETURN_THROWS();
	}
	sequence = ion_signal_sequence(signal);
	if (sequence == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ_COPY(sequence);
}

static void clear_all(void)
{
	for (int signal = 1; signal <= 64; signal++) {
		unignore(signal);
	}
	ion_signal_sequences_end();
}

ZEND_METHOD(ION_Process, clearSignal)
{
	zend_string *name = NULL;
	zend_long number = 0;
	bool is_null = true;
	int signal = 0;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_LONG_OR_NULL(name, number, is_null)
	ZEND_PARSE_PARAMETERS_END();

	ion_request_check();
	if (is_null && name == NULL) {
		clear_all();
		return;
	}
	if (!arg_signal(name, number, &signal)) {
		RETURN_THROWS();
	}
	unignore(signal);
	ion_signal_sequence_end(signal);
}

ZEND_METHOD(ION_Process, ignoreSignal)
{
	zend_string *name = NULL;
	zend_long number = 0;
	int signal = 0, status;
	struct ion_loop *loop;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR_OR_LONG(name, number)
	ZEND_PARSE_PARAMETERS_END();

	if (!arg_signal(name, number, &signal)) {
		RETURN_THROWS();
	}
	if (signal == SIGCHLD) {
		zend_argument_value_error(
			1, "must not be CHLD: the exit statuses of children would be lost");
		RETURN_THROWS();
	}
	loop = ion_request_loop();
	if (loop == NULL) {
		RETURN_THROWS();
	}
	ion_signal_sequence_end(signal);
	if (EG(exception) != NULL) {
		RETURN_THROWS();
	}
	status = ion_signal_ignore(loop, signal);
	if (status == -EBUSY) {
		ion_misuse("The signal has watchers (ION::onSignal(), Process::whenShutdown(), or those of "
				   "another thread) and cannot be ignored");
	} else if (status < 0) {
		ion_process_throw(-status, "Cannot ignore signal %d", signal);
	}
}

/* --- the end of this process --------------------------------------------------------------- */

ZEND_METHOD(ION_Process, whenShutdown)
{
	zend_object *promise;
	ZEND_PARSE_PARAMETERS_NONE();
	promise = ion_shutdown_promise();
	if (promise == NULL) {
		RETURN_THROWS();
	}
	RETURN_OBJ(promise);
}

ZEND_METHOD(ION_Process, isShutdownRequested)
{
	bool is_requested;
	ZEND_PARSE_PARAMETERS_NONE();
	is_requested = ion_shutdown_is_requested();
	if (EG(exception) != NULL) {
		RETURN_THROWS();
	}
	RETURN_BOOL(is_requested);
}

ZEND_METHOD(ION_Process, exit)
{
	zend_long code = 0;
	bool is_hard = false;

	ZEND_PARSE_PARAMETERS_START(0, 2)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(code)
		Z_PARAM_BOOL(is_hard)
	ZEND_PARSE_PARAMETERS_END();

	if (code < 0 || code > 255) {
		zend_argument_value_error(1, "must be an exit code from 0 to 255");
		RETURN_THROWS();
	}
	if (is_hard) {
		_exit((int) code);
	}
	EG(exit_status) = (int) code;
	zend_throw_unwind_exit();
}

/* --- sending ------------------------------------------------------------------------------- */

/* False with an exception. */
static bool arg_pid(zend_long pid)
{
	/* 0 and -1 are everybody, other negative ones a group; and who signals init does not mean it */
	if (pid <= 1 || pid > INT_MAX) {
		zend_argument_value_error(1, "must be the pid of a process, greater than 1");
		return false;
	}
	return true;
}

/* An own child is signalled as one: its number may be somebody else's as soon as it has ended. */
static int send_signal(pid_t pid, int signal)
{
	struct ion_proc *proc;
	ion_request_check();
	proc = ION_G(procs) != NULL ? ion_procset_find(ION_G(procs), pid) : NULL;
	return proc != NULL ? ion_proc_kill(proc, signal) : ion_kill(pid, -1, signal);
}

ZEND_METHOD(ION_Process, kill)
{
	zend_long pid;
	zend_string *name = NULL;
	zend_long number = SIGTERM;
	bool is_group = false;
	int signal = 0, status;

	ZEND_PARSE_PARAMETERS_START(1, 3)
		Z_PARAM_LONG(pid)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_LONG(name, number)
		Z_PARAM_BOOL(is_group)
	ZEND_PARSE_PARAMETERS_END();

	if (!arg_pid(pid) || !ion_arg_signal(name, number, 2, &signal)) {
		RETURN_THROWS();
	}
	status = is_group ? ion_kill_group((pid_t) pid, signal) : send_signal((pid_t) pid, signal);
	if (status < 0) {
		ion_process_throw(-status, "Cannot send signal %d to %s %d", signal,
			is_group ? "the process group" : "the process with pid", (int) pid);
		RETURN_THROWS();
	}
}

ZEND_METHOD(ION_Process, isRunning)
{
	zend_long pid;
	struct ion_proc *proc;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_LONG(pid)
	ZEND_PARSE_PARAMETERS_END();

	if (pid < 1 || pid > INT_MAX) {
		RETURN_FALSE;
	}
	ion_request_check();
	proc = ION_G(procs) != NULL ? ion_procset_find(ION_G(procs), (pid_t) pid) : NULL;
	RETURN_BOOL(proc != NULL ? ion_proc_kill(proc, 0) == 0 : ion_pidstat_is_running((pid_t) pid));
}

/* --- start-up ------------------------------------------------------------------------------ */

/*
 * PHP catches some signals itself and looks up then what was asked for. Its handler is somebody's
 * when pcntl (or whoever else) asked for a function; else it would do the default: end the process.
 */
static bool is_somebodys(int signal, const struct sigaction *found)
{
#ifdef ZEND_SIGNALS
	if ((found->sa_flags & SA_SIGINFO) && found->sa_sigaction == ION_G(signals).engine_handler) {
		struct sigaction asked;
		memset(&asked, 0, sizeof(asked));
		zend_sigaction(signal, NULL, &asked);
		return asked.sa_handler != SIG_DFL && asked.sa_handler != SIG_IGN;
	}
#else
	(void) signal;
	(void) found;
#endif
	return true;
}

void ion_signal_rinit(void)
{
	struct sigaction found;
	/* PHP has it from the start of the request on, with or without a time limit */
	if (ION_G(signals).engine_handler == NULL && ion_sig_disposition(SIGPROF, &found) &&
		(found.sa_flags & SA_SIGINFO)) {
		ION_G(signals).engine_handler = found.sa_sigaction;
	}
}

void ion_signal_drop(void)
{
	ion_shutdown_drop();
	ion_signal_sequences_drop();
}

void ion_signal_forget(void)
{
	ION_G(signals).sequences = NULL;
	ION_G(signals).shutdown = NULL;
}

/* Value of Process::SIG: shared by all requests and threads, never counted, copied before it is changed. */
static HashTable *names;

void ion_signal_minit(zend_class_entry *process)
{
	const char *name;
	int number;
	zval value;

	ion_sig_set_judge(is_somebodys);
	names = pemalloc(sizeof(*names), 1);
	zend_hash_init(names, 64, NULL, NULL, 1);
	for (size_t i = 0; (name = ion_sig_at(i, &number)) != NULL; i++) {
		zend_string *key = zend_string_init_interned(name, strlen(name), 1);
		ZVAL_LONG(&value, number);
		zend_hash_add(names, key, &value);
	}
	GC_SET_REFCOUNT(names, 2);
	GC_ADD_FLAGS(names, IS_ARRAY_IMMUTABLE | GC_NOT_COLLECTABLE);
	ZVAL_ARR(&value, names);
	Z_TYPE_INFO(value) = IS_ARRAY;
	zend_declare_class_constant(process, ZEND_STRL("SIG"), &value);
}

void ion_signal_mshutdown(void)
{
	/* the class may have gone before us, as after dl(); debug builds of PHP refuse to destroy what
	 * somebody else may hold */
	GC_SET_REFCOUNT(names, 1);
	zend_hash_destroy(names);
	pefree(names, 1);
}
