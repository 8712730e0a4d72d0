/*
 * How a failed start travels upwards: which step failed and with which errno. The same record is
 * what a child leaves behind when it fails before execve(2).
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_BASE_ERR_H
#define ION_BASE_ERR_H

/* stage, name as users see it in SpawnException::$stage */
#define ION_STAGES(X) \
 X(NONE, "none") \
 X(LOOP, "loop") \
 X(PIPE, "pipe") \
 X(FORK, "fork") \
 X(FDS, "fds") \
 X(SESSION, "session") \
 X(TERMINAL, "terminal") \
 X(CGROUP, "cgroup") \
 X(CWD, "cwd") \
 X(LIMITS, "limits") \
 X(PRIORITY, "priority") \
 X(AFFINITY, "affinity") \
 X(PRIVILEGES, "privileges") \
 X(SIGNALS, "signals") \
 X(EXEC, "exec")

enum ion_stage {
#define ION_STAGE_ENUM(id, name) ION_STAGE_##id,
	ION_STAGES(ION_STAGE_ENUM)
#undef ION_STAGE_ENUM
		ION_STAGE_COUNT
};

struct ion_err {
	int code; /* errno, positive; 0 = no error */
	enum ion_stage stage;
};

/* Static string; never NULL. */
const char *ion_stage_name(enum ion_stage stage);

/* Records the failure and returns -code, so that a caller can `return ion_err_set(...)`. */
int ion_err_set(struct ion_err *err, enum ion_stage stage, int code);

#endif
