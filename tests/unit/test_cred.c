/*
 * Who a program runs as: names to ids, and what the program really gets.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/cred.h"

static int resolve(const char *user, const char *group, struct ion_cred *ret)
{
	struct ion_cred_name user_name = {.name = user}, group_name = {.name = group};
	struct ion_cred_spec spec = {
		.user = user != NULL ? &user_name : NULL, .group = group != NULL ? &group_name : NULL};
	const struct ion_cred_name *bad;
	int code = ion_cred_resolve(&spec, ret, &bad);
	if (code == -ENOENT) {
		assert_true(bad == &user_name || bad == &group_name);
	}
	return code;
}

static void names_become_ids(void **state)
{
	struct ion_cred cred;
	(void) state;
	assert_int_equal(resolve("nobody", NULL, &cred), 0);
	assert_int_equal(cred.uid, NOBODY);
	assert_int_equal(cred.gid, NOBODY);
	assert_int_equal(cred.set_uid, geteuid() != NOBODY);
	ion_cred_release(&cred);
	/* the name first, then the number */
	assert_int_equal(resolve("65534", NULL, &cred), 0);
	assert_int_equal(cred.uid, NOBODY);
	assert_int_equal(cred.gid, NOBODY);
	ion_cred_release(&cred);
	assert_int_equal(resolve("12345", "daemon", &cred), 0);
	assert_int_equal(cred.uid, 12345);
	assert_int_equal(cred.gid, 1);
	assert_int_equal(cred.group_count, 0);
	ion_cred_release(&cred);
	assert_int_equal(resolve(NULL, "4294967294", &cred), 0);
	assert_int_equal(cred.gid, 4294967294U);
	assert_false(cred.set_uid);
	assert_false(cred.set_groups);
	ion_cred_release(&cred);
}

static void unknown_names_are_refused(void **state)
{
	static const char *const users[] = {"no such user", "", "-1", "4294967295", "4294967296",
		"99999999999999999999", "1x", " 1", "0x10", "12345"};
	struct ion_cred cred;
	(void) state;
	for (size_t i = 0; i < ION_ARRAY_LEN(users); i++) {
		assert_int_equal(resolve(users[i], NULL, &cred), -ENOENT);
		assert_null(cred.groups);
	}
	assert_int_equal(resolve("nobody", "no such group", &cred), -ENOENT);
	assert_int_equal(resolve(NULL, "4294967295", &cred), -ENOENT);
}

static void a_user_brings_its_groups(void **state)
{
	struct ion_cred_name user = {.name = "nobody"};
	struct ion_cred_name groups[] = {{.name = "daemon"}, {.id = 2}};
	struct ion_cred_spec spec = {.user = &user};
	const struct ion_cred_name *bad;
	struct ion_cred cred;
	(void) state;
	assert_int_equal(ion_cred_resolve(&spec, &cred, &bad), 0);
	assert_true(cred.group_count >= 1);
	ion_cred_release(&cred);
	/* unless they are given, be it as none */
	spec.has_groups = true;
	assert_int_equal(ion_cred_resolve(&spec, &cred, &bad), 0);
	assert_int_equal(cred.group_count, 0);
	ion_cred_release(&cred);
	spec.groups = groups;
	spec.group_count = 2;
	assert_int_equal(ion_cred_resolve(&spec, &cred, &bad), 0);
	assert_int_equal(cred.group_count, 2);
	assert_int_equal(cred.groups[0], 1);
	assert_int_equal(cred.groups[1], 2);
	ion_cred_release(&cred);
	groups[1] = (struct ion_cred_name){.name = "none such"};
	assert_int_equal(ion_cred_resolve(&spec, &cred, &bad), -ENOENT);
	assert_ptr_equal(bad, &groups[1]);
}

/* An unprivileged caller may ask to be what it is. */
static void nothing_is_set_that_is_so_already(void **state)
{
	struct ion_cred_name user = {.id = geteuid()}, group = {.id = getegid()};
	gid_t own[256];
	struct ion_cred_name groups[256];
	int count = getgroups(256, own);
	const struct ion_cred_name *bad;
	struct ion_cred cred;
	(void) state;
	for (int i = 0; i < count; i++) {
		groups[count - 1 - i] = (struct ion_cred_name){.id = own[i]};
	}
	struct ion_cred_spec spec = {.user = &user,
		.group = &group,
		.groups = groups,
		.group_count = (size_t) count,
		.has_groups = true};
	assert_int_equal(ion_cred_resolve(&spec, &cred, &bad), 0);
	assert_false(cred.set_uid);
	assert_false(cred.set_gid);
	assert_false(cred.set_groups);
	ion_cred_release(&cred);
}

/* ---- as root: what the program gets ---- */

static char *status_as(struct ion_cred *cred, struct ion_err *ret_err)
{
	const char *const argv[] = {
		"/bin/grep", "-E", "^(Uid|Gid|Groups|Cap(Inh|Prm|Eff|Amb)):", "/proc/self/status", NULL};
	struct ion_proc_spec spec = run_spec(argv);
	spec.cred = cred;
	return run_output(&spec, ret_err);
}

static void assert_status(struct ion_cred *cred, const char *expected)
{
	struct ion_err err;
	char *said = status_as(cred, &err);
	char *capabilities;
	assert_int_equal(err.code, 0);
	assert_non_null(said);
	capabilities = strstr(said, "CapInh");
	assert_non_null(capabilities);
	assert_string_equal(capabilities, "CapInh:\t0000000000000000\nCapPrm:\t0000000000000000\n"
									  "CapEff:\t0000000000000000\nCapAmb:\t0000000000000000\n");
	*capabilities = '\0';
	assert_string_equal(said, expected);
	free(said);
}

static void the_program_is_nobody(void **state)
{
	gid_t groups[] = {7, 3, 5, 3};
	struct ion_cred cred = cred_of_nobody(groups, ION_ARRAY_LEN(groups));
	(void) state;
	if (geteuid() != 0) {
		skip();
	}
	assert_int_equal(prctl(PR_GET_DUMPABLE), 1);
	assert_status(&cred, "Uid:\t65534\t65534\t65534\t65534\nGid:\t1234\t1234\t1234\t1234\n"
						 "Groups:\t3 3 5 7 \n");
	cred.group_count = 0;
	assert_status(
		&cred, "Uid:\t65534\t65534\t65534\t65534\nGid:\t1234\t1234\t1234\t1234\nGroups:\t \n");
	/* a group 0 that was asked for is no way back */
	cred.gid = 0;
	assert_status(&cred, "Uid:\t65534\t65534\t65534\t65534\nGid:\t0\t0\t0\t0\nGroups:\t \n");
	assert_int_equal(resolve("nobody", NULL, &cred), 0);
	assert_true(cred.set_uid && cred.set_gid);
	struct ion_err err;
	char *said = status_as(&cred, &err);
	static const char ids[] =
		"Uid:\t65534\t65534\t65534\t65534\nGid:\t65534\t65534\t65534\t65534\n";
	assert_int_equal(strncmp(said, ids, strlen(ids)), 0);
	free(said);
	ion_cred_release(&cred);
	/* the kernel took it away from the memory that the child shared */
	assert_int_equal(prctl(PR_GET_DUMPABLE), 1);
	assert_int_equal(getuid(), 0);
	assert_int_equal(geteuid(), 0);
}

static void only_the_group_may_change(void **state)
{
	struct ion_cred cred = {.set_gid = true, .gid = 1234};
	struct ion_err err;
	(void) state;
	if (geteuid() != 0) {
		skip();
	}
	char *said = status_as(&cred, &err);
	assert_int_equal(err.code, 0);
	static const char ids[] = "Uid:\t0\t0\t0\t0\nGid:\t1234\t1234\t1234\t1234\n";
	assert_int_equal(strncmp(said, ids, strlen(ids)), 0);
	free(said);
}

/* Not allowed: no program runs, and the step is named. In a child that gives root away first. */
static void what_is_not_allowed_fails(void **state)
{
	(void) state;
	if (geteuid() != 0) {
		skip();
	}
	for (int which = 0; which < 4; which++) {
		pid_t pid = fork();
		if (pid == 0) {
			gid_t group = 0;
			if (setgroups(1, &group) < 0 || setresgid(NOBODY, NOBODY, NOBODY) < 0 ||
				setresuid(NOBODY, NOBODY, NOBODY) < 0) {
				_exit(2);
			}
			prctl(PR_SET_DUMPABLE, 1);
			struct ion_loop *loop = ion_loop_new();
			struct ion_procset *set = ion_procset_new(loop);
			struct run run = {0};
			struct ion_cred cred = {.uid = 1,
				.gid = 1,
				.set_uid = which == 0,
				.set_gid = which == 1,
				.set_groups = which == 2};
			if (which == 3) {
				cred = (struct ion_cred){.set_uid = true, .uid = 0};
			}
			struct ion_proc_spec spec = run_spec(run_shell("echo ran"));
			spec.cred = &cred;
			if (ion_proc_start(set, &spec, &run_events, &run, &run.proc, &run.err) == 0) {
				ion_loop_run(loop, 0);
			}
			bool is_right = run.err.code == EPERM && run.err.stage == ION_STAGE_PRIVILEGES &&
							run.size[1] == 0 && prctl(PR_GET_DUMPABLE) == 1;
			run_release(&run);
			ion_procset_free(set);
			ion_loop_free(loop);
			_exit(is_right ? 0 : 1);
		}
		int status;
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_int_equal(status, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ION_TEST(names_become_ids),
		ION_TEST(unknown_names_are_refused),
		ION_TEST(a_user_brings_its_groups),
		ION_TEST(nothing_is_set_that_is_so_already),
		ION_TEST(the_program_is_nobody),
		ION_TEST(only_the_group_may_change),
		ION_TEST(what_is_not_allowed_fails),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
