/*
 * A program with PHP in it: its first request loads the extension by dl() and uses it, and it is unloaded
 * at the end of that request; the second goes on without. The folder of the extension comes from php.ini
 * (PHPRC names its folder).
 * SPDX-License-Identifier: MIT
 */
#include <sapi/embed/php_embed.h>

static void run(const char *code)
{
	zend_first_try
	{
		zend_eval_string(code, NULL, "request");
	}
	zend_end_try();
}

int main(void)
{
	char *arguments[] = {"embed_dl", NULL};

	if (php_embed_init(1, arguments) == FAILURE) {
		return 2;
	}
	run("dl('ion.so');"
		"ION\\Process::signal('USR1');"
		"ION::await(0.001)->await();"
		"echo ION\\Process::run(['echo', (string) ION\\Process::SIG['TERM']])->stdout;");
	php_request_shutdown(NULL);
	if (php_request_startup() == FAILURE) {
		return 2;
	}
	run("$cycle = new stdClass;"
		"$cycle->self = $cycle;"
		"unset($cycle);"
		"echo extension_loaded('ion') ? 'still there' : 'gone', ' ', gc_collect_cycles(), "
		"\"\\n\";");
	php_embed_shutdown();
	return 0;
}
