/*
 * System calls without libc, for code that runs in a child which shares memory and thread-local
 * storage with its running parent: no errno, no cancellation points, no instrumentation. A raw call
 * returns the result or -errno.
 *
 * ION_RAWCALL_NATIVE tells that the calls really are raw. Elsewhere syscall(3) stands in; it writes
 * errno, which is harmless only while the parent sleeps (CLONE_VFORK).
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_OS_RAWCALL_H
#define ION_OS_RAWCALL_H

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __has_attribute
# define ION_HAS_ATTRIBUTE(name) __has_attribute(name)
#else
# define ION_HAS_ATTRIBUTE(name) 0
#endif

#if ION_HAS_ATTRIBUTE(no_stack_protector)
# define ION_NO_STACK_PROTECTOR __attribute__((no_stack_protector))
#else
# define ION_NO_STACK_PROTECTOR
#endif

#if ION_HAS_ATTRIBUTE(no_profile_instrument_function)
# define ION_NO_PROFILE __attribute__((no_profile_instrument_function))
#else
# define ION_NO_PROFILE
#endif

#ifdef __clang__
# define ION_NO_SANITIZE __attribute__((no_sanitize("address", "undefined", "thread", "memory")))
#else
# define ION_NO_SANITIZE \
  __attribute__((no_sanitize_address, no_sanitize_undefined, no_sanitize_thread))
#endif

/* Goes on every function of the child side: whatever a build adds to ordinary functions (stack
 * protector, sanitizers, profiling) calls libraries or reads thread-local storage. */
#define ION_CHILDSIDE \
 ION_NO_STACK_PROTECTOR ION_NO_PROFILE ION_NO_SANITIZE __attribute__((no_instrument_function))

#if defined(__x86_64__) && !defined(__ILP32__)

# define ION_RAWCALL_NATIVE 1

ION_CHILDSIDE static inline __attribute__((always_inline)) long ion_rawcall5(
	long number, long a, long b, long c, long d, long e)
{
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	long result;
	__asm__ volatile("syscall"
					 : "=a"(result)
					 : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
					 : "rcx", "r11", "memory");
	return result;
}

#elif defined(__aarch64__) && !defined(__ILP32__)

# define ION_RAWCALL_NATIVE 1

ION_CHILDSIDE static inline __attribute__((always_inline)) long ion_rawcall5(
	long number, long a, long b, long c, long d, long e)
{
	register long x8 __asm__("x8") = number;
	register long x0 __asm__("x0") = a;
	register long x1 __asm__("x1") = b;
	register long x2 __asm__("x2") = c;
	register long x3 __asm__("x3") = d;
	register long x4 __asm__("x4") = e;
	__asm__ volatile("svc #0"
					 : "+r"(x0)
					 : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4)
					 : "memory", "cc");
	return x0;
}

#else

# define ION_RAWCALL_NATIVE 0

ION_CHILDSIDE static inline long ion_rawcall5(long number, long a, long b, long c, long d, long e)
{
	long result = syscall(number, a, b, c, d, e);
	return result == -1 ? -errno : result;
}

#endif

/* Unused arguments are zero: prctl(2) checks some of them. */
#define ion_rawcall0(number) ion_rawcall5(number, 0, 0, 0, 0, 0)
#define ion_rawcall1(number, a) ion_rawcall5(number, (long) (a), 0, 0, 0, 0)
#define ion_rawcall2(number, a, b) ion_rawcall5(number, (long) (a), (long) (b), 0, 0, 0)
#define ion_rawcall3(number, a, b, c) ion_rawcall5(number, (long) (a), (long) (b), (long) (c), 0, 0)
#define ion_rawcall4(number, a, b, c, d) \
 ion_rawcall5(number, (long) (a), (long) (b), (long) (c), (long) (d), 0)

#endif
