/*
 * Several threads, each with its own loop and programs, as the requests of a threaded PHP.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "os/cred.h"

enum { THREADS = 6, ROUNDS = 15, AT_ONCE = 4 };

struct worker {
	pthread_t thread;
	int number;
	const char *failure; /* NULL = none; cmocka's assertions do not work in threads */
};

static const char *round_of(struct worker *worker, struct ion_loop *loop, struct ion_procset *set)
{
	static const struct ion_cred nobody = {
		.set_groups = true, .set_gid = true, .set_uid = true, .uid = 65534, .gid = 65534};
	struct run runs[AT_ONCE] = {{0}};
	char scripts[AT_ONCE][64];
	const char *failure = NULL;

	for (int i = 0; i < AT_ONCE; i++) {
		snprintf(scripts[i], sizeof(scripts[i]), "echo %d.%d; exit %d", worker->number, i,
			worker->number * AT_ONCE + i);
		const char *const argv[] = {"/bin/sh", "-c", scripts[i], NULL};
		struct ion_proc_spec spec = run_spec(argv);
		if (i == 0 && geteuid() == 0) {
			spec.cred = &nobody;
		}
		if (ion_proc_start(set, &spec, &run_events, &runs[i], &runs[i].proc, &runs[i].err) < 0) {
			return "start";
		}
	}
	if (ion_loop_run(loop, 0) != ION_LOOP_DRY) {
		return "loop";
	}
	for (int i = 0; i < AT_ONCE; i++) {
		char expected[64];
		snprintf(expected, sizeof(expected), "%d.%d\n", worker->number, i);
		if (runs[i].done != 1 || runs[i].result.exit.code != worker->number * AT_ONCE + i) {
			failure = "status";
		} else if (runs[i].out[1] == NULL || strcmp(runs[i].out[1], expected) != 0) {
			failure = "output";
		}
		run_release(&runs[i]);
	}
	return failure;
}

static void *work(void *arg)
{
	struct worker *worker = arg;
	struct ion_loop *loop = ion_loop_new();
	struct ion_procset *set = ion_procset_new(loop);
	for (int i = 0; i < ROUNDS && worker->failure == NULL; i++) {
		worker->failure = round_of(worker, loop, set);
	}
	ion_procset_shutdown(set);
	ion_procset_free(set);
	ion_loop_free(loop);
	return NULL;
}

static void threads_do_not_mix(void **state)
{
	struct worker workers[THREADS] = {{0}};
	(void) state;
	for (int i = 0; i < THREADS; i++) {
		workers[i].number = i;
		assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(workers[i].thread, NULL);
	}
	for (int i = 0; i < THREADS; i++) {
		assert_null(workers[i].failure);
	}
	assert_int_equal(prctl(PR_GET_DUMPABLE), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ION_TEST(threads_do_not_mix),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
