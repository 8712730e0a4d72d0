/*
 * Forking: signals, the pidfd, and the leash that ends a worker with its master.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "os/fork.h"
#include "os/kill.h"
#include "os/leash.h"
#include "os/reap.h"

#define MS (ION_NS_PER_SEC / 1000)

/* ---- fork ---- */

static void on_signal(int signal)
{
	(void) signal;
	_exit(99);
}

static void set_disposition(int signal, void (*handler)(int))
{
	struct sigaction action = {.sa_handler = handler};
	assert_int_equal(sigaction(signal, &action, NULL), 0);
}

static bool is_disposition(int signal, void (*handler)(int))
{
	struct sigaction action;
	return sigaction(signal, NULL, &action) == 0 && action.sa_handler == handler;
}

/* The wait status of a child, by its pidfd where it has one. */
static struct ion_exit reap(pid_t pid, int pidfd)
{
	struct ion_exit result;
	if (pidfd >= 0) {
		struct pollfd poll_fd = {.fd = pidfd, .events = POLLIN};
		assert_int_equal(poll(&poll_fd, 1, WATCHDOG_SECONDS * 1000), 1);
		assert_int_equal(ion_reap(pid, pidfd, &result), 0);
		close(pidfd);
	} else {
		ion_reap_wait(pid, -1, &result);
	}
	return result;
}

/* What a child returns from `body`, run with `mask` as the one before the fork. */
static struct ion_exit run_child(void (*body)(const sigset_t *mask))
{
	int pidfd = -1;
	sigset_t mask;
	pid_t pid = ion_fork(ion_fork_has_pidfd() ? &pidfd : NULL, &mask);
	if (pid == 0) {
		if (pidfd != -1) {
			_exit(98);
		}
		body(&mask);
		_exit(97);
	}
	assert_true(pid > 0);
	assert_int_equal(pidfd >= 3, ion_fork_has_pidfd());
	assert_int_equal(pidfd < 0 || (fcntl(pidfd, F_GETFD) & FD_CLOEXEC), 1);
	return reap(pid, pidfd);
}

static void body_masked(const sigset_t *mask)
{
	sigset_t now;
	sigprocmask(SIG_SETMASK, NULL, &now);
	for (int signal = 1; signal <= SIGRTMAX; signal++) {
		bool is_libc = signal > 31 && signal < SIGRTMIN;
		if (signal != SIGKILL && signal != SIGSTOP && !is_libc && sigismember(&now, signal) != 1) {
			_exit(signal);
		}
	}
	_exit(sigismember(mask, SIGUSR1) == 1 && sigismember(mask, SIGUSR2) == 0 ? 0 : 96);
}

static void a_child_starts_with_signals_blocked(void **state)
{
	sigset_t set, before, after;
	(void) state;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_SETMASK, &set, &before);
	struct ion_exit result = run_child(body_masked);
	sigprocmask(SIG_SETMASK, NULL, &after);
	assert_int_equal(sigismember(&after, SIGUSR1), 1);
	assert_int_equal(sigismember(&after, SIGTERM), 0);
	sigprocmask(SIG_SETMASK, &before, NULL);
	assert_int_equal(result.kind, ION_EXIT_CODE);
	assert_int_equal(result.code, 0);
}

static void body_reset(const sigset_t *mask)
{
	sigset_t kept, now;
	(void) mask;
	sigemptyset(&kept);
	sigaddset(&kept, SIGHUP);
	ion_fork_reset_signals(&kept);
	sigprocmask(SIG_SETMASK, NULL, &now);
	if (sigismember(&now, SIGTERM) || sigismember(&now, SIGUSR1)) {
		_exit(1);
	}
	if (!is_disposition(SIGTERM, SIG_DFL) || !is_disposition(SIGCHLD, SIG_DFL) ||
		!is_disposition(SIGALRM, SIG_DFL) || !is_disposition(SIGRTMIN + 1, SIG_DFL)) {
		_exit(2);
	}
	if (!is_disposition(SIGUSR2, SIG_IGN) || !is_disposition(SIGPIPE, SIG_IGN)) {
		_exit(3);
	}
	/* the caller's own, max_execution_time, crash reporters, the leash */
	if (!is_disposition(SIGHUP, on_signal) || !is_disposition(SIGPROF, on_signal) ||
		!is_disposition(SIGRTMIN, on_signal) || !is_disposition(SIGSEGV, on_signal) ||
		!is_disposition(ION_LEASH_SIGNAL, on_signal)) {
		_exit(4);
	}
	_exit(0);
}

/* What comes before the reset waits for it, and meets the default, not the parent's handler. */
static void body_pending(const sigset_t *mask)
{
	(void) mask;
	raise(SIGTERM);
	ion_fork_reset_signals(NULL);
	_exit(1);
}

static void body_restored(const sigset_t *mask)
{
	sigset_t now;
	ion_fork_restore_mask(mask);
	sigprocmask(SIG_SETMASK, NULL, &now);
	if (sigismember(&now, SIGUSR1) != 1 || sigismember(&now, SIGTERM) != 0) {
		_exit(1);
	}
	raise(SIGTERM);
	_exit(2);
}

static void handlers_of_the_parent_go(void **state)
{
	static const int handled[] = {
		SIGTERM, SIGCHLD, SIGALRM, SIGHUP, SIGPROF, SIGSEGV, SIGUSR2, SIGPIPE};
	struct sigaction before[ION_ARRAY_LEN(handled)];
	sigset_t set, mask;
	(void) state;
	for (size_t i = 0; i < ION_ARRAY_LEN(handled); i++) {
		sigaction(handled[i], NULL, &before[i]);
		bool is_ignored = handled[i] == SIGUSR2 || handled[i] == SIGPIPE;
		/* the watchdog and the parent's own SIGCHLD must not end the test */
		set_disposition(handled[i], is_ignored ? SIG_IGN : on_signal);
	}
	set_disposition(SIGRTMIN, on_signal);
	set_disposition(SIGRTMIN + 1, on_signal);
	set_disposition(ION_LEASH_SIGNAL, on_signal);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_SETMASK, &set, &mask);
	struct ion_exit reset = run_child(body_reset);
	struct ion_exit pending = run_child(body_pending);
	struct ion_exit restored = run_child(body_restored);
	for (size_t i = 0; i < ION_ARRAY_LEN(handled); i++) {
		sigaction(handled[i], &before[i], NULL);
	}
	set_disposition(SIGRTMIN, SIG_DFL);
	set_disposition(SIGRTMIN + 1, SIG_DFL);
	set_disposition(ION_LEASH_SIGNAL, SIG_DFL);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	assert_int_equal(reset.kind, ION_EXIT_CODE);
	assert_int_equal(reset.code, 0);
	assert_int_equal(pending.kind, ION_EXIT_SIGNAL);
	assert_int_equal(pending.signal, SIGTERM);
	/* a fork by hand goes on as the parent did: its handler ran */
	assert_int_equal(restored.kind, ION_EXIT_CODE);
	assert_int_equal(restored.code, 99);
}

static void body_generation(const sigset_t *mask)
{
	(void) mask;
	_exit((int) ion_fork_generation());
}

static void children_know_that_they_are(void **state)
{
	unsigned before = ion_fork_generation();
	(void) state;
	assert_int_equal(run_child(body_generation).code, before + 1);
	assert_int_equal(ion_fork_generation(), before);
}

static void a_pidfd_may_be_unwanted(void **state)
{
	sigset_t mask;
	(void) state;
	pid_t pid = ion_fork(NULL, &mask);
	if (pid == 0) {
		_exit(5);
	}
	assert_int_equal(reap(pid, -1).code, 5);
}

static void no_descriptor_no_child(void **state)
{
	struct rlimit before, limit;
	sigset_t mask;
	int pidfd = 0;
	(void) state;
	if (!ion_fork_has_pidfd()) {
		skip();
	}
	int free_fd = dup(0);
	close(free_fd);
	getrlimit(RLIMIT_NOFILE, &before);
	limit = before;
	limit.rlim_cur = (rlim_t) free_fd;
	setrlimit(RLIMIT_NOFILE, &limit);
	pid_t pid = ion_fork(&pidfd, &mask);
	if (pid == 0) {
		_exit(0);
	}
	setrlimit(RLIMIT_NOFILE, &before);
	assert_int_equal(pid, -EMFILE);
	assert_int_equal(pidfd, -1);
	/* one is enough */
	limit.rlim_cur = (rlim_t) free_fd + 1;
	setrlimit(RLIMIT_NOFILE, &limit);
	pid = ion_fork(&pidfd, &mask);
	if (pid == 0) {
		_exit(6);
	}
	setrlimit(RLIMIT_NOFILE, &before);
	assert_true(pid > 0);
	assert_int_equal(reap(pid, pidfd).code, 6);
}

static bool steals_room;

/* After the fork, before anybody could ask for the pidfd: the room is gone. */
static void steal_room(void)
{
	if (steals_room) {
		struct rlimit limit;
		getrlimit(RLIMIT_NOFILE, &limit);
		limit.rlim_cur = 0;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
}

static void nobody_lives_unwatched(void **state)
{
	struct rlimit before;
	sigset_t mask;
	int pidfd = 0, ends[2];
	char byte;
	(void) state;
	if (!ion_fork_has_pidfd()) {
		skip();
	}
	assert_int_equal(pipe(ends), 0);
	getrlimit(RLIMIT_NOFILE, &before);
	steals_room = true;
	pid_t pid = ion_fork(&pidfd, &mask);
	steals_room = false;
	if (pid == 0) {
		pause();
		_exit(0);
	}
	setrlimit(RLIMIT_NOFILE, &before);
	assert_int_equal(pid, -EMFILE);
	assert_int_equal(pidfd, -1);
	/* it is dead and reaped, not only forgotten */
	close(ends[1]);
	assert_int_equal(read(ends[0], &byte, 1), 0);
	close(ends[0]);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
}

static bool become_nobody(void)
{
	return setgroups(0, NULL) == 0 && setresgid(NOBODY, NOBODY, NOBODY) == 0 &&
		   setresuid(NOBODY, NOBODY, NOBODY) == 0;
}

static void body_refused(const sigset_t *mask)
{
	static const struct rlimit none = {0, 0};
	sigset_t own;
	int pidfd = 0;
	(void) mask;
	if (setrlimit(RLIMIT_NPROC, &none) < 0 || !become_nobody()) {
		_exit(2);
	}
	int before = dup(0);
	pid_t pid = ion_fork(ion_fork_has_pidfd() ? &pidfd : NULL, &own);
	if (pid == 0) {
		_exit(0);
	}
	close(before);
	_exit(pid == -EAGAIN && pidfd <= 0 && dup(0) == before ? 0 : 1);
}

static void a_refused_fork_leaves_nothing(void **state)
{
	(void) state;
	if (geteuid() != 0) {
		skip();
	}
	assert_int_equal(run_child(body_refused).code, 0);
}

/* ---- the leash ---- */

/*
 * A master that forks one worker. The test is the reaper of orphans, so it sees how the worker
 * ends, and both hold an end of `alive`: end of file there is the worker's end.
 */
struct family {
	struct ion_leash leash;
	int alive[2];
	int pids[2];  /* the worker's pid, from the master */
	int order[2]; /* end of file: the master has ended */
	pid_t master;
	pid_t worker;
};

struct roles {
	void (*worker)(struct family *family, pid_t master);
	/* its last deed; NULL = stays until it is killed */
	void (*master)(struct family *family);
};

static void busy(void)
{
	for (volatile unsigned long i = 0;; i++) {
	}
}

static void play_worker(struct family *family, const struct roles *roles, pid_t master)
{
	/* a test that fails half-way leaves nobody behind; timers are not inherited */
	alarm(WATCHDOG_SECONDS);
	close(family->alive[0]);
	close(family->pids[0]);
	close(family->pids[1]);
	close(family->order[1]);
	roles->worker(family, master);
	_exit(0);
}

static void play_master(struct family *family, const struct roles *roles)
{
	sigset_t mask;
	pid_t self = getpid();
	alarm(WATCHDOG_SECONDS);
	if (ion_leash_init(&family->leash) < 0) {
		_exit(1);
	}
	pid_t pid = ion_fork(NULL, &mask);
	if (pid == 0) {
		play_worker(family, roles, self);
	}
	ion_leash_forked(&family->leash);
	close(family->alive[1]);
	if (write(family->pids[1], &pid, sizeof(pid)) != sizeof(pid)) {
		_exit(1);
	}
	if (roles->master != NULL) {
		roles->master(family);
		_exit(0);
	}
	for (;;) {
		pause();
	}
}

static void family_start(struct family *family, const struct roles *roles)
{
	memset(family, 0, sizeof(*family));
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	assert_int_equal(pipe(family->alive), 0);
	assert_int_equal(pipe(family->pids), 0);
	assert_int_equal(pipe(family->order), 0);
	family->master = fork();
	if (family->master == 0) {
		play_master(family, roles);
	}
	close(family->alive[1]);
	close(family->pids[1]);
	close(family->order[1]);
	assert_int_equal(
		read(family->pids[0], &family->worker, sizeof(family->worker)), sizeof(family->worker));
}

/* The worker says that it is as far as that. */
static void tell(struct family *family)
{
	if (write(family->alive[1], "r", 1) != 1) {
		_exit(100);
	}
}

static void family_wait_ready(struct family *family)
{
	char byte = 0;
	assert_int_equal(read(family->alive[0], &byte, 1), 1);
	assert_int_equal(byte, 'r');
}

/* Whether the worker ends within so many milliseconds. */
static bool family_ends(struct family *family, int ms)
{
	struct pollfd alive = {.fd = family->alive[0], .events = POLLIN};
	return poll(&alive, 1, ms) == 1;
}

static void family_end_master(struct family *family)
{
	int status;
	kill(family->master, SIGKILL);
	assert_int_equal(waitpid(family->master, &status, 0), family->master);
}

static int family_reap(struct family *family)
{
	int status = 0;
	assert_int_equal(waitpid(family->worker, &status, 0), family->worker);
	close(family->alive[0]);
	close(family->pids[0]);
	close(family->order[0]);
	prctl(PR_SET_CHILD_SUBREAPER, 0);
	return status;
}

static int death_signal(void)
{
	int signal = -1;
	prctl(PR_GET_PDEATHSIG, &signal);
	return signal;
}

static void take_leash(struct family *family, pid_t master)
{
	if (ion_leash_take(&family->leash, master) < 0 || death_signal() != ION_LEASH_SIGNAL) {
		_exit(101);
	}
	ion_fork_reset_signals(NULL);
}

static void worker_busy(struct family *family, pid_t master)
{
	take_leash(family, master);
	tell(family);
	busy();
}

static void worker_busy_as_nobody(struct family *family, pid_t master)
{
	if (!become_nobody()) {
		_exit(102);
	}
	worker_busy(family, master);
}

/* Milliseconds from the death of the master to the worker's. */
static int64_t time_to_end(const struct roles *roles, int *ret_status)
{
	struct family family;
	family_start(&family, roles);
	family_wait_ready(&family);
	int64_t from = ion_clock_now_ns();
	family_end_master(&family);
	assert_true(family_ends(&family, WATCHDOG_SECONDS * 1000));
	int64_t took = (ion_clock_now_ns() - from) / MS;
	*ret_status = family_reap(&family);
	return took;
}

static void a_busy_worker_goes_with_its_master(void **state)
{
	static const struct roles as_root = {.worker = worker_busy};
	static const struct roles as_nobody = {.worker = worker_busy_as_nobody};
	int status;
	(void) state;
	for (int i = 0; i < (geteuid() == 0 ? 2 : 1); i++) {
		int64_t took = time_to_end(i == 0 ? &as_root : &as_nobody, &status);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), SIGKILL);
		print_message("gone after %d ms\n", (int) took);
		/* 1.5 s by the kernel's clock; the rest is for a busy machine */
		assert_in_range(took, 1450, 4000);
	}
}

static void worker_leaves(struct family *family, pid_t master)
{
	char byte;
	take_leash(family, master);
	tell(family);
	/* what a channel's end of file is to a real one */
	_exit(read(family->order[0], &byte, 1) == 0 ? 7 : 103);
}

static void a_worker_may_leave_by_itself(void **state)
{
	static const struct roles roles = {.worker = worker_leaves};
	int status;
	(void) state;
	assert_true(time_to_end(&roles, &status) < 1400);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 7);
}

static void worker_without_timer(struct family *family, pid_t master)
{
	static const struct rlimit none = {0, 0};
	if (setrlimit(RLIMIT_SIGPENDING, &none) < 0 || ion_leash_take(&family->leash, master) < 0 ||
		death_signal() != SIGKILL) {
		_exit(104);
	}
	ion_fork_reset_signals(NULL);
	tell(family);
	busy();
}

static void without_a_timer_there_is_no_grace(void **state)
{
	static const struct roles roles = {.worker = worker_without_timer};
	int status;
	(void) state;
	assert_true(time_to_end(&roles, &status) < 1400);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGKILL);
}

static void master_detaches(struct family *family)
{
	/* the worker's is inherited and not read here: nothing but the word passes */
	ion_leash_detach(&family->leash);
	ion_leash_release(&family->leash);
}

static void master_ends(struct family *family)
{
	(void) family;
}

/* Lives past the time that the leash would have given it, then dies of the test's own signal. */
static void assert_lives(struct family *family)
{
	int status;
	assert_int_equal(waitpid(family->master, &status, 0), family->master);
	assert_int_equal(status, 0);
	assert_false(family_ends(family, 1800));
	assert_int_equal(kill(family->worker, SIGUSR1), 0);
	status = family_reap(family);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGUSR1);
}

/* Takes the leash, says so, and is not there for anything else. The master waits for the leash to
 * be on before it detaches and ends. */
static void worker_busy_then_told(struct family *family, pid_t master)
{
	take_leash(family, master);
	kill(master, SIGUSR2);
	tell(family);
	busy();
}

static void master_waits_and_detaches(struct family *family)
{
	sigset_t set;
	int signal;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	sigwait(&set, &signal);
	master_detaches(family);
}

static void a_detached_worker_lives(void **state)
{
	static const struct roles roles = {
		.worker = worker_busy_then_told, .master = master_waits_and_detaches};
	struct family family;
	sigset_t set, before;
	(void) state;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	sigprocmask(SIG_BLOCK, &set, &before);
	family_start(&family, &roles);
	sigprocmask(SIG_SETMASK, &before, NULL);
	family_wait_ready(&family);
	assert_lives(&family);
}

/* The master is gone before the worker comes to its leash. */
static void worker_late(struct family *family, pid_t master)
{
	/* its descriptors are closed earlier than that */
	while (getppid() == master) {
		sched_yield();
	}
	int code = ion_leash_take(&family->leash, master);
	if (code < 0) {
		_exit(code == -ESRCH ? 8 : 106);
	}
	if (death_signal() != 0) {
		_exit(107);
	}
	ion_fork_reset_signals(NULL);
	tell(family);
	busy();
}

static void a_late_worker_finds_out(void **state)
{
	static const struct roles detached = {.worker = worker_late, .master = master_detaches};
	static const struct roles left = {.worker = worker_late, .master = master_ends};
	struct family family;
	int status;
	(void) state;
	family_start(&family, &detached);
	family_wait_ready(&family);
	assert_lives(&family);

	family_start(&family, &left);
	assert_int_equal(waitpid(family.master, &status, 0), family.master);
	status = family_reap(&family);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 8);
}

static void worker_drops(struct family *family, pid_t master)
{
	/* without one, and twice: harmless */
	ion_leash_drop();
	take_leash(family, master);
	ion_leash_drop();
	ion_leash_drop();
	if (death_signal() != 0) {
		_exit(108);
	}
	/* one that was on its way already */
	raise(ION_LEASH_SIGNAL);
	tell(family);
	busy();
}

static void a_dropped_leash_is_off(void **state)
{
	static const struct roles roles = {.worker = worker_drops};
	struct family family;
	int status;
	(void) state;
	family_start(&family, &roles);
	family_wait_ready(&family);
	family_end_master(&family);
	assert_false(family_ends(&family, 1800));
	kill(family.worker, SIGKILL);
	status = family_reap(&family);
	assert_true(WIFSIGNALED(status));
}

/* What a worker forks, by whatever means, has no leash, and takes one of its own if it is a worker. */
static void worker_forks(struct family *family, pid_t master)
{
	struct ion_leash own;
	int status;
	take_leash(family, master);
	pid_t self = getpid();
	pid_t plain = fork();
	if (plain == 0) {
		/* the handler is there, the timer is not its own */
		raise(ION_LEASH_SIGNAL);
		ion_leash_drop();
		_exit(death_signal() == 0 ? 11 : 1);
	}
	if (waitpid(plain, &status, 0) != plain || !WIFEXITED(status) || WEXITSTATUS(status) != 11) {
		_exit(109);
	}
	if (death_signal() != ION_LEASH_SIGNAL || ion_leash_init(&own) < 0) {
		_exit(110);
	}
	pid_t worker = fork();
	if (worker == 0) {
		int code = ion_leash_take(&own, self);
		_exit(code == 0 && death_signal() == ION_LEASH_SIGNAL ? 12 : 1);
	}
	ion_leash_forked(&own);
	ion_leash_release(&own);
	ion_leash_release(&own);
	if (waitpid(worker, &status, 0) != worker || !WIFEXITED(status) || WEXITSTATUS(status) != 12) {
		_exit(111);
	}
	_exit(0);
}

static void workers_have_workers(void **state)
{
	static const struct roles roles = {.worker = worker_forks};
	struct family family;
	int status;
	(void) state;
	family_start(&family, &roles);
	assert_true(family_ends(&family, WATCHDOG_SECONDS * 1000));
	family_end_master(&family);
	status = family_reap(&family);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void a_page_belongs_to_one_child(void **state)
{
	struct ion_leash leash;
	int status;
	(void) state;
	assert_int_equal(ion_leash_init(&leash), 0);
	ion_leash_forked(&leash);
	/* the second child has something else where the first one has its page */
	pid_t pid = fork();
	if (pid == 0) {
		uint32_t *place = leash.word;
		size_t size = (size_t) sysconf(_SC_PAGESIZE);
		if (msync(place, size, MS_ASYNC) == 0 || errno != ENOMEM) {
			_exit(1);
		}
		if (mmap(place, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1,
				0) != place) {
			_exit(2);
		}
		*place = 12345;
		ion_leash_detach(&leash);
		ion_leash_release(&leash);
		_exit(*place == 12345 && leash.word == NULL ? 0 : 3);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	ion_leash_release(&leash);
	assert_null(leash.word);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ION_TEST(a_child_starts_with_signals_blocked),
		ION_TEST(handlers_of_the_parent_go),
		ION_TEST(children_know_that_they_are),
		ION_TEST(a_pidfd_may_be_unwanted),
		ION_TEST(no_descriptor_no_child),
		ION_TEST(nobody_lives_unwatched),
		ION_TEST(a_refused_fork_leaves_nothing),
		ION_TEST(a_busy_worker_goes_with_its_master),
		ION_TEST(a_worker_may_leave_by_itself),
		ION_TEST(without_a_timer_there_is_no_grace),
		ION_TEST(a_detached_worker_lives),
		ION_TEST(a_late_worker_finds_out),
		ION_TEST(a_dropped_leash_is_off),
		ION_TEST(workers_have_workers),
		ION_TEST(a_page_belongs_to_one_child),
	};
	if (ion_fork_watch() < 0 || pthread_atfork(NULL, steal_room, NULL) != 0) {
		return 1;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
