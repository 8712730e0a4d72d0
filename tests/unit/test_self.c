/*
 * What a forked worker applies to itself: all of it, or a failure that names the step.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/cred.h"
#include "os/fd.h"
#include "os/fork.h"
#include "os/pipe.h"
#include "os/self.h"

/* What a child says of itself after ion_self_apply(). */
struct said {
	struct ion_err err;
	char status[1024]; /* the lines of /proc/self/status that matter */
	char cwd[256];
	unsigned umask;
	int priority;
	int dumpable;
	int cpu_count;
	bool has_cpu[2];
	struct rlimit limits[16]; /* by resource */
};

static void read_status(char *to, size_t size)
{
	static const char *const wanted[] = {
		"Name", "Uid", "Gid", "Groups", "CapInh", "CapPrm", "CapEff", "CapAmb", "NoNewPrivs"};
	FILE *file = fopen("/proc/self/status", "r");
	char line[4096];
	to[0] = '\0';
	while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
		for (size_t i = 0; i < ION_ARRAY_LEN(wanted); i++) {
			size_t length = strlen(wanted[i]);
			if (strncmp(line, wanted[i], length) == 0 && line[length] == ':' &&
				strlen(to) + strlen(line) < size) {
				strcat(to, line);
			}
		}
	}
	if (file != NULL) {
		fclose(file);
	}
}

static void look(struct said *said)
{
	cpu_set_t cpus;
	read_status(said->status, sizeof(said->status));
	if (getcwd(said->cwd, sizeof(said->cwd)) == NULL) {
		said->cwd[0] = '\0';
	}
	said->umask = umask(0);
	said->priority = getpriority(PRIO_PROCESS, 0);
	said->dumpable = prctl(PR_GET_DUMPABLE);
	sched_getaffinity(0, sizeof(cpus), &cpus);
	said->cpu_count = CPU_COUNT(&cpus);
	said->has_cpu[0] = CPU_ISSET(0, &cpus);
	said->has_cpu[1] = CPU_ISSET(1, &cpus);
	for (int i = 0; i < 16; i++) {
		getrlimit(i, &said->limits[i]);
	}
}

/* Applies it in a child; `first` (may be NULL) runs there before. */
static struct said apply(const struct ion_self_spec *spec, void (*first)(void))
{
	struct said said;
	int ends[2], status;
	assert_int_equal(pipe(ends), 0);
	memset(&said, 0, sizeof(said));
	pid_t pid = fork();
	if (pid == 0) {
		if (first != NULL) {
			first();
		}
		int code = ion_self_apply(spec, &said.err);
		if (code != -said.err.code) {
			_exit(1);
		}
		if (code == 0) {
			look(&said);
		}
		_exit(write(ends[1], &said, sizeof(said)) == sizeof(said) ? 0 : 1);
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], &said, sizeof(said)), sizeof(said));
	close(ends[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	return said;
}

static void assert_line(const struct said *said, const char *line)
{
	if (strstr(said->status, line) == NULL) {
		print_error("no '%s' in:\n%s", line, said->status);
		fail();
	}
}

static void assert_failed(
	const struct ion_self_spec *spec, void (*first)(void), enum ion_stage stage, int code)
{
	struct said said = apply(spec, first);
	assert_int_equal(said.err.code, code);
	assert_int_equal(said.err.stage, stage);
}

static void become_nobody(void)
{
	struct ion_cred cred = {
		.set_groups = true, .set_gid = true, .set_uid = true, .uid = NOBODY, .gid = NOBODY};
	if (ion_cred_apply(&cred) < 0) {
		_exit(2);
	}
}

static void nothing_asked_nothing_done(void **state)
{
	struct ion_self_spec spec = {.attributes.umask = -1};
	struct said said = apply(&spec, NULL);
	char status[1024], cwd[256];
	(void) state;
	assert_int_equal(said.err.code, 0);
	read_status(status, sizeof(status));
	assert_string_equal(said.status, status);
	assert_non_null(getcwd(cwd, sizeof(cwd)));
	assert_string_equal(said.cwd, cwd);
	assert_int_equal(said.dumpable, 1);
	mode_t mask = umask(0);
	umask(mask);
	assert_int_equal(said.umask, mask);
	for (int i = 0; i < 16; i++) {
		struct rlimit limit;
		getrlimit(i, &limit);
		assert_true(said.limits[i].rlim_cur == limit.rlim_cur);
		assert_true(said.limits[i].rlim_max == limit.rlim_max);
	}
}

static void everything_asked_is_done(void **state)
{
	static const struct ion_limit limits[] = {
		{RLIMIT_NOFILE, 100, 200},
		{RLIMIT_CPU, 1000, RLIM_INFINITY},
	};
	static const int cpus[] = {0};
	gid_t groups[] = {7, 3};
	struct ion_cred cred = cred_of_nobody(groups, ION_ARRAY_LEN(groups));
	struct ion_self_spec spec = {.cred = &cred,
		.cwd = "/usr",
		.attributes.umask = 027,
		.attributes.limits = limits,
		.attributes.limit_count = 2,
		.attributes.set_priority = true,
		.attributes.priority = 5,
		.attributes.cpus = cpus,
		.attributes.cpu_count = 1,
		.attributes.no_new_privs = true};
	(void) state;
	if (geteuid() != 0) {
		skip();
	}
	struct said said = apply(&spec, NULL);
	assert_int_equal(said.err.code, 0);
	assert_line(&said, "Uid:\t65534\t65534\t65534\t65534\n");
	assert_line(&said, "Gid:\t1234\t1234\t1234\t1234\n");
	assert_line(&said, "Groups:\t3 7 \n");
	assert_line(&said, "CapInh:\t0000000000000000\nCapPrm:\t0000000000000000\n"
					   "CapEff:\t0000000000000000\n");
	assert_line(&said, "CapAmb:\t0000000000000000\n");
	assert_line(&said, "NoNewPrivs:\t1\n");
	assert_string_equal(said.cwd, "/usr");
	assert_int_equal(said.umask, 027);
	assert_int_equal(said.priority, 5);
	assert_int_equal(said.cpu_count, 1);
	assert_true(said.has_cpu[0]);
	assert_int_equal(said.limits[RLIMIT_NOFILE].rlim_cur, 100);
	assert_int_equal(said.limits[RLIMIT_NOFILE].rlim_max, 200);
	assert_int_equal(said.limits[RLIMIT_CPU].rlim_cur, 1000);
	assert_true(said.limits[RLIMIT_CPU].rlim_max == RLIM_INFINITY);
	/* no core files with what was the master's memory, and nobody traces it */
	assert_int_equal(said.limits[RLIMIT_CORE].rlim_max, 0);
	assert_int_equal(said.dumpable, 0);
}

static void core_files_may_be_asked_for(void **state)
{
	static const struct ion_limit limits[] = {{RLIMIT_CORE, 4096, 8192}};
	struct ion_cred cred = {.set_uid = true, .uid = NOBODY};
	struct ion_self_spec spec = {.cred = &cred,
		.attributes.umask = -1,
		.attributes.limits = limits,
		.attributes.limit_count = 1};
	(void) state;
	if (geteuid() != 0) {
		skip();
	}
	struct said said = apply(&spec, NULL);
	assert_int_equal(said.err.code, 0);
	assert_int_equal(said.limits[RLIMIT_CORE].rlim_cur, 4096);
	assert_int_equal(said.limits[RLIMIT_CORE].rlim_max, 8192);
	/* the group alone, or root, is no other user */
	cred = (struct ion_cred){.set_gid = true, .gid = 1234};
	spec.attributes.limit_count = 0;
	said = apply(&spec, NULL);
	assert_int_equal(said.err.code, 0);
	struct rlimit own;
	getrlimit(RLIMIT_CORE, &own);
	assert_true(said.limits[RLIMIT_CORE].rlim_max == own.rlim_max);
}

static void impossible_limits_fail(void **state)
{
	struct ion_limit limit = {RLIMIT_NOFILE, 20, 10};
	struct ion_self_spec spec = {
		.attributes.umask = -1, .attributes.limits = &limit, .attributes.limit_count = 1};
	(void) state;
	assert_failed(&spec, NULL, ION_STAGE_LIMITS, EINVAL);
	limit = (struct ion_limit){12345, 1, 1};
	assert_failed(&spec, NULL, ION_STAGE_LIMITS, EINVAL);
	/* the hard limit that a kernel never gives for descriptors; and one above the own one */
	limit = (struct ion_limit){RLIMIT_NOFILE, 10, RLIM_INFINITY};
	assert_failed(&spec, NULL, ION_STAGE_LIMITS, EPERM);
	if (geteuid() == 0) {
		struct rlimit own;
		getrlimit(RLIMIT_NOFILE, &own);
		limit = (struct ion_limit){RLIMIT_NOFILE, own.rlim_max + 1, own.rlim_max + 1};
		assert_failed(&spec, become_nobody, ION_STAGE_LIMITS, EPERM);
	}
}

static void impossible_priorities_fail(void **state)
{
	struct ion_self_spec spec = {
		.attributes.umask = -1, .attributes.set_priority = true, .attributes.priority = -5};
	(void) state;
	if (geteuid() != 0) {
		skip();
	}
	assert_failed(&spec, become_nobody, ION_STAGE_PRIORITY, EACCES);
}

static void processors_are_all_or_none(void **state)
{
	static const int missing[] = {4095}, some[] = {0, 4095}, none[] = {-1}, beyond[] = {8192};
	struct ion_self_spec spec = {
		.attributes.umask = -1, .attributes.cpus = missing, .attributes.cpu_count = 1};
	(void) state;
	assert_failed(&spec, NULL, ION_STAGE_AFFINITY, EINVAL);
	spec.attributes.cpus = none;
	assert_failed(&spec, NULL, ION_STAGE_AFFINITY, EINVAL);
	spec.attributes.cpus = beyond;
	assert_failed(&spec, NULL, ION_STAGE_AFFINITY, EINVAL);
	/* the kernel would take this one for {0} */
	spec.attributes.cpus = some;
	spec.attributes.cpu_count = 2;
	assert_failed(&spec, NULL, ION_STAGE_AFFINITY, EINVAL);
}

static void the_directory_is_seen_by_the_new_user(void **state)
{
	char path[] = "/tmp/ion-unit-XXXXXX";
	struct ion_cred cred = {.set_uid = true, .uid = NOBODY};
	struct ion_self_spec spec = {.cwd = "/no/such/directory", .attributes.umask = -1};
	(void) state;
	assert_failed(&spec, NULL, ION_STAGE_CWD, ENOENT);
	if (geteuid() != 0) {
		skip();
	}
	assert_non_null(mkdtemp(path));
	spec.cwd = path;
	struct said said = apply(&spec, NULL);
	spec.cred = &cred;
	struct said denied = apply(&spec, NULL);
	rmdir(path);
	assert_int_equal(said.err.code, 0);
	assert_string_equal(said.cwd, path);
	assert_int_equal(denied.err.code, EACCES);
	assert_int_equal(denied.err.stage, ION_STAGE_CWD);
}

static void identities_that_are_not_allowed_fail(void **state)
{
	gid_t group = 1;
	const struct ion_cred creds[] = {
		{.set_uid = true, .uid = 1},
		{.set_uid = true, .uid = 0},
		{.set_gid = true, .gid = 1},
		{.set_groups = true, .groups = &group, .group_count = 1},
	};
	(void) state;
	if (geteuid() != 0) {
		skip();
	}
	for (size_t i = 0; i < ION_ARRAY_LEN(creds); i++) {
		struct ion_self_spec spec = {.cred = &creds[i], .attributes.umask = -1};
		assert_failed(&spec, become_nobody, ION_STAGE_PRIVILEGES, EPERM);
	}
}

/* The ways back that only a kept id or capability would leave open. */
static void there_is_no_way_back(void **state)
{
	int status;
	(void) state;
	if (geteuid() != 0) {
		skip();
	}
	pid_t pid = fork();
	if (pid == 0) {
		become_nobody();
		_exit(setuid(0) == 0 || seteuid(0) == 0 || setgid(0) == 0 || setegid(0) == 0 ||
			  getuid() != NOBODY || getegid() != NOBODY);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void limits_have_names(void **state)
{
	static const char *const names[] = {"cpu", "fsize", "data", "stack", "core", "rss", "nproc",
		"nofile", "memlock", "as", "locks", "sigpending", "msgqueue", "nice", "rtprio", "rttime"};
	char all[256] = "";
	bool seen[16] = {false};
	(void) state;
	for (size_t i = 0; i < ION_ARRAY_LEN(names); i++) {
		int resource = ion_self_limit_from_name(names[i]);
		assert_in_range(resource, 0, 15);
		assert_false(seen[resource]);
		seen[resource] = true;
		strcat(strcat(all, i > 0 ? ", " : ""), names[i]);
	}
	assert_string_equal(ion_self_limit_names(), all);
	assert_int_equal(ion_self_limit_from_name("nofile"), RLIMIT_NOFILE);
	assert_int_equal(ion_self_limit_from_name("as"), RLIMIT_AS);
	assert_int_equal(ion_self_limit_from_name("rtprio"), RLIMIT_RTPRIO);
	assert_int_equal(ion_self_limit_from_name("NOFILE"), -1);
	assert_int_equal(ion_self_limit_from_name(""), -1);
	assert_int_equal(ion_self_limit_from_name("RLIMIT_AS"), -1);
}

static void a_process_has_a_title(void **state)
{
	char name[16];
	char before[16];
	(void) state;
	prctl(PR_GET_NAME, before);
	ion_title_set("worker of all the mails");
	prctl(PR_GET_NAME, name);
	ion_title_set(before);
	assert_string_equal(name, "worker of all t");
}

/* ---- the report ---- */

static void reports_arrive(void **state)
{
	struct ion_pipe pipe;
	struct ion_err err = {0}, sent = {.code = EACCES, .stage = ION_STAGE_CWD};
	(void) state;
	assert_int_equal(ion_pipe_in(&pipe), 0);
	assert_int_equal(ion_self_report_read(pipe.ours, &err), -EAGAIN);
	assert_int_equal(ion_self_report_write(pipe.theirs, &sent), 0);
	assert_int_equal(ion_self_report_read(pipe.ours, &err), 1);
	assert_int_equal(err.code, EACCES);
	assert_int_equal(err.stage, ION_STAGE_CWD);
	sent = (struct ion_err){.code = 0, .stage = ION_STAGE_CWD};
	assert_int_equal(ion_self_report_write(pipe.theirs, &sent), 0);
	assert_int_equal(ion_self_report_read(pipe.ours, &err), 1);
	assert_int_equal(err.code, 0);
	assert_int_equal(err.stage, ION_STAGE_NONE);
	ion_fd_close(&pipe.theirs);
	assert_int_equal(ion_self_report_read(pipe.ours, &err), 0);
	ion_fd_close(&pipe.ours);
}

static void a_report_to_nobody_is_no_signal(void **state)
{
	struct ion_pipe pipe;
	struct ion_err err = {.code = EPERM, .stage = ION_STAGE_LIMITS};
	(void) state;
	assert_int_equal(ion_pipe_in(&pipe), 0);
	ion_fd_close(&pipe.ours);
	assert_int_equal(ion_self_report_write(pipe.theirs, &err), -EPIPE);
	ion_fd_close(&pipe.theirs);
}

static void other_bytes_are_no_report(void **state)
{
	const uint32_t bad[][2] = {{ION_STAGE_COUNT, EPERM}, {UINT32_MAX, EPERM},
		{ION_STAGE_NONE, EPERM}, {ION_STAGE_CWD, 4096}, {ION_STAGE_CWD, UINT32_MAX},
		{ION_STAGE_CWD, 0x80000000U}, {ION_STAGE_CWD, 0}, {UINT32_MAX, 0}};
	struct ion_err err = {.code = 77, .stage = ION_STAGE_EXEC};
	(void) state;
	for (size_t i = 0; i <= ION_ARRAY_LEN(bad); i++) {
		struct ion_pipe pipe;
		assert_int_equal(ion_pipe_in(&pipe), 0);
		size_t size = i < ION_ARRAY_LEN(bad) ? sizeof(bad[i]) : 3;
		assert_int_equal(write(pipe.theirs, bad[i % ION_ARRAY_LEN(bad)], size), size);
		assert_int_equal(ion_self_report_read(pipe.ours, &err), -EPROTO);
		ion_fd_close(&pipe.theirs);
		ion_fd_close(&pipe.ours);
	}
	/* nothing of it got through */
	assert_int_equal(err.code, 77);
	assert_int_equal(err.stage, ION_STAGE_EXEC);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ION_TEST(nothing_asked_nothing_done),
		ION_TEST(everything_asked_is_done),
		ION_TEST(core_files_may_be_asked_for),
		ION_TEST(impossible_limits_fail),
		ION_TEST(impossible_priorities_fail),
		ION_TEST(processors_are_all_or_none),
		ION_TEST(the_directory_is_seen_by_the_new_user),
		ION_TEST(identities_that_are_not_allowed_fail),
		ION_TEST(there_is_no_way_back),
		ION_TEST(limits_have_names),
		ION_TEST(a_process_has_a_title),
		ION_TEST(reports_arrive),
		ION_TEST(a_report_to_nobody_is_no_signal),
		ION_TEST(other_bytes_are_no_report),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
