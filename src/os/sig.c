/*
 * One list of names; the numbers are the platform's.
 * SPDX-License-Identifier: MIT
 */
#include "os/sig.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/util.h"

static const struct {
	const char *name;
	int number;
} signals[] = {
	{"HUP", SIGHUP},
	{"INT", SIGINT},
	{"QUIT", SIGQUIT},
	{"ILL", SIGILL},
	{"TRAP", SIGTRAP},
	{"ABRT", SIGABRT},
	{"BUS", SIGBUS},
	{"FPE", SIGFPE},
	{"KILL", SIGKILL},
	{"USR1", SIGUSR1},
	{"SEGV", SIGSEGV},
	{"USR2", SIGUSR2},
	{"PIPE", SIGPIPE},
	{"ALRM", SIGALRM},
	{"TERM", SIGTERM},
	{"CHLD", SIGCHLD},
	{"CONT", SIGCONT},
	{"STOP", SIGSTOP},
	{"TSTP", SIGTSTP},
	{"TTIN", SIGTTIN},
	{"TTOU", SIGTTOU},
	{"URG", SIGURG},
	{"XCPU", SIGXCPU},
	{"XFSZ", SIGXFSZ},
	{"VTALRM", SIGVTALRM},
	{"PROF", SIGPROF},
	{"WINCH", SIGWINCH},
	{"IO", SIGIO},
	{"SYS", SIGSYS},
#ifdef SIGSTKFLT
	{"STKFLT", SIGSTKFLT},
#endif
#ifdef SIGPWR
	{"PWR", SIGPWR},
#endif
	/* other names of the same numbers; ion_sig_name() takes the first */
	{"IOT", SIGABRT},
#ifdef SIGPOLL
	{"POLL", SIGPOLL},
#endif
#ifdef SIGCLD
	{"CLD", SIGCLD},
#endif
};

/* Written once, before there are threads. */
static bool (*judge)(int signal, const struct sigaction *found);

void ion_sig_set_judge(bool (*is_somebodys)(int signal, const struct sigaction *found))
{
	judge = is_somebodys;
}

bool ion_sig_is_somebodys(int signal, const struct sigaction *found)
{
	/* whatever the flags say: PHP leaves SA_SIGINFO on beside SIG_DFL and SIG_IGN, and both members
	 * are one word */
	return found->sa_handler != SIG_DFL && found->sa_handler != SIG_IGN &&
		   (judge == NULL || judge(signal, found));
}

bool ion_sig_is_valid(int signal)
{
#ifdef SIGRTMIN
	if (signal >= SIGRTMIN && signal <= SIGRTMAX) {
		return true;
	}
#endif
	return signal >= 1 && signal < 32;
}

bool ion_sig_disposition(int signal, struct sigaction *ret)
{
	return sigaction(signal, NULL, ret) == 0;
}

bool ion_sig_has_handler(int signal)
{
	struct sigaction action;
	/* sa_handler and sa_sigaction share their place */
	return sigaction(signal, NULL, &action) == 0 && action.sa_handler != SIG_DFL &&
		   action.sa_handler != SIG_IGN;
}

int ion_sig_from_name(const char *name)
{
	char *end;
	long number = strtol(name, &end, 10);
	if (end != name && *end == '\0') {
		return number >= 1 && number <= 64 ? (int) number : -1;
	}
	if (strncasecmp(name, "SIG", 3) == 0) {
		name += 3;
	}
	for (size_t i = 0; i < ION_ARRAY_LEN(signals); i++) {
		if (strcasecmp(signals[i].name, name) == 0) {
			return signals[i].number;
		}
	}
	return -1;
}

const char *ion_sig_name(int signal)
{
	for (size_t i = 0; i < ION_ARRAY_LEN(signals); i++) {
		if (signals[i].number == signal) {
			return signals[i].name;
		}
	}
	return NULL;
}

const char *ion_sig_at(size_t index, int *ret_signal)
{
	if (index >= ION_ARRAY_LEN(signals)) {
		return NULL;
	}
	*ret_signal = signals[index].number;
	return signals[index].name;
}
