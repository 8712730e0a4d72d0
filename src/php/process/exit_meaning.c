/*
 * See exit_meaning.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/process/exit_meaning.h"

#include <signal.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/util.h"
#include "os/sig.h"

struct meaning {
	int number;
	const char *text;
};

static const struct meaning codes[] = {
	{1, "general error"},
	{2, "misuse of the command"},
	{EX_USAGE, "wrong usage of the command"},
	{EX_DATAERR, "wrong input data"},
	{EX_NOINPUT, "cannot open the input"},
	{EX_NOUSER, "unknown user"},
	{EX_NOHOST, "unknown host"},
	{EX_UNAVAILABLE, "service unavailable"},
	{EX_SOFTWARE, "internal error of the program"},
	{EX_OSERR, "error of the operating system"},
	{EX_OSFILE, "a system file is missing or broken"},
	{EX_CANTCREAT, "cannot create the output"},
	{EX_IOERR, "input/output error"},
	{EX_TEMPFAIL, "temporary failure, try again later"},
	{EX_PROTOCOL, "protocol error of the other side"},
	{EX_NOPERM, "permission denied"},
	{EX_CONFIG, "configuration error"},
	{126, "the shell found the command but could not run it"},
	{127, "the shell did not find the command"},
	{128, "invalid argument of exit"},
	/* wait(2) keeps eight bits of it */
	{255, "exit code out of range, or -1"},
};

static const struct meaning signals[] = {
	{SIGHUP, "hangup"},
	{SIGINT, "interrupted"},
	{SIGQUIT, "quit"},
	{SIGILL, "invalid instruction"},
	{SIGTRAP, "trap of a debugger"},
	{SIGABRT, "aborted by itself"},
	{SIGBUS, "bus error: bad memory access"},
	{SIGFPE, "arithmetic error"},
	{SIGKILL, "killed: by somebody, or by the kernel for want of memory"},
	{SIGSEGV, "invalid memory access"},
	{SIGPIPE, "wrote to a pipe that nobody reads"},
	{SIGALRM, "alarm clock"},
	{SIGTERM, "terminated"},
	{SIGXCPU, "limit of processor time exceeded"},
	{SIGXFSZ, "limit of file size exceeded"},
	{SIGSYS, "forbidden system call"},
};

static const char *find(const struct meaning *table, size_t count, zend_long number)
{
	for (size_t i = 0; i < count; i++) {
		if (table[i].number == number) {
			return table[i].text;
		}
	}
	return NULL;
}

const char *ion_signal_meaning(int signal)
{
	return find(signals, ION_ARRAY_LEN(signals), signal);
}

bool ion_exit_code_meaning(zend_long code, char text[ION_MEANING_SIZE])
{
	const char *meaning = find(codes, ION_ARRAY_LEN(codes), code);
	int signal = code > 128 && code < 255 ? (int) code - 128 : 0;
	if (meaning != NULL) {
		snprintf(text, ION_MEANING_SIZE, "%s", meaning);
	} else if (signal > 0 && ion_sig_name(signal) != NULL) {
		snprintf(text, ION_MEANING_SIZE, "as of signal SIG%s below a shell", ion_sig_name(signal));
	} else {
		return false;
	}
	return true;
}
