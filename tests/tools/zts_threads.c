/*
 * Threads that each serve requests, as a threaded web server does, and run programs in them at the
 * same time: zts_threads THREADS REQUESTS. The extension comes from php.ini (PHPRC names its folder).
 * SPDX-License-Identifier: MIT
 */
#include <sapi/embed/php_embed.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define THREADS_MAX 64

static int request_count = 20;
static int right, wrong;

static bool serve(int thread, int request)
{
	char code[1024];
	bool is_right;
	zval value;

	snprintf(code, sizeof(code),
		"(function () {"
		"  $list = [];"
		"  for ($i = 0; $i < 3; $i++) {"
		"    $list[] = ION\\Process::exec('cat; echo %d-%d; exit %d', ['stdin' => \"$i \"]);"
		"  }"
		"  ION::await(0.001)->await();"
		"  foreach (ION\\Promise::all($list)->await() as $i => $r) {"
		"    if ($r->stdout !== \"$i %d-%d\\n\" || $r->status !== %d) { return false; }"
		"  }"
		"  ION\\Process::exec(['sleep', '60']);"
		"  return true;"
		"})()",
		thread, request, request, thread, request, request);
	ZVAL_FALSE(&value);
	zend_first_try
	{
		zend_eval_string(code, &value, "thread");
	}
	zend_end_try();
	is_right = Z_TYPE(value) == IS_TRUE;
	return is_right;
}

static void *run_thread(void *arg)
{
	int thread = (int) (long) arg;
	for (int request = 0; request < request_count; request++) {
		ts_resource(0);
		if (php_request_startup() == FAILURE) {
			__atomic_add_fetch(&wrong, 1, __ATOMIC_SEQ_CST);
			continue;
		}
		__atomic_add_fetch(serve(thread, request) ? &right : &wrong, 1, __ATOMIC_SEQ_CST);
		php_request_shutdown(NULL);
	}
	ts_free_thread();
	return NULL;
}

int main(int argc, char **argv)
{
	pthread_t threads[THREADS_MAX];
	int count = argc > 1 ? atoi(argv[1]) : 4;
	char *arguments[] = {"zts_threads", NULL};

	request_count = argc > 2 ? atoi(argv[2]) : request_count;
	if (count < 1 || count > THREADS_MAX || php_embed_init(1, arguments) == FAILURE) {
		return 2;
	}
	for (long i = 0; i < count; i++) {
		pthread_create(&threads[i], NULL, run_thread, (void *) i);
	}
	for (int i = 0; i < count; i++) {
		pthread_join(threads[i], NULL);
	}
	printf("%d right, %d wrong\n", right, wrong);
	php_embed_shutdown();
	return wrong == 0 ? 0 : 1;
}
