/*
 * The life of one program: start, feed, read, watch, stop, reap, and one report at the end.
 *
 * The end of a program is two facts, its exit status and the end of its pipes. A proc is done when
 * both are in, or when the drain limit after the exit is over because somebody else still holds a
 * pipe open. `on_done` is then called once, from the loop, never from inside ion_proc_start().
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PROC_PROC_H
#define ION_PROC_PROC_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "os/attributes.h"
#include "os/reap.h"
#include "os/spawn.h"

struct ion_cred;
struct ion_loop;
struct ion_proc;
struct ion_procset;
struct ion_proc_result;

enum ion_proc_stream {
	ION_PROC_STDIN = 0,
	ION_PROC_STDOUT = 1,
	ION_PROC_STDERR = 2,
};

/* Why it ended; the names are what users see in Exec::$cause. */
#define ION_CAUSES(X) \
 X(EXIT, "exit") \
 X(SIGNAL, "signal") \
 X(TIMEOUT, "timeout") \
 X(IDLE, "idle") \
 X(CANCEL, "cancel") \
 X(OVERFLOW, "overflow") \
 X(LOST, "lost")

enum ion_cause {
#define ION_CAUSE_ENUM(id, name) ION_CAUSE_##id,
	ION_CAUSES(ION_CAUSE_ENUM)
#undef ION_CAUSE_ENUM
		ION_CAUSE_COUNT
};

const char *ion_cause_name(enum ion_cause cause);

/* One rung of the stop ladder: send the signal, then wait that long for the end. */
struct ion_rung {
	int signal;
	int64_t grace_ns;
};

/* What next_input() gives. */
enum ion_feed {
	ION_FEED_DATA, /* *ret_data, *ret_size: borrowed until the next call */
	ION_FEED_WAIT, /* nothing now; the owner calls ion_proc_feed_ready() when there is */
	ION_FEED_END,
};

/* All callbacks run from the loop (or from ion_proc_feed_ready()), never from ion_proc_start()
 * but `next_input`, which may be asked for the first bytes there. */
struct ion_proc_events {
	/*
	 * Where the next bytes of the stream go: a pointer with *ret_size > 0 bytes of room, which
	 * stays valid until `commit` or the next `reserve`: a read that finds nothing commits nothing.
	 * read(2) writes straight into it. NULL = nobody wants them: they are read into scratch, thrown
	 * away and committed all the same. At most 64 KiB are read at a time.
	 */
	char *(*reserve)(void *arg, enum ion_proc_stream stream, size_t *ret_size);
	/* `size` bytes arrived at the reserved place (or were thrown away). */
	void (*commit)(void *arg, enum ion_proc_stream stream, size_t size);
	/* The next piece of standard input. NULL when there is none to feed. */
	enum ion_feed (*next_input)(void *arg, const char **ret_data, size_t *ret_size);
	/* It has become the program, or died on the way in a manner that cannot be told from that. NULL =
	 * nobody asks: it costs a pipe. */
	void (*on_started)(void *arg);
	/* The end, once; the proc is freed by ION after the call. */
	void (*on_done)(void *arg, const struct ion_proc_result *result);
};

struct ion_proc_result {
	struct ion_err err;   /* code != 0: the program never ran, nothing else is set */
	struct ion_exit exit; /* how it ended and its usage; see os/reap.h */
	enum ion_cause cause;
	int stop_signal;     /* signal of the rung that was last sent, 0 = none */
	bool pipes_held;     /* the drain limit was over with a pipe still open */
	int64_t duration_ns; /* from the start to the exit */
	size_t input_taken;  /* bytes of standard input that the pipe took */
};

/* One descriptor of the program that is not fed or captured. */
struct ion_proc_fd {
	int target;
	int fd;        /* borrowed; -1 = /dev/null */
	int as_stream; /* ION_PROC_STDOUT or _STDERR, which is captured: the same pipe. 0 = `fd` */
};

/* ION_PROC_SPEC_DEFAULTS, and what is asked for. */
struct ion_proc_spec {
	const char *const *argv; /* NULL-terminated; argv[0] without a slash is looked up in `path` */
	const char *const *envp; /* NULL-terminated */
	const char *path;        /* PATH of the caller, or NULL for the system's default */
	const char *cwd;         /* NULL = inherited */
	const struct ion_cred *cred;   /* NULL = the caller's identity */
	bool feeds_stdin;              /* false = /dev/null, unless `fds` knows better */
	bool captures[3];              /* [1] and [2]: a pipe; false likewise */
	const struct ion_proc_fd *fds; /* what else it gets; not again what is fed or captured */
	size_t fd_count;
	int terminal_target; /* the descriptor that is its controlling terminal; -1 = none */
	/*
	 * >= 0: the controlling side of that terminal, not blocking, borrowed. Input is fed to it, and
	 * what comes from it is captured as standard output.
	 */
	int terminal_fd;
	struct ion_attributes attributes;
	enum ion_spawn_family family;
	const char *cgroup; /* directory of the control group to join, made if need be; NULL = none */
	bool pid_namespace; /* of its own; the kernel ends what is in it together with the program */
	const char *marker; /* ion_procset_marker(), if envp has it; NULL = none */
	bool is_detached;   /* the end of this process or request leaves it alone */
	const struct ion_rung *ladder;
	size_t ladder_size; /* at least 1 */
	int64_t timeout_ns; /* 0 = none */
	int64_t idle_ns;    /* the same, since captured output last came */
	int64_t drain_ns;
};

#define ION_PROC_SPEC_DEFAULTS .terminal_target = -1, .terminal_fd = -1, .attributes.umask = -1

/*
 * Starts the program. Everything in `spec` is borrowed for the call; `events` and `arg` for the
 * life of the proc. On success *ret_proc is owned by the set until on_done, and its loop is kept
 * alive. On failure: -errno, `err` tells the step, nothing is left open and on_done never runs.
 * A failure that only the child sees (cwd, privileges, exec) may come either way: from here, or by
 * on_done with result->err set, when the caller does not wait for execve(2).
 */
int ion_proc_start(struct ion_procset *set, const struct ion_proc_spec *spec,
	const struct ion_proc_events *events, void *arg, struct ion_proc **ret_proc,
	struct ion_err *err);

/* A child that the caller has made by fork(2) becomes a proc without pipes. */
struct ion_proc_adopt {
	pid_t pid;
	int pidfd; /* owned from a successful call on; -1 where the kernel has none */
	const struct ion_rung *ladder;
	size_t ladder_size; /* at least 1 */
	const char *marker; /* ion_procset_marker(), if its programs get it; NULL = none */
};

/*
 * ion_procset_prepare() came before the fork, so that its end cannot be missed. Of `events` only on_done is
 * used; the cause of a stop is in its result. 0 or -errno: nothing was taken then.
 */
int ion_proc_adopt(struct ion_procset *set, const struct ion_proc_adopt *child,
	const struct ion_proc_events *events, void *arg, struct ion_proc **ret_proc);

/* Whether it keeps the loop alive; it does at first. */
void ion_proc_set_referenced(struct ion_proc *proc, bool is_referenced);

/* The end of the request leaves it alone: it is neither signalled nor waited for. */
void ion_proc_detach(struct ion_proc *proc);

/* ion_proc_stop() with another ladder, which also takes the place of one that is being climbed. -ENOMEM. */
int ion_proc_stop_with(struct ion_proc *proc, const struct ion_rung *ladder, size_t ladder_size);

pid_t ion_proc_pid(const struct ion_proc *proc);

/*
 * Begins the ladder; the cause is what the result will say. Only the first call has an effect.
 * on_done still comes from the loop.
 *
 * Each signal goes to the program and to all that it brought about (os/pidtree.h); forked workers
 * get it alone. A program that ends on the ladder is not done before all of them have ended: the
 * ladder goes on for them, and after its last rung what is left is killed. Those that may not be
 * signalled are not waited for, and what is killed and still there after ION_KILL_PATIENCE_NS (a
 * disk or network that hangs) is given up.
 *
 * A program that has ended by itself is not signalled and keeps
 * its own cause; if only its pipes are waited for, the waiting ends.
 */
void ion_proc_stop(struct ion_proc *proc, enum ion_cause cause);

/* More input is there (after ION_FEED_WAIT). Asks for it before it returns. */
void ion_proc_feed_ready(struct ion_proc *proc);

/* The same, but asks from the loop. */
void ion_proc_feed_soon(struct ion_proc *proc);

/* Whether it has ended, asked now: how, also when the loop has not noticed yet. on_done still comes. */
bool ion_proc_has_ended(struct ion_proc *proc, struct ion_exit *ret);

/* 0, -ESRCH when it has ended, -EINVAL for a bad signal, -EPERM when it runs as somebody else whom
 * the caller may not signal. Never hits a recycled pid. */
int ion_proc_kill(struct ion_proc *proc, int signal);

/*
 * The same to the program and all that it brought about, of workers too. With SIGKILL and SIGSTOP
 * nobody can get away by forking: all are stopped before. *ret_count: how many got it. 0, -EINVAL,
 * or the answer of the program when nobody got it. Also for what a program has left behind that has
 * ended, as long as it is not reported.
 */
int ion_proc_kill_tree(struct ion_proc *proc, int signal, size_t *ret_count);

#endif
