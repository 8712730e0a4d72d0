--TEST--
Process: each call that finds no file free in whatever makes something is an error, and everything works afterwards
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_strace();
ion_skip_if_forced();
ion_skip_if_slow();
ion_skip_if_opcache('calls fail that are not of ION');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/everywhere.inc';

/* no file in all of the system */
fail_everywhere('ENFILE', 'Too many open files in system', ['pipe2', 'socketpair', 'pidfd_open', 'timerfd_create', 'epoll_create1', 'eventfd2', 'fcntl']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
pipe2 ENFILE: met
socketpair ENFILE: met
pidfd_open ENFILE: met
timerfd_create ENFILE: met
epoll_create1 ENFILE: met
eventfd2 ENFILE: met
fcntl ENFILE: met
