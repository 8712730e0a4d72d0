/*
 * Process::daemonize(). The script goes on in the daemon; the process that was called leaves by
 * _exit(2) when it knows how the daemon got on, because everything in it (shutdown functions,
 * destructors, temporary files, database links) is the daemon's now.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php_output.h"
#include "zend_virtual_cwd.h"

#include "php/daemon/daemonize.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "os/daemon.h"
#include "os/fd.h"
#include "os/fork.h"
#include "os/pidfile.h"
#include "os/self.h"
#include "php/daemon/daemon.h"
#include "php/daemon/php_daemon.h"
#include "php/engine/boundary.h"
#include "php/engine/errors.h"
#include "php/engine/fork.h"
#include "php/engine/globals.h"
#include "php/process/exit_text.h"
#include "proc/procset.h"
#include "promise/object.h"

/* Between TERM and KILL for a daemon that was not ready in time. */
#define GRACE_NS (5 * ION_NS_PER_SEC)

/* --- where it may be ----------------------------------------------------------------------- */

static bool has_children(void)
{
	return (ION_G(procs) != NULL && ion_procset_count(ION_G(procs)) > 0) ||
		   (ION_G(family).queue.next != NULL && !ion_list_empty(&ION_G(family).queue));
}

static bool may_daemonize(void)
{
	ion_request_check();
	if (!ion_fork_check_process() || !ion_fork_check_place("ION\\Process::daemonize()")) {
		return false;
	}
	if (ion_boundary_loop_is_running()) {
		ion_misuse(
			"ION\\Process::daemonize(): not in a callback of the loop, since a daemon begins "
			"with a new one. Call it at the top of the script");
	} else if (EG(active_fiber) != NULL) {
		ion_misuse("ION\\Process::daemonize(): not in a Fiber. Call it at the top of the script");
	} else if (ION_G(family).parent_ipc != NULL) {
		ion_misuse("ION\\Process::daemonize(): a worker belongs to its master. Make the master a "
				   "daemon, before it starts workers");
	} else if (ION_G(daemon).is_daemon && ION_G(daemon).pid == getpid()) {
		ion_misuse("ION\\Process::daemonize(): this process is a daemon already");
	} else if (has_children()) {
		ion_misuse(
			"ION\\Process::daemonize(): programs and child processes would lose their parent. "
			"Start them in the daemon");
	} else {
		return true;
	}
	return false;
}

/* --- in the daemon ------------------------------------------------------------------------- */

struct setup {
	const struct ion_daemon_options *options;
	zend_string *text; /* owned: what failed */
	int code;          /* -errno */
	bool has_locked;
};

static int lock_pid_file(struct setup *setup)
{
	zend_string *path = setup->options->pid_file;
	int code = ion_daemon_rewrite_locks();
	if (code < 0) {
		setup->text = zend_strpprintf(0, "Cannot write the pid file");
	}
	if (code == 0 && path != NULL) {
		code = ion_daemon_lock(path, &setup->text);
		setup->has_locked = code == 0;
	}
	return code;
}

static int change_directory(struct setup *setup)
{
	const char *path = ZSTR_VAL(setup->options->cwd);
	struct ion_self_spec spec = {.cwd = path, .attributes.umask = setup->options->umask};
	struct ion_err err = {0};
	int code = ion_self_apply(&spec, &err);
	if (code < 0) {
		setup->text = zend_strpprintf(0, "Cannot change to the directory '%s'", path);
		return code;
	}
	/* threaded builds of PHP have a working directory of their own */
	return VCWD_CHDIR(path) == 0 ? 0 : -errno;
}

static int redirect_streams(struct setup *setup)
{
	int code = 0;
	for (int i = 0; i < 3 && code == 0; i++) {
		code = ion_daemon_redirect(i, setup->options->streams[i], &setup->text);
	}
	return code;
}

/* The lock first: a second daemon changes nothing. */
static void set_up(void *arg)
{
	struct setup *setup = arg;
	ion_fork_refresh_engine();
	ion_request_reinit();
	setup->code = lock_pid_file(setup);
	if (setup->code == 0) {
		setup->code = change_directory(setup);
	}
	if (setup->code == 0) {
		setup->code = redirect_streams(setup);
	}
	if (setup->code == 0 && setup->options->title != NULL) {
		ion_daemon_set_title(setup->options->title);
	}
}

/* Returns to user code, or never. */
static void become_daemon(const struct ion_daemon_options *options, struct ion_daemon_link *link)
{
	struct ion_daemon *daemon = &ION_G(daemon);
	struct setup setup = {.options = options, .code = -ENOMEM};
	if (!ion_boundary_contain(set_up, &setup) || setup.code < 0) {
		/* the starter says so, and nothing of the script runs here */
		if (setup.has_locked) {
			ion_daemon_unlock_last();
		}
		ion_daemon_say(link->fd, ION_DAEMON_FAILED, -setup.code,
			setup.text != NULL ? ZSTR_VAL(setup.text) : "Cannot set up the daemon");
		_exit(1);
	}
	daemon->is_daemon = true;
	daemon->is_starting = true;
	daemon->link_fd = link->fd;
	daemon->pid = getpid();
	ion_daemon_say(link->fd, ION_DAEMON_SET_UP, 0, NULL);
	ion_fork_restore_mask(&link->mask);
}

/* The words to the starter end here; also in a forked child, whose words they are not. */
static void close_link(void)
{
	struct ion_daemon *daemon = &ION_G(daemon);
	if (daemon->is_starting) {
		daemon->is_starting = false;
		ion_fd_close(&daemon->link_fd);
	}
}

void ion_daemon_ready(void)
{
	struct ion_daemon *daemon = &ION_G(daemon);
	if (daemon->is_starting && daemon->pid == getpid()) {
		ion_daemon_say(daemon->link_fd, ION_DAEMON_READY, 0, NULL);
	}
	close_link();
}

void ion_daemon_forked(void)
{
	if (ION_G(daemon).pid != getpid()) {
		close_link();
	}
}

static bool is_fatal(int type)
{
	return (type & (E_ERROR | E_PARSE | E_CORE_ERROR | E_COMPILE_ERROR | E_USER_ERROR |
					   E_RECOVERABLE_ERROR)) != 0;
}

void ion_daemon_not_ready(void)
{
	struct ion_daemon *daemon = &ION_G(daemon);
	if (daemon->is_starting && daemon->pid == getpid()) {
		const char *text = PG(last_error_message) != NULL && is_fatal(PG(last_error_type))
							   ? ZSTR_VAL(PG(last_error_message))
							   : NULL;
		ion_daemon_say(daemon->link_fd, ION_DAEMON_ENDED, EG(exit_status) & 0xff, text);
	}
	close_link();
}

/* --- in the starter ------------------------------------------------------------------------ */

/* The reason is what somebody at a terminal, or a log of a service manager, gets to see. */
ZEND_NORETURN static void leave(int code, const char *what, const char *why)
{
	if (what != NULL) {
		fprintf(stderr, "The daemon %s: %s\n", what, why);
	}
	fflush(NULL);
	_exit(code);
}

ZEND_NORETURN static void leave_ended(const struct ion_daemon_word *word)
{
	char code[32];
	snprintf(code, sizeof(code), "exit code %d", word->code);
	leave(word->code != 0 ? word->code : 1, "ended before it was ready",
		word->size > 0 ? word->text : code);
}

ZEND_NORETURN static void leave_died(const struct ion_exit *end)
{
	char text[ION_EXIT_TEXT_SIZE];
	int code = end->kind == ION_EXIT_CODE ? end->code : 1;
	ion_exit_text(end, text);
	leave(end->kind == ION_EXIT_SIGNAL ? 128 + end->signal
		  : code != 0                  ? code
									   : 1,
		"ended before it was ready", text);
}

/* Returns with an exception when the daemon could not be set up, else never. */
static void await_daemon(const struct ion_daemon_options *options, struct ion_daemon_start *start)
{
	int64_t until_ns = ion_clock_add(ion_clock_now_ns(), options->wait_ns);
	struct ion_daemon_word word;
	for (;;) {
		int code = ion_daemon_wait(start, until_ns, &word);
		if (code == -ETIMEDOUT) {
			ion_daemon_stop(start, GRACE_NS);
			leave(1, "was not ready", "the time for that is over, it was stopped");
		} else if (code == 0) {
			leave_died(&start->end);
		} else if (code < 0) {
			leave(1, "ended before it was ready", "it runs another program");
		} else if (word.says == ION_DAEMON_ENDED) {
			leave_ended(&word);
		} else if (word.says == ION_DAEMON_FAILED) {
			ion_daemon_forget(start);
			ion_daemon_rewrite_locks();
			ion_process_throw(word.code, "%s", word.text);
			return;
		} else if (word.says == ION_DAEMON_READY || !options->waits) {
			leave(0, NULL, NULL);
		} else {
			/* nothing of the script runs here any more: Ctrl-C ends it, whatever handlers it has */
			ion_daemon_heed_signals();
		}
	}
}

/* --- both ---------------------------------------------------------------------------------- */

static void daemonize(const struct ion_daemon_options *options)
{
	struct ion_daemon_start start;
	struct ion_daemon_link link;
	int code;
	/* what was printed before belongs to the terminal, once */
	php_output_flush_all();
	if (EG(exception) != NULL) {
		return;
	}
	ion_pidfile_keep_over_fork(true);
	code = ion_daemon_fork(&start, &link);
	ion_pidfile_keep_over_fork(false);
	if (code < 0) {
		ion_process_throw(-code, "Cannot fork");
	} else if (code == 0) {
		become_daemon(options, &link);
	} else {
		await_daemon(options, &start);
	}
}

ZEND_METHOD(ION_Process, daemonize)
{
	struct ion_daemon_options parsed;
	HashTable *options = NULL;

	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(options)
	ZEND_PARSE_PARAMETERS_END();

	if (ion_daemon_options_parse(options, &parsed) && may_daemonize()) {
		daemonize(&parsed);
	}
	ion_daemon_options_release(&parsed);
}
