/*
 * Names of the stages; generated from the one list in err.h.
 * SPDX-License-Identifier: MIT
 */
#include "base/err.h"

#include "base/util.h"

static const char *const stage_names[] = {
#define ION_STAGE_NAME(id, name) [ION_STAGE_##id] = name,
	ION_STAGES(ION_STAGE_NAME)
#undef ION_STAGE_NAME
};

_Static_assert(ION_ARRAY_LEN(stage_names) == ION_STAGE_COUNT, "one name per stage");

const char *ion_stage_name(enum ion_stage stage)
{
	return (unsigned) stage < ION_STAGE_COUNT ? stage_names[stage] : "unknown";
}

int ion_err_set(struct ion_err *err, enum ion_stage stage, int code)
{
	err->stage = stage;
	err->code = code;
	return -code;
}
