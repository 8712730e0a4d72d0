/*
 * The module entry. What a class needs at start-up and at the end stands with the class.
 * SPDX-License-Identifier: MIT
 */
#ifdef HAVE_CONFIG_H
# include "config.h" /* COMPILE_DL_ION */
#endif

#include "php.h"

#include "ext/standard/info.h"
#include "php_ion.h"

#include "base/clock.h"
#include "base/list.h"
#include "loop/loop.h"
#include "os/fork.h"
#include "php/child/php_child.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"
#include "php/foreign/php_foreign.h"
#include "php/ipc/php_ipc.h"
#include "php/loop/php_loop.h"
#include "php/pipe/php_pipe.h"
#include "php/process/php_process.h"
#include "php/promise/php_promise_family.h"
#include "php/queue/php_exec_queue.h"
#include "php/signal/php_signal.h"
#include "proc/procset.h"

ZEND_DECLARE_MODULE_GLOBALS(ion)

static PHP_GINIT_FUNCTION(ion)
{
#if defined(ZTS) && defined(COMPILE_DL_ION)
	ZEND_TSRMLS_CACHE_UPDATE();
#endif
	memset(ion_globals, 0, sizeof(*ion_globals));
	ion_list_init(&ion_globals->holds);
	ion_list_init(&ion_globals->schedulers);
	ion_list_init(&ion_globals->ipcs);
	ion_pipe_state_init(&ion_globals->pipes);
	ion_callable_init_empty(&ion_globals->error_handler);
	ion_streams_init(&ion_globals->streams);
	ion_family_init(&ion_globals->family);
	ion_waiting_init(&ion_globals->waiting);
}

static PHP_MINIT_FUNCTION(ion)
{
	if (ion_fork_watch() < 0) {
		return FAILURE;
	}
	ion_errors_minit();
	ion_promise_minit();
	ion_class_minit();
	ion_process_minit();
	ion_exec_queue_minit();
	ion_ipc_minit();
	ion_pipe_minit();
	ion_child_minit();
	ion_child_errors_minit(type);
	ion_foreign_minit();
	ion_manager_minit();
	ion_family_take_channel();
	return SUCCESS;
}

static PHP_RINIT_FUNCTION(ion)
{
#if defined(ZTS) && defined(COMPILE_DL_ION)
	ZEND_TSRMLS_CACHE_UPDATE();
#endif
	/* after a fatal error its pointers are those of the last request's heap */
	memset(&ION_G(promises), 0, sizeof(ION_G(promises)));
	ION_G(promises).epoch = (uint8_t) ion_fork_generation();
	ion_list_init(&ION_G(ipcs));
	ion_pipe_state_init(&ION_G(pipes));
	ion_signal_rinit();
	ION_G(php_time_ns) = 0;
	ION_G(calls_count) = 0;
	ION_G(stats_reset_at) = ion_clock_wall();
	return SUCCESS;
}

static PHP_MSHUTDOWN_FUNCTION(ion)
{
	ion_signal_mshutdown();
	ion_promise_mshutdown();
	return SUCCESS;
}

static PHP_RSHUTDOWN_FUNCTION(ion)
{
	ion_request_shutdown();
	return SUCCESS;
}

static PHP_MINFO_FUNCTION(ion)
{
	struct ion_loop *loop = ion_loop_new();
	struct ion_procset *procs = loop != NULL ? ion_procset_new(loop) : NULL;
	php_info_print_table_start();
	php_info_print_table_row(2, "ION support", "enabled");
	php_info_print_table_row(2, "Version", PHP_ION_VERSION);
	php_info_print_table_row(2, "libevent (headers)", ion_loop_header_version());
	php_info_print_table_row(2, "libevent (loaded)", ion_loop_engine_version());
	php_info_print_table_row(
		2, "Event loop", loop != NULL ? ion_loop_method(loop) : "not available");
	php_info_print_table_row(2, "Programs are started by",
		procs != NULL ? ion_procset_spawn_method(procs) : "not available");
	php_info_print_table_row(2, "Their end is seen by",
		procs != NULL ? ion_procset_reap_method(procs) : "not available");
#ifdef ZTS
	php_info_print_table_row(2, "Thread safety", "yes");
#else
	php_info_print_table_row(2, "Thread safety", "no");
#endif
#ifdef ION_DEV
	php_info_print_table_row(2, "Development checks", "on");
#endif
	php_info_print_table_end();
	ion_procset_free(procs);
	ion_loop_free(loop);
}

zend_module_entry ion_module_entry = {
	STANDARD_MODULE_HEADER,
	"ion",
	NULL,
	PHP_MINIT(ion),
	PHP_MSHUTDOWN(ion),
	PHP_RINIT(ion),
	PHP_RSHUTDOWN(ion),
	PHP_MINFO(ion),
	PHP_ION_VERSION,
	PHP_MODULE_GLOBALS(ion),
	PHP_GINIT(ion),
	NULL,
	NULL,
	STANDARD_MODULE_PROPERTIES_EX,
};

#ifdef COMPILE_DL_ION
# ifdef ZTS
ZEND_TSRMLS_CACHE_DEFINE()
# endif
ZEND_GET_MODULE(ion)
#endif
