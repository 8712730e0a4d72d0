/*
 * See ladder_options.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/process/ladder_options.h"

#include <signal.h>

#include "base/clock.h"
#include "php/engine/options.h"

#define DEFAULT_GRACE_NS (5 * ION_NS_PER_SEC)

/* A key within the option, for messages: "stop[0][1]" */
enum { KEY_SIZE = 48 };

static bool parse_rung(zval *value, size_t index, struct ion_rung *ret)
{
	char key[KEY_SIZE];
	zval *signal, *seconds;
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_ARRAY || !zend_array_is_list(Z_ARRVAL_P(value)) ||
		zend_hash_num_elements(Z_ARRVAL_P(value)) != 2) {
		snprintf(key, sizeof(key), "stop[%zu]", index);
		ion_option_value_error(key, "be a list of [signal, seconds]");
		return false;
	}
	signal = zend_hash_index_find(Z_ARRVAL_P(value), 0);
	seconds = zend_hash_index_find(Z_ARRVAL_P(value), 1);
	snprintf(key, sizeof(key), "stop[%zu][0]", index);
	if (!ion_option_signal(key, signal, &ret->signal)) {
		return false;
	}
	snprintf(key, sizeof(key), "stop[%zu][1]", index);
	return ion_option_seconds(key, seconds, &ret->grace_ns);
}

bool ion_ladder_parse_stop(zval *value, struct ion_ladder *ret)
{
	zval *rung;
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_ARRAY) {
		ion_option_type_error("stop", "array", value);
		return false;
	}
	if (zend_hash_num_elements(Z_ARRVAL_P(value)) == 0) {
		ion_option_value_error("stop", "have at least one [signal, seconds]");
		return false;
	}
	ret->rungs = safe_emalloc(zend_hash_num_elements(Z_ARRVAL_P(value)), sizeof(*ret->rungs), 0);
	ZEND_HASH_FOREACH_VAL (Z_ARRVAL_P(value), rung) {
		if (!parse_rung(rung, ret->size, &ret->rungs[ret->size])) {
			return false;
		}
		ret->size++;
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

bool ion_ladder_parse_cancel(zval *value, struct ion_ladder *ret)
{
	return ion_option_signal("cancel", value, &ret->cancel_signal);
}

void ion_ladder_complete(struct ion_ladder *ladder)
{
	if (ladder->rungs != NULL) {
		return;
	}
	if (ladder->cancel_signal == 0) {
		ladder->cancel_signal = SIGTERM;
	}
	ladder->rungs = safe_emalloc(2, sizeof(*ladder->rungs), 0);
	ladder->rungs[0] = (struct ion_rung){ladder->cancel_signal, DEFAULT_GRACE_NS};
	ladder->rungs[1] = (struct ion_rung){SIGKILL, 0};
	ladder->size = 2;
}

void ion_ladder_release(struct ion_ladder *ladder)
{
	if (ladder->rungs != NULL) {
		efree(ladder->rungs);
	}
	ladder->rungs = NULL;
	ladder->size = 0;
}
