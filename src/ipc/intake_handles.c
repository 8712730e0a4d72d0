/*
 * Descriptors that come with frames. They wait in groups, one for each read that brought some,
 * until the frame that claims them is taken out; a group that no frame begun so far can claim ends
 * the channel at once.
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ipc/internal.h"
#include "os/fd.h"
#include "os/sock.h"

const char ion_intake_too_many[] = "there are more descriptors than allowed";

void ion_handle_group_free(struct ion_handle_group *group)
{
	if (group != NULL) {
		for (size_t i = 0; i < group->count; i++) {
			ion_fd_close(&group->handles[i]);
		}
		free(group);
	}
}

void ion_handles_close(int *handles, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		ion_fd_close(&handles[i]);
	}
}

int ion_intake_add_group(
	struct ion_intake *intake, int *handles, const struct ion_sock_got *got, unsigned max)
{
	size_t count = got->handle_count;
	struct ion_handle_group *group = malloc(sizeof(*group) + count * sizeof(group->handles[0]));
	if (group == NULL) {
		ion_handles_close(handles, count);
		return -ENOMEM;
	}
	group->count = count;
	group->is_truncated = got->is_truncated;
	memcpy(group->handles, handles, count * sizeof(group->handles[0]));
	ion_list_push(&intake->groups, &group->node);
	intake->group_count++;
	if (count > max) {
		/* found again when the frame is in front, but more would be read until then */
		intake->fault = ion_intake_too_many;
	}
	return 0;
}

struct ion_handle_group *ion_intake_claim(
	struct ion_intake *intake, const struct ion_frame *frame, uint64_t position)
{
	struct ion_handle_group *group;
	if (intake->group_count == 0) {
		return NULL;
	}
	group = ION_LIST_ENTRY(ion_list_pop(&intake->groups), struct ion_handle_group, node);
	intake->group_count--;
	if (position < intake->scanned) {
		intake->claims--;
	}
	if (group->count != frame->handles && !group->is_truncated) {
		ion_handle_group_free(group);
		return NULL;
	}
	if (group->is_truncated) {
		/* which of them are missing is not known */
		ion_handles_close(group->handles, group->count);
	}
	return group;
}

/* Of the first header that is not handed out and does not stand before the large frame. */
static uint64_t intake_next_header(const struct ion_intake *intake)
{
	uint64_t position = ion_intake_position(intake);
	if (intake->large.is_active) {
		position += intake->large.size - intake->large.have;
	}
	return position;
}

/* A frame of whose header only a part is there may claim a group. */
void ion_intake_check_claims(struct ion_intake *intake)
{
	uint64_t front = ion_intake_position(intake);
	uint64_t position = intake_next_header(intake);
	size_t possible;
	if (position < intake->scanned) {
		position = intake->scanned;
	}
	while (position + ION_FRAME_HEADER <= intake->received) {
		const char *header = intake->bytes + intake->start + (position - front);
		struct ion_frame frame;
		if (ion_frame_decode((const unsigned char *) header, UINT32_MAX, &frame) != ION_FRAME_OK) {
			/* found again when it is in front; what stands behind it is nothing */
			break;
		}
		intake->claims += frame.handles > 0;
		position += ION_FRAME_HEADER + frame.size;
	}
	intake->scanned = position;
	possible = intake->claims + (position < intake->received ? 1 : 0);
	if (intake->fault == NULL && intake->group_count > possible) {
		intake->fault = "there are descriptors that belong to no frame";
	}
}
