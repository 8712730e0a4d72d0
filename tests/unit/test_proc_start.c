/*
 * Starts that fail, by stage, and what a program that starts inherits.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/cred.h"

static char dir[] = "/tmp/ion-unit-XXXXXX";

static char *in_dir(const char *name)
{
	static char paths[4][256];
	static int turn;
	char *path = paths[turn++ % 4];
	snprintf(path, sizeof(paths[0]), "%s/%s", dir, name);
	return path;
}

static void make_file(const char *name, const char *content, mode_t mode)
{
	int fd = open(in_dir(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, content, strlen(content)), strlen(content));
	fchmod(fd, mode);
	close(fd);
}

static int make_dir(void **state)
{
	(void) state;
	if (mkdtemp(dir) == NULL) {
		return -1;
	}
	chmod(dir, 0755);
	mkdir(in_dir("first"), 0755);
	mkdir(in_dir("second"), 0755);
	mkdir(in_dir("first/tool"), 0755);
	mkdir(in_dir("closed"), 0700);
	make_file("second/tool", "#!/bin/sh\necho second\n", 0755);
	make_file("plain", "#!/bin/sh\necho plain\n", 0644);
	make_file("headless", "echo headless\n", 0755);
	make_file("orphan", "#!/nonexistent/interpreter\n", 0755);
	return 0;
}

static int remove_dir(void **state)
{
	char command[300];
	(void) state;
	snprintf(command, sizeof(command), "rm -rf %s", dir);
	return system(command);
}

/* Starts `spec`, which must fail with that, and the next program runs. */
static void fails(struct ion_proc_spec *spec, enum ion_stage stage, int code)
{
	struct world world = world_new();
	struct run run = {0};
	run_program(world.loop, world.set, spec, &run);
	assert_int_equal(run.err.code, code);
	assert_int_equal(run.err.stage, stage);
	assert_int_equal(run.size[1], 0);
	run_release(&run);
	struct ion_proc_spec good = run_spec(run_shell("exit 3"));
	run_program(world.loop, world.set, &good, &run);
	assert_int_equal(run.err.code, 0);
	assert_int_equal(run.result.exit.code, 3);
	run_release(&run);
	world_free(&world);
}

static void fails_argv(const char *program, enum ion_stage stage, int code)
{
	const char *argv[] = {program, "argument", NULL};
	struct ion_proc_spec spec = run_spec(argv);
	fails(&spec, stage, code);
}

/* What a script prints. */
static char *says(struct ion_proc_spec *spec)
{
	struct ion_err err;
	char *said = run_output(spec, &err);
	assert_int_equal(err.code, 0);
	return said;
}

static void assert_says(struct ion_proc_spec *spec, const char *expected)
{
	char *said = says(spec);
	assert_string_equal(said != NULL ? said : "", expected);
	free(said);
}

/* ---- the program ---- */

static void missing_programs_fail_at_exec(void **state)
{
	(void) state;
	fails_argv("/nonexistent/program", ION_STAGE_EXEC, ENOENT);
	fails_argv("no-such-program-anywhere", ION_STAGE_EXEC, ENOENT);
	fails_argv("", ION_STAGE_EXEC, ENOENT);
	fails_argv(in_dir("plain"), ION_STAGE_EXEC, EACCES);
	fails_argv(in_dir("first"), ION_STAGE_EXEC, EACCES);
	fails_argv(in_dir("orphan"), ION_STAGE_EXEC, ENOENT);
	fails_argv("/etc/passwd/x", ION_STAGE_EXEC, ENOTDIR);
}

static void a_script_without_interpreter_is_not_guessed(void **state)
{
	const char *const argv[] = {"headless", NULL};
	struct ion_proc_spec spec = run_spec(argv);
	(void) state;
	spec.path = dir;
	fails(&spec, ION_STAGE_EXEC, ENOEXEC);
	fails_argv(in_dir("headless"), ION_STAGE_EXEC, ENOEXEC);
}

static void a_program_that_is_being_written_is_busy(void **state)
{
	(void) state;
	make_file("busy", "#!/bin/sh\n", 0755);
	int fd = open(in_dir("busy"), O_WRONLY | O_CLOEXEC);
	fails_argv(in_dir("busy"), ION_STAGE_EXEC, ETXTBSY);
	close(fd);
}

static void too_large_arguments_fail_at_exec(void **state)
{
	char *large = malloc(200001);
	const char *one[] = {"/bin/true", large, NULL};
	const char **many = calloc(301, sizeof(*many));
	(void) state;
	memset(large, 'x', 200000);
	large[200000] = '\0';
	struct ion_proc_spec spec = run_spec(one);
	fails(&spec, ION_STAGE_EXEC, E2BIG);
	large[100000] = '\0';
	many[0] = "/bin/true";
	for (int i = 1; i < 300; i++) {
		many[i] = large;
	}
	spec = run_spec(many);
	fails(&spec, ION_STAGE_EXEC, E2BIG);
	free(many);
	free(large);
}

static void path_is_looked_up_as_by_execvp(void **state)
{
	const char *const argv[] = {"tool", NULL};
	char path[1024];
	struct ion_proc_spec spec = run_spec(argv);
	(void) state;
	spec.path = path;
	/* a directory of that name, a missing entry, one that is no directory */
	snprintf(path, sizeof(path), "%s/first:%s/none:%s/plain:%s/second", dir, dir, dir, dir);
	assert_says(&spec, "second\n");
	snprintf(path, sizeof(path), "%s/first:%s/none", dir, dir);
	fails(&spec, ION_STAGE_EXEC, EACCES);
	snprintf(path, sizeof(path), "%s/second/", dir);
	assert_says(&spec, "second\n");
	snprintf(path, sizeof(path), "%s", "");
	fails(&spec, ION_STAGE_EXEC, ENOENT);
	/* relative and empty entries would run what lies in the current directory */
	int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_int_equal(chdir(in_dir("second")), 0);
	snprintf(path, sizeof(path), "%s", ":.:../second::");
	fails(&spec, ION_STAGE_EXEC, ENOENT);
	assert_int_equal(fchdir(here), 0);
	close(here);
	/* no PATH: the system's directories */
	const char *const sh[] = {"sh", "-c", "echo $0", NULL};
	spec = run_spec(sh);
	spec.path = NULL;
	assert_says(&spec, "sh\n");
}

static void arguments_arrive_byte_for_byte(void **state)
{
	const char *const argv[] = {
		"/usr/bin/printf", "[%s]", "", "a b", "\"'\n$(x);`", "-n", "\xff\xfe", "*", NULL};
	struct ion_proc_spec spec = run_spec(argv);
	(void) state;
	assert_says(&spec, "[][a b][\"'\n$(x);`][-n][\xff\xfe][*]");
}

static void environment_is_what_was_given(void **state)
{
	const char *const envp[] = {"A=1", "B=x=y", "EMPTY=", NULL};
	const char *const none[] = {NULL};
	const char *const argv[] = {"/usr/bin/env", NULL};
	struct ion_proc_spec spec = run_spec(argv);
	(void) state;
	spec.envp = envp;
	assert_says(&spec, "A=1\nB=x=y\nEMPTY=\n");
	spec.envp = none;
	assert_says(&spec, "");
}

/* ---- the directory ---- */

static void cwd_is_entered_or_the_start_fails(void **state)
{
	struct ion_proc_spec spec = run_spec(run_shell("pwd -P"));
	char expected[300];
	(void) state;
	spec.cwd = dir;
	snprintf(expected, sizeof(expected), "%s\n", dir);
	assert_says(&spec, expected);
	spec.cwd = "/nonexistent";
	fails(&spec, ION_STAGE_CWD, ENOENT);
	spec.cwd = in_dir("plain");
	fails(&spec, ION_STAGE_CWD, ENOTDIR);
	spec.cwd = "";
	fails(&spec, ION_STAGE_CWD, ENOENT);
	if (geteuid() == 0) {
		/* root may enter it, the program's user may not */
		struct ion_cred nobody = {
			.set_groups = true, .set_gid = true, .set_uid = true, .uid = 65534, .gid = 65534};
		spec.cwd = in_dir("closed");
		spec.cred = &nobody;
		fails(&spec, ION_STAGE_CWD, EACCES);
	}
}

/* ---- limits of this process ---- */

/* With every number of free descriptors: a start works or fails whole. */
static void descriptors_run_out_at_every_place(void **state)
{
	struct world world = world_new();
	bool has_run = false;
	int failures = 0;
	(void) state;
	for (int room = 0; room < 10; room++) {
		struct run run = {.input = "x", .input_size = 1};
		struct ion_proc_spec spec = run_spec(run_shell("cat"));
		struct rlimit old = leave_room(room);
		spec.feeds_stdin = true;
		run_program(world.loop, world.set, &spec, &run);
		setrlimit(RLIMIT_NOFILE, &old);
		if (run.err.code == 0) {
			assert_string_equal(run.out[1], "x");
			has_run = true;
		} else {
			assert_int_equal(run.err.code, EMFILE);
			assert_true(run.err.stage == ION_STAGE_PIPE || run.err.stage == ION_STAGE_FORK);
			assert_false(has_run);
			failures++;
		}
		run_release(&run);
	}
	assert_true(has_run);
	assert_true(failures >= 5);
	world_free(&world);
}

/* In a child of its own, because root has to become somebody with a limit first. */
static void processes_run_out(void **state)
{
	(void) state;
	if (geteuid() != 0) {
		skip();
	}
	pid_t pid = fork();
	if (pid == 0) {
		struct rlimit none = {1, 1};
		setrlimit(RLIMIT_NPROC, &none);
		if (setresgid(65533, 65533, 65533) < 0 || setresuid(65533, 65533, 65533) < 0) {
			_exit(2);
		}
		struct ion_loop *loop = ion_loop_new();
		struct ion_procset *set = ion_procset_new(loop);
		struct run run = {0};
		struct ion_proc_spec spec = run_spec(run_shell(":"));
		int code = ion_proc_start(set, &spec, &run_events, &run, &run.proc, &run.err);
		bool is_right =
			code == -EAGAIN && run.err.code == EAGAIN && run.err.stage == ION_STAGE_FORK;
		ion_procset_free(set);
		ion_loop_free(loop);
		_exit(is_right ? 0 : 1);
	}
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void many_failures_leave_nothing(void **state)
{
	const char *const argv[] = {"/nonexistent/program", NULL};
	struct world world = world_new();
	(void) state;
	for (int i = 0; i < 1000; i++) {
		struct run run = {0};
		struct ion_proc_spec spec = run_spec(argv);
		run_program(world.loop, world.set, &spec, &run);
		assert_int_equal(run.err.code, ENOENT);
		assert_int_equal(run.err.stage, ION_STAGE_EXEC);
		run_release(&run);
	}
	world_free(&world);
}

/* ---- what the program inherits ---- */

static void only_standard_descriptors_are_inherited(void **state)
{
	struct ion_proc_spec spec = run_spec(run_shell("ls /proc/$$/fd; :"));
	int fds[40];
	(void) state;
	for (int i = 0; i < 40; i++) {
		fds[i] = dup(0); /* not close-on-exec */
	}
	assert_says(&spec, "0\n1\n2\n");
	for (int i = 0; i < 40; i++) {
		close(fds[i]);
	}
}

static void streams_not_captured_are_null(void **state)
{
	struct ion_proc_spec spec =
		run_spec(run_shell("readlink /proc/$$/fd/0 /proc/$$/fd/2; cat; echo lost >&2"));
	(void) state;
	spec.captures[2] = false;
	assert_says(&spec, "/dev/null\n/dev/null\n");
}

/* The program's streams are right whichever of 0, 1 and 2 the caller runs without. */
static void standard_streams_may_be_closed(void **state)
{
	(void) state;
	for (int closed = 0; closed < 8; closed++) {
		for (int captured = 0; captured < 8; captured++) {
			pid_t pid = fork();
			if (pid == 0) {
				for (int fd = 0; fd < 3; fd++) {
					if (closed & (1 << fd)) {
						close(fd);
					}
				}
				struct ion_loop *loop = ion_loop_new();
				struct ion_procset *set = ion_procset_new(loop);
				struct run run = {.input = "in", .input_size = 2};
				struct ion_proc_spec spec =
					run_spec(run_shell("x=$(cat); echo \"out $x\"; echo \"err $x\" >&2; "
									   "ls /proc/$$/fd; :"));
				spec.feeds_stdin = captured & 1;
				spec.captures[1] = captured & 2;
				spec.captures[2] = captured & 4;
				if (ion_proc_start(set, &spec, &run_events, &run, &run.proc, &run.err) < 0) {
					_exit(2);
				}
				ion_loop_run(loop, 0);
				const char *out = captured & 1 ? "out in\n0\n1\n2\n" : "out \n0\n1\n2\n";
				const char *err = captured & 1 ? "err in\n" : "err \n";
				bool is_right =
					run.done == 1 && run.result.exit.code == 0 &&
					(captured & 2 ? run.out[1] && !strcmp(run.out[1], out) : run.size[1] == 0) &&
					(captured & 4 ? run.out[2] && !strcmp(run.out[2], err) : run.size[2] == 0);
				for (int fd = 0; fd < 3; fd++) {
					/* and the caller's are what they were */
					bool is_open = fcntl(fd, F_GETFL) >= 0;
					bool is_ours = !(closed & (1 << fd));
					is_right = is_right && (!is_ours || is_open);
				}
				ion_procset_free(set);
				ion_loop_free(loop);
				run_release(&run);
				_exit(is_right ? 0 : 1);
			}
			int status;
			assert_int_equal(waitpid(pid, &status, 0), pid);
			if (status != 0) {
				print_message("closed %d captured %d status %x\n", closed, captured, status);
			}
			assert_int_equal(status, 0);
		}
	}
}

static void signals_are_reset(void **state)
{
	struct sigaction old[NSIG], ignore = {.sa_handler = SIG_IGN};
	sigset_t all, before;
	const char *const argv[] = {"/bin/grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status", NULL};
	struct ion_proc_spec spec = run_spec(argv);
	(void) state;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	for (int signal = 1; signal < NSIG; signal++) {
		sigaction(signal, NULL, &old[signal]);
		sigaction(signal, &ignore, NULL);
	}
	char *said = says(&spec);
	for (int signal = 1; signal < NSIG; signal++) {
		sigaction(signal, &old[signal], NULL);
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	assert_string_equal(said, "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
	free(said);
}

static volatile sig_atomic_t handled;

static void on_usr1(int signal)
{
	(void) signal;
	handled++;
}

/* A signal for the whole group while programs start: no handler runs in a child, on our memory. */
static void handlers_do_not_run_in_the_child(void **state)
{
	const char *const argv[] = {"/bin/sleep", "60", NULL};
	struct world world = world_new();
	struct sigaction old, action = {.sa_handler = on_usr1};
	(void) state;
	sigaction(SIGUSR1, &action, &old);
	handled = 0;
	for (int i = 0; i < 100; i++) {
		struct run run = {0};
		struct ion_proc_spec spec = run_spec(argv);
		assert_int_equal(
			ion_proc_start(world.set, &spec, &run_events, &run, &run.proc, &run.err), 0);
		assert_int_equal(ion_proc_kill(run.proc, SIGUSR1), 0);
		run_wait(world.loop, &run);
		assert_int_equal(run.result.exit.signal, SIGUSR1);
		run_release(&run);
	}
	assert_int_equal(handled, 0);
	sigaction(SIGUSR1, &old, NULL);
	world_free(&world);
}

static void the_program_dies_with_its_parent(void **state)
{
	int ends[2], status;
	(void) state;
	assert_int_equal(pipe(ends), 0);
	pid_t pid = fork();
	if (pid == 0) {
		struct ion_loop *loop = ion_loop_new();
		struct ion_procset *set = ion_procset_new(loop);
		struct run run = {0};
		struct ion_proc_spec spec = run_spec(run_shell("echo ready; exec sleep 60"));
		ion_proc_start(set, &spec, &run_events, &run, &run.proc, &run.err);
		while (run.size[1] == 0) {
			ion_loop_run(loop, ION_LOOP_ONCE);
		}
		pid_t program = ion_proc_pid(run.proc);
		if (write(ends[1], &program, sizeof(program)) < 0) {
			_exit(1);
		}
		raise(SIGKILL);
	}
	pid_t program;
	assert_int_equal(read(ends[0], &program, sizeof(program)), sizeof(program));
	/* as its new parent, we can wait for it */
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(waitpid(program, &status, 0), program);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	close(ends[0]);
	close(ends[1]);
}

static int become_reaper(void **state)
{
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	return support_setup(state);
}

static int no_reaper(void **state)
{
	prctl(PR_SET_CHILD_SUBREAPER, 0);
	return support_teardown(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ION_TEST(missing_programs_fail_at_exec),
		ION_TEST(a_script_without_interpreter_is_not_guessed),
		ION_TEST(a_program_that_is_being_written_is_busy),
		ION_TEST(too_large_arguments_fail_at_exec),
		ION_TEST(path_is_looked_up_as_by_execvp),
		ION_TEST(arguments_arrive_byte_for_byte),
		ION_TEST(environment_is_what_was_given),
		ION_TEST(cwd_is_entered_or_the_start_fails),
		ION_TEST(descriptors_run_out_at_every_place),
		ION_TEST(processes_run_out),
		ION_TEST(many_failures_leave_nothing),
		ION_TEST(only_standard_descriptors_are_inherited),
		ION_TEST(streams_not_captured_are_null),
		ION_TEST(standard_streams_may_be_closed),
		ION_TEST(signals_are_reset),
		ION_TEST(handlers_do_not_run_in_the_child),
		cmocka_unit_test_setup_teardown(the_program_dies_with_its_parent, become_reaper, no_reaper),
	};
	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
