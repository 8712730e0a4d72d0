/*
 * The core's own speed, without PHP; compare with tests/bench/limits in the same run.
 *   bench_proc rate true|echo CONCURRENCY COUNT     programs per second
 *   bench_proc stall true|echo CONCURRENCY COUNT    microseconds that ion_proc_start() takes (mean)
 *   bench_proc capture BYTES keep|discard ARGV...   MiB per second
 *   bench_proc growth COUNT                         KiB that private memory has grown by
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "support.h"

static const char *const argv_true[] = {"/bin/true", NULL};
static const char *const argv_echo[] = {"/bin/sh", "-c", "echo hi", NULL};

static struct world world;
static struct ion_proc_spec spec;
static int left;
static int64_t kept_ns;

static void start(struct run *run)
{
	int64_t begin = ion_clock_now_ns();
	if (ion_proc_start(world.set, &spec, &run_events, run, &run->proc, &run->err) < 0) {
		fprintf(stderr, "%s\n", ion_stage_name(run->err.stage));
		exit(1);
	}
	kept_ns += ion_clock_now_ns() - begin;
}

static void next(struct run *run)
{
	if (run->err.code != 0 || run->result.exit.code != 0 || run->result.cause != ION_CAUSE_EXIT) {
		fprintf(stderr, "wrong result\n");
		exit(1);
	}
	if (left > 0) {
		left--;
		run->done = 0;
		run->size[1] = 0;
		start(run);
	}
}

static void rate(const char *what, int concurrency, int count)
{
	struct run *runs = calloc((size_t) concurrency, sizeof(*runs));
	spec = run_spec(strcmp(what, "echo") == 0 ? argv_echo : argv_true);
	left = count;
	for (int i = 0; i < concurrency && left > 0; i++) {
		runs[i].on_end = next;
		left--;
		start(&runs[i]);
	}
	ion_loop_run(world.loop, 0);
	for (int i = 0; i < concurrency; i++) {
		run_release(&runs[i]);
	}
	free(runs);
}

static char *discard_reserve(void *arg, enum ion_proc_stream stream, size_t *ret_size)
{
	(void) arg;
	(void) stream;
	(void) ret_size;
	return NULL;
}

static void discard_commit(void *arg, enum ion_proc_stream stream, size_t size)
{
	((struct run *) arg)->size[stream] += size;
}

static void capture(size_t size, bool is_keeping, const char *const *argv)
{
	struct ion_proc_events events = run_events;
	struct run run = {0};
	if (!is_keeping) {
		events.reserve = discard_reserve;
		events.commit = discard_commit;
	}
	spec = run_spec(argv);
	if (ion_proc_start(world.set, &spec, &events, &run, &run.proc, &run.err) < 0) {
		exit(1);
	}
	ion_loop_run(world.loop, 0);
	if (run.size[1] != size || run.result.exit.code != 0) {
		fprintf(stderr, "%zu bytes\n", run.size[1]);
		exit(1);
	}
	run_release(&run);
}

static long private_kib(void)
{
	char line[256];
	long kib = 0;
	FILE *file = fopen("/proc/self/status", "re");
	while (fgets(line, sizeof(line), file) != NULL) {
		sscanf(line, "RssAnon: %ld", &kib);
	}
	fclose(file);
	return kib;
}

int main(int argc, char **argv)
{
	double value = 0;
	if (argc < 3) {
		return 2;
	}
	world = world_new();
	rate("true", 1, 20);
	kept_ns = 0;
	int64_t begin = ion_clock_now_ns();
	if (strcmp(argv[1], "rate") == 0) {
		rate(argv[2], atoi(argv[3]), atoi(argv[4]));
		value = atoi(argv[4]) / ((double) (ion_clock_now_ns() - begin) / 1e9);
	} else if (strcmp(argv[1], "stall") == 0) {
		rate(argv[2], atoi(argv[3]), atoi(argv[4]));
		value = (double) kept_ns / atoi(argv[4]) / 1e3;
	} else if (strcmp(argv[1], "capture") == 0) {
		size_t size = strtoull(argv[2], NULL, 10);
		capture(size, strcmp(argv[3], "keep") == 0, (const char *const *) argv + 4);
		value = (double) size / ((double) (ion_clock_now_ns() - begin) / 1e9) / (1 << 20);
	} else {
		int count = atoi(argv[2]);
		private_kib(); /* makes its own buffers once */
		rate("echo", 8, count / 5);
		long before = private_kib();
		rate("echo", 8, count);
		value = (double) (private_kib() - before);
	}
	world_free(&world);
	printf("VALUE %.3f\n", value);
	return 0;
}
