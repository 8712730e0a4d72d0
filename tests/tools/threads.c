/*
 * Requests in several threads of one process at once, each with a loop and programs of its own: the
 * ZTS promise. Built against the embed library of a ZTS PHP; php.ini (PHPRC) loads the extension.
 *     threads [THREADS [REQUESTS]]
 * SPDX-License-Identifier: MIT
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include <sapi/embed/php_embed.h>

enum { MAX_THREADS = 32 };

static atomic_int good;
static atomic_int bad;
static int requests = 20;

/* True when both programs gave this thread's own output and status. */
static const char *const code =
	"(function (int $thread, int $turn) {"
	"  $line = fn ($name) => \"$name-$thread-$turn\";"
	"  $one = ION\\Process::exec(['sh', '-c', 'echo ' . $line('a') . '; exit ' . $thread]);"
	"  $two = ION\\Process::exec(['cat'], ['stdin' => $line('b')]);"
	"  $all = ION\\Promise::all([$one, $two, ION::await(0.001)])->await();"
	"  return trim($all[0]->stdout) === $line('a') && $all[0]->status === $thread"
	"    && $all[1]->stdout === $line('b') && $all[1]->ok();"
	"})(%d, %d)";

static void run_request(int thread, int turn)
{
	char text[1024];
	zval result;

	ZVAL_FALSE(&result);
	snprintf(text, sizeof(text), code, thread, turn);
	zend_first_try
	{
		zend_eval_string_ex(text, &result, "threads", true);
	}
	zend_end_try();
	atomic_fetch_add(Z_TYPE(result) == IS_TRUE ? &good : &bad, 1);
}

static void *run_thread(void *arg)
{
	int thread = (int) (intptr_t) arg;

	for (int turn = 0; turn < requests; turn++) {
		ts_resource(0);
		if (php_request_startup() == FAILURE) {
			atomic_fetch_add(&bad, 1);
			break;
		}
		run_request(thread, turn);
		php_request_shutdown(NULL);
	}
	ts_free_thread();
	return NULL;
}

int main(int argc, char **argv)
{
	pthread_t threads[MAX_THREADS];
	char *args[] = {"threads", NULL};
	int count = argc > 1 ? atoi(argv[1]) : 4;

	if (count < 1 || count > MAX_THREADS) {
		return 2;
	}
	if (argc > 2) {
		requests = atoi(argv[2]);
	}
	php_embed_init(1, args);
	for (int i = 0; i < count; i++) {
		if (pthread_create(&threads[i], NULL, run_thread, (void *) (intptr_t) i) != 0) {
			return 2;
		}
	}
	for (int i = 0; i < count; i++) {
		pthread_join(threads[i], NULL);
	}
	printf("%d requests right, %d wrong\n", good, bad);
	php_embed_shutdown();
	return bad > 0 || good != count * requests;
}
