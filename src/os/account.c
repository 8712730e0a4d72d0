/*
 * See account.h.
 * SPDX-License-Identifier: MIT
 */
#include "os/account.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Where a buffer starts and what it may grow to: a group of many thousand members is one line. */
#define BUFFER_SIZE 4096
#define BUFFER_SIZE_MAX (16 << 20)

/* One lookup with a buffer of this size: 0 with *ret_found, or a positive errno. */
typedef int (*lookup_fn)(const void *key, void *entry, char *buffer, size_t size, bool *ret_found);

static int user_by_name(const void *key, void *entry, char *buffer, size_t size, bool *ret_found)
{
	struct passwd *found = NULL;
	int code = getpwnam_r(key, entry, buffer, size, &found);
	*ret_found = found != NULL;
	return code;
}

static int user_by_id(const void *key, void *entry, char *buffer, size_t size, bool *ret_found)
{
	struct passwd *found = NULL;
	int code = getpwuid_r(*(const uid_t *) key, entry, buffer, size, &found);
	*ret_found = found != NULL;
	return code;
}

static int group_by_name(const void *key, void *entry, char *buffer, size_t size, bool *ret_found)
{
	struct group *found = NULL;
	int code = getgrnam_r(key, entry, buffer, size, &found);
	*ret_found = found != NULL;
	return code;
}

static int group_by_id(const void *key, void *entry, char *buffer, size_t size, bool *ret_found)
{
	struct group *found = NULL;
	int code = getgrgid_r(*(const gid_t *) key, entry, buffer, size, &found);
	*ret_found = found != NULL;
	return code;
}

/* 1 with the buffer in *ret_buffer, 0, or -errno. */
static int look_up(lookup_fn lookup, const void *key, void *entry, char **ret_buffer)
{
	char *buffer = NULL;
	bool is_found = false;
	int code = ERANGE;

	for (size_t size = BUFFER_SIZE; code == ERANGE && size <= BUFFER_SIZE_MAX; size *= 2) {
		char *grown = realloc(buffer, size);
		if (grown == NULL) {
			code = ENOMEM;
			break;
		}
		buffer = grown;
		do {
			code = lookup(key, entry, buffer, size, &is_found);
		} while (code == EINTR);
	}
	/* POSIX lets implementations say "no such entry" in several ways */
	if (code == ENOENT || code == ESRCH || code == EBADF || code == EPERM) {
		code = 0;
		is_found = false;
	}
	if (code == 0 && is_found) {
		*ret_buffer = buffer;
		return 1;
	}
	free(buffer);
	return -code;
}

bool ion_account_parse_id(const char *text, unsigned *ret)
{
	uint64_t id = 0;
	const char *at = text;
	for (; *at >= '0' && *at <= '9' && id < UINT32_MAX; at++) {
		id = id * 10 + (unsigned) (*at - '0');
	}
	*ret = (unsigned) id;
	return at != text && *at == '\0' && id < UINT32_MAX;
}

int ion_account_user(const char *name, uid_t uid, struct ion_user_account *ret)
{
	ret->buffer = NULL;
	if (name != NULL) {
		int code = look_up(user_by_name, name, &ret->entry, &ret->buffer);
		if (code != 0 || !ion_account_parse_id(name, &uid)) {
			return code;
		}
	}
	return look_up(user_by_id, &uid, &ret->entry, &ret->buffer);
}

int ion_account_group(const char *name, gid_t gid, struct ion_group_account *ret)
{
	ret->buffer = NULL;
	if (name != NULL) {
		int code = look_up(group_by_name, name, &ret->entry, &ret->buffer);
		if (code != 0 || !ion_account_parse_id(name, &gid)) {
			return code;
		}
	}
	return look_up(group_by_id, &gid, &ret->entry, &ret->buffer);
}

void ion_account_user_release(struct ion_user_account *self)
{
	free(self->buffer);
	self->buffer = NULL;
}

void ion_account_group_release(struct ion_group_account *self)
{
	free(self->buffer);
	self->buffer = NULL;
}
