--TEST--
Process: each call that finds no process or memory free in whatever makes something is an error, and everything works afterwards
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

/* no process for this user, no memory in all of the system */
fail_everywhere('EAGAIN', 'Resource temporarily unavailable', ['clone']);
fail_everywhere('ENOMEM', 'Cannot allocate memory', ['clone', 'epoll_ctl', 'timerfd_settime']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
clone EAGAIN: met
clone ENOMEM: met
epoll_ctl ENOMEM: met
timerfd_settime ENOMEM: met
