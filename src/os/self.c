/*
 * See self.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/self.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/util.h"
#include "os/affinity.h"
#include "os/cred.h"
#include "os/fd.h"
#include "os/pipe.h"
#include "os/resource.h"

#ifndef PR_SET_NO_NEW_PRIVS
# define PR_SET_NO_NEW_PRIVS 38
# define PR_GET_NO_NEW_PRIVS 39
#endif

/* The largest errno of the kernel. */
#define ERRNO_MAX 4095

/* name as users know it, suffix of RLIMIT_ */
#define LIMITS(X) \
 X("cpu", CPU) \
 X("fsize", FSIZE) \
 X("data", DATA) \
 X("stack", STACK) \
 X("core", CORE) \
 X("rss", RSS) \
 X("nproc", NPROC) \
 X("nofile", NOFILE) \
 X("memlock", MEMLOCK) \
 X("as", AS) \
 X("locks", LOCKS) \
 X("sigpending", SIGPENDING) \
 X("msgqueue", MSGQUEUE) \
 X("nice", NICE) \
 X("rtprio", RTPRIO) \
 X("rttime", RTTIME)

static const struct {
	const char *name;
	int resource;
} limits[] = {
#define LIMIT_ENTRY(name, suffix) {name, RLIMIT_##suffix},
	LIMITS(LIMIT_ENTRY)
#undef LIMIT_ENTRY
};

int ion_self_limit_from_name(const char *name)
{
	for (size_t i = 0; i < ION_ARRAY_LEN(limits); i++) {
		if (strcmp(limits[i].name, name) == 0) {
			return limits[i].resource;
		}
	}
	return -1;
}

const char *ion_self_limit_name(int resource)
{
	for (size_t i = 0; i < ION_ARRAY_LEN(limits); i++) {
		if (limits[i].resource == resource) {
			return limits[i].name;
		}
	}
	return "?";
}

const char *ion_self_limit_names(void)
{
#define LIMIT_TEXT(name, suffix) ", " name
	return &(LIMITS(LIMIT_TEXT))[2];
#undef LIMIT_TEXT
}

static bool has_limit(const struct ion_self_spec *spec, int resource)
{
	for (size_t i = 0; i < spec->attributes.limit_count; i++) {
		if (spec->attributes.limits[i].resource == resource) {
			return true;
		}
	}
	return false;
}

static int apply_limits(const struct ion_self_spec *spec)
{
	bool drops = spec->cred != NULL && spec->cred->set_uid && spec->cred->uid != 0;
	int code = 0;
	if (drops && !has_limit(spec, RLIMIT_CORE)) {
		code = ion_limit_set(RLIMIT_CORE, 0, 0);
	}
	for (size_t i = 0; i < spec->attributes.limit_count && code == 0; i++) {
		const struct ion_limit *limit = &spec->attributes.limits[i];
		code = ion_limit_set(limit->resource, limit->soft, limit->hard);
	}
	return code;
}

static int apply_priority(const struct ion_self_spec *spec)
{
	return spec->attributes.set_priority
			   ? ion_priority_set(PRIO_PROCESS, 0, spec->attributes.priority)
			   : 0;
}

static int apply_affinity(const struct ion_self_spec *spec)
{
	return spec->attributes.cpu_count > 0
			   ? ion_affinity_set(0, spec->attributes.cpus, spec->attributes.cpu_count)
			   : 0;
}

static int apply_cred(const struct ion_self_spec *spec)
{
	return spec->cred != NULL ? ion_cred_apply(spec->cred) : 0;
}

static int apply_cwd(const struct ion_self_spec *spec)
{
	return spec->cwd == NULL || chdir(spec->cwd) == 0 ? 0 : -errno;
}

static int apply_no_new_privs(const struct ion_self_spec *spec)
{
	if (!spec->attributes.no_new_privs) {
		return 0;
	}
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) {
		return -errno;
	}
	return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? 0 : -EPERM;
}

int ion_self_apply(const struct ion_self_spec *spec, struct ion_err *err)
{
	static const struct {
		enum ion_stage stage;
		int (*apply)(const struct ion_self_spec *spec);
	} steps[] = {
		{ION_STAGE_LIMITS, apply_limits},
		{ION_STAGE_PRIORITY, apply_priority},
		{ION_STAGE_AFFINITY, apply_affinity},
		{ION_STAGE_PRIVILEGES, apply_cred},
		{ION_STAGE_CWD, apply_cwd},
		{ION_STAGE_PRIVILEGES, apply_no_new_privs},
	};
	for (size_t i = 0; i < ION_ARRAY_LEN(steps); i++) {
		int code = steps[i].apply(spec);
		if (code < 0) {
			return ion_err_set(err, steps[i].stage, -code);
		}
	}
	if (spec->attributes.umask >= 0) {
		umask((mode_t) spec->attributes.umask);
	}
	return 0;
}

void ion_title_set(const char *title)
{
	prctl(PR_SET_NAME, title);
}

/* As it is on the pipe: far below PIPE_BUF, so it arrives whole or not at all. */
struct report {
	uint32_t stage;
	uint32_t code;
};

int ion_self_report_write(int fd, const struct ion_err *err)
{
	struct report report = {
		.stage = err->code != 0 ? (uint32_t) err->stage : ION_STAGE_NONE,
		.code = (uint32_t) err->code,
	};
	ssize_t written = ion_pipe_write(fd, &report, sizeof(report));
	if (written < 0) {
		return (int) written;
	}
	return written == (ssize_t) sizeof(report) ? 0 : -EIO;
}

static bool is_valid(const struct report *report)
{
	if (report->code == 0) {
		return report->stage == ION_STAGE_NONE;
	}
	return report->code <= ERRNO_MAX && report->stage != ION_STAGE_NONE &&
		   report->stage < ION_STAGE_COUNT;
}

int ion_self_report_read(int fd, struct ion_err *ret)
{
	struct report report;
	ssize_t got = ion_fd_read(fd, &report, sizeof(report));
	if (got <= 0) {
		return (int) got;
	}
	if (got != (ssize_t) sizeof(report) || !is_valid(&report)) {
		return -EPROTO;
	}
	ret->stage = (enum ion_stage) report.stage;
	ret->code = (int) report.code;
	return 1;
}
