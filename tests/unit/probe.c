/*
 * Runs one program through the core and says how it went, for tests that need another process
 * around it (strace with injected faults, valgrind, a shell with closed descriptors).
 *   probe [-u ID] [-g ID] [-d DIR] [-n COUNT] [-i] PROGRAM [ARGUMENT...]
 *   -u = as that user and group; -g = in that group besides; -d = there; -n = that often; -i = feeds "input"
 * Prints one line per run that was not like the last one: "error STAGE ERRNO", or "CAUSE CODE".
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os/cred.h"
#include "support.h"

static void say(const struct run *run, char *ret, size_t size)
{
	if (run->err.code != 0) {
		snprintf(ret, size, "error %s %s", ion_stage_name(run->err.stage),
			strerrorname_np(run->err.code));
	} else {
		snprintf(ret, size, "%s %d %s", ion_cause_name(run->result.cause),
			run->result.exit.kind == ION_EXIT_CODE ? run->result.exit.code
												   : run->result.exit.signal,
			run->out[1] != NULL ? run->out[1] : "");
	}
}

int main(int argc, char **argv)
{
	struct ion_cred cred = {.set_groups = true, .set_gid = true, .set_uid = true};
	struct ion_loop *loop;
	struct ion_procset *set;
	struct ion_proc_spec spec = run_spec(NULL);
	gid_t group = 0;
	char last[4096] = "";
	int count = 1;
	int option;

	while ((option = getopt(argc, argv, "+u:g:d:n:i")) != -1) {
		switch (option) {
			case 'u':
				cred.uid = cred.gid = (uid_t) atoi(optarg);
				spec.cred = &cred;
				break;
			case 'g':
				group = (gid_t) atoi(optarg);
				cred.groups = &group;
				cred.group_count = 1;
				break;
			case 'd':
				spec.cwd = optarg;
				break;
			case 'n':
				count = atoi(optarg);
				break;
			case 'i':
				spec.feeds_stdin = true;
				break;
			default:
				return 2;
		}
	}
	spec.argv = (const char *const *) argv + optind;
	loop = ion_loop_new();
	set = loop != NULL ? ion_procset_new(loop) : NULL;
	if (set == NULL) {
		perror("probe");
		return 2;
	}
	for (int i = 0; i < count; i++) {
		struct run run = {.input = "input", .input_size = 5};
		char line[4096];
		if (ion_proc_start(set, &spec, &run_events, &run, &run.proc, &run.err) == 0 &&
			ion_loop_run(loop, 0) != ION_LOOP_DRY) {
			return 3;
		}
		say(&run, line, sizeof(line));
		if (strcmp(line, last) != 0) {
			printf("%s\n", line);
			strcpy(last, line);
		}
		run_release(&run);
	}
	if (ion_procset_count(set) != 0 || ion_loop_ref_count(loop) != 0) {
		return 4;
	}
	ion_procset_free(set);
	ion_loop_free(loop);
	return 0;
}
