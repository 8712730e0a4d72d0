/*
 * base: clock, list, names of stages.
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/list.h"

struct item {
	int value;
	struct ion_list node;
};

static void clock_goes_forward(void **state)
{
	(void) state;
	int64_t first = ion_clock_now_ns();
	int64_t second = ion_clock_now_ns();
	assert_true(first > 0);
	assert_true(second >= first);
	assert_true(ion_clock_wall() > 1.6e9);
}

static void clock_converts_without_overflow(void **state)
{
	(void) state;
	assert_true(ion_clock_from_seconds(0) == 0);
	assert_true(ion_clock_from_seconds(1.5) == 1500000000);
	assert_true(ion_clock_from_seconds(1e-9) == 1);
	/* more than 32 bits of seconds, and of milliseconds */
	assert_true(ion_clock_from_seconds(5e9) == INT64_C(5000000000000000000));
	assert_true(ion_clock_from_seconds(1e10) == ION_NS_FOREVER);
	assert_true(ion_clock_from_seconds(INFINITY) == ION_NS_FOREVER);
	assert_true(ion_clock_from_seconds(NAN) == ION_NS_FOREVER);
}

static void clock_adds_up_to_forever(void **state)
{
	(void) state;
	assert_true(ion_clock_add(1, 2) == 3);
	assert_true(ion_clock_add(1, ION_NS_FOREVER) == ION_NS_FOREVER);
	assert_true(ion_clock_add(ION_NS_FOREVER, ION_NS_FOREVER) == ION_NS_FOREVER);
}

static void list_keeps_order(void **state)
{
	struct ion_list head;
	struct item items[3] = {{.value = 0}, {.value = 1}, {.value = 2}};
	int expected = 0;
	(void) state;
	ion_list_init(&head);
	assert_true(ion_list_empty(&head));
	assert_null(ion_list_pop(&head));
	for (int i = 0; i < 3; i++) {
		ion_list_push(&head, &items[i].node);
	}
	ion_list_foreach (node, &head) {
		assert_int_equal(ION_LIST_ENTRY(node, struct item, node)->value, expected++);
	}
	assert_int_equal(expected, 3);
	ion_list_remove(&items[1].node);
	ion_list_remove(&items[1].node);
	assert_ptr_equal(ion_list_pop(&head), &items[0].node);
	assert_ptr_equal(ion_list_pop(&head), &items[2].node);
	assert_true(ion_list_empty(&head));
}

static void list_moves_all(void **state)
{
	struct ion_list from, to;
	struct item items[2];
	(void) state;
	ion_list_init(&from);
	ion_list_move_all(&from, &to);
	assert_true(ion_list_empty(&to));
	for (int i = 0; i < 2; i++) {
		ion_list_push(&from, &items[i].node);
	}
	ion_list_move_all(&from, &to);
	assert_true(ion_list_empty(&from));
	assert_ptr_equal(ion_list_pop(&to), &items[0].node);
	assert_ptr_equal(ion_list_pop(&to), &items[1].node);
	assert_true(ion_list_empty(&to));
}

static void stages_have_names(void **state)
{
	struct ion_err err;
	(void) state;
	for (int stage = 0; stage < ION_STAGE_COUNT; stage++) {
		assert_non_null(ion_stage_name((enum ion_stage) stage));
		assert_true(strlen(ion_stage_name((enum ion_stage) stage)) > 0);
	}
	assert_string_equal(ion_stage_name(ION_STAGE_EXEC), "exec");
	assert_string_equal(ion_stage_name(ION_STAGE_COUNT), "unknown");
	assert_int_equal(ion_err_set(&err, ION_STAGE_CWD, 2), -2);
	assert_int_equal(err.code, 2);
	assert_int_equal(err.stage, ION_STAGE_CWD);
}

static void causes_have_names(void **state)
{
	(void) state;
	assert_string_equal(ion_cause_name(ION_CAUSE_EXIT), "exit");
	assert_string_equal(ion_cause_name(ION_CAUSE_LOST), "lost");
	assert_string_equal(ion_cause_name(ION_CAUSE_COUNT), "unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ION_TEST(clock_goes_forward),
		ION_TEST(clock_converts_without_overflow),
		ION_TEST(clock_adds_up_to_forever),
		ION_TEST(list_keeps_order),
		ION_TEST(list_moves_all),
		ION_TEST(stages_have_names),
		ION_TEST(causes_have_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
