/*
 * How long one start keeps its caller, in microseconds (mean), of /bin/true.
 *   stall vfork|async CONCURRENCY COUNT [HEAP_MIB]
 *   vfork = the caller sleeps until the program is loaded; async = the child has a stack of its own
 *   and the caller goes on at once; the kernel clears the word of the stack's slot when the child has
 *   left it. An async child shares thread-local storage with its caller, so it makes raw calls only.
 * Other architectures than x86-64 and arm64 know only vfork.
 * SPDX-License-Identifier: MIT
 */
#include "limits.h"

#define SLOTS 512

static char *const argv_true[] = {"/bin/true", NULL};

static struct slot {
	char *stack;
	pid_t word;
} slots[SLOTS];

#if defined(__x86_64__)
static __attribute__((noinline)) long raw_call(long number, long a, long b, long c)
{
	long result;
	__asm__ volatile("syscall"
					 : "=a"(result)
					 : "a"(number), "D"(a), "S"(b), "d"(c)
					 : "rcx", "r11", "memory");
	return result;
}
#elif defined(__aarch64__)
static __attribute__((noinline)) long raw_call(long number, long a, long b, long c)
{
	register long x8 __asm__("x8") = number;
	register long x0 __asm__("x0") = a;
	register long x1 __asm__("x1") = b;
	register long x2 __asm__("x2") = c;
	__asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
	return x0;
}
#else
# define raw_call(number, a, b, c) syscall(number, a, b, c)
#endif

static int child(void *unused)
{
	(void) unused;
	raw_call(SYS_execve, (long) argv_true[0], (long) argv_true, (long) environ);
	raw_call(SYS_exit_group, 127, 0, 0);
	return 0;
}

static struct slot *free_slot(void)
{
	for (;;) {
		for (int i = 0; i < SLOTS; i++) {
			if (__atomic_load_n(&slots[i].word, __ATOMIC_ACQUIRE) == 0) {
				return &slots[i];
			}
		}
		sched_yield();
	}
}

/* The seconds it took. */
static double start(bool is_async)
{
	int flags = CLONE_VM | SIGCHLD | (is_async ? CLONE_CHILD_CLEARTID : CLONE_VFORK);
	struct slot *slot = free_slot();
	sigset_t all, before;
	double begin = seconds();
	pid_t pid;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	slot->word = is_async;
	pid = clone(child, slot->stack + STACK_SIZE, flags, NULL, NULL, NULL, &slot->word);
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (pid < 0) {
		fail("clone");
	}
	return seconds() - begin;
}

int main(int argc, char **argv)
{
	int concurrency, count, started = 0, ended = 0, status;
	double kept = 0;
	bool is_async;

	if (argc < 4) {
		usage("stall vfork|async CONCURRENCY COUNT [HEAP_MIB]");
	}
	is_async = strcmp(argv[1], "async") == 0;
	concurrency = atoi(argv[2]);
	count = atoi(argv[3]);
	touch_heap(argc > 4 ? atol(argv[4]) : 0);
	for (int i = 0; i < SLOTS; i++) {
		slots[i].stack = new_stack();
	}
	while (ended < count) {
		for (; started < count && started - ended < concurrency; started++) {
			kept += start(is_async);
		}
		if (wait(&status) < 0 || status != 0) {
			fail("wait");
		}
		ended++;
	}
	print_value(kept / count * 1e6);
	return 0;
}
