/*
 * What the C tests share: includes of cmocka in its order, a fixture that proves that nothing is
 * left behind, and a runner of programs.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_TESTS_UNIT_SUPPORT_H
#define ION_TESTS_UNIT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "base/util.h"
#include "loop/loop.h"
#include "os/cred.h"
#include "proc/proc.h"
#include "proc/procset.h"

/* Fails the process when a test hangs. */
#define WATCHDOG_SECONDS 60

/* A user that may do nothing. */
#define NOBODY 65534

/* setup/teardown of every test: the same descriptors, signal mask and dispositions afterwards, no
 * child left, alive or not. *state is free for the test. */
int support_setup(void **state);
int support_teardown(void **state);

#define ION_TEST(function) \
 cmocka_unit_test_setup_teardown(function, support_setup, support_teardown)

/* A collecting owner of one proc. */
struct run {
	struct ion_proc *proc;
	struct ion_err err;
	struct ion_proc_result result;
	char *out[3]; /* heap, NUL-terminated */
	size_t size[3];
	size_t capacity[3];
	size_t limit; /* reserve() answers NULL above it; 0 = none */
	int done;     /* calls of on_done */
	const char *input;
	size_t input_size;
	size_t input_piece; /* given at a time; 0 = all */
	void (*on_output)(struct run *run);
	void (*on_end)(struct run *run);
	void *data;
	size_t chunks;
};

extern const struct ion_proc_events run_events;

/* TERM, 5 s, KILL. */
extern const struct ion_rung run_ladder[2];

/* Both outputs captured, /dev/null as input, 1 s of drain, the test's environment. */
struct ion_proc_spec run_spec(const char *const *argv);

void run_release(struct run *run);

/* Runs the loop until `run` (all of them) is done. */
void run_wait(struct ion_loop *loop, struct run *run);

/* Start and wait; a failed start is in run->err wherever it came from. */
void run_program(struct ion_loop *loop, struct ion_procset *set, const struct ion_proc_spec *spec,
	struct run *run);

/* The same in a world of its own: what it prints on standard output, heap, NULL = nothing. */
char *run_output(const struct ion_proc_spec *spec, struct ion_err *ret_err);

struct world {
	struct ion_loop *loop;
	struct ion_procset *set;
};

struct world world_new(void);
/* Nothing may be left in it. */
void world_free(struct world *world);

/* argv of `sh -c script`; valid until the next call. */
const char *const *run_shell(const char *script);

bool is_async(struct ion_procset *set);

/* Changes everything: a user without rights, with these groups (borrowed). */
struct ion_cred cred_of_nobody(gid_t *groups, size_t count);

/* Only so many descriptors more can be opened (every number below the next one is in use); the limit
 * that was there, for setrlimit(2). */
struct rlimit leave_room(int count);

/* As many as this process may have. */
void leave_all_room(void);

#endif
