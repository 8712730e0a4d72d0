/*
 * The world of a forked PHP process: what of the parent's must not go on in it, and how it ends.
 *
 * A forked child is a copy in the middle of the parent's program: its output buffers, shutdown
 * functions, destructors and frames are all there. A worker gets a stack of its own, on which
 * nothing of the parent's is left to return to, and leaves by _exit(2) when its own code is done:
 * the module shutdown of a process would close the parent's database links politely.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_PHP_FORK_H
#define ION_PHP_FORK_H

#include <stdbool.h>

#include "php.h"

/* The process is the script's own, not a server's that runs requests. */
bool ion_fork_is_command_line(void);

/* Where this process may not fork (a web server's worker, several threads): false, with
 * InvalidUsageException. */
bool ion_fork_check_process(void);

/* Where the running code may not: in a destructor (before PHP 8.4), the cycle collector, an output
 * callback. False with InvalidUsageException. `what` begins the message. */
bool ion_fork_check_place(const char *what);

/*
 * In the child, before anything of the engine is used: what every forked child needs, whoever goes
 * on in it (random numbers of its own, the time limit).
 */
void ion_fork_refresh_engine(void);

/*
 * In a worker, once: cuts it off from the parent's program. No destructor, shutdown function,
 * output buffer, exception handler, pcntl handler or tick function of the parent's runs from here
 * on; none of its objects with a resource behind them is freed. Signals are blocked.
 */
void ion_fork_cut_off(void);

/*
 * Ends the worker as PHP ends a script: shutdown functions, destructors, output buffers, `last`,
 * the request, the resources that the worker opened; then _exit(2) with EG(exit_status). What was
 * the parent's is left alone.
 */
ZEND_NORETURN void ion_fork_leave(void (*last)(void));

#endif
