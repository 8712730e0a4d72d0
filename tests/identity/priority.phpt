--TEST--
Identity: priority of processes, groups and users
--EXTENSIONS--
posix
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_root();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
use ION\Process;
use ION\Process\ChildProcess;

$nice = fn (int $pid) => (int) explode(' ', explode(') ', file_get_contents("/proc/$pid/stat"), 2)[1])[16];
/* a user of its own: what others of the same user have at this time does not matter */
$user = 60000 + getmypid() % 5000;
$child = (new ChildProcess(['user' => $user, 'group' => $user]))->start(fn ($master) => yield $master->whenDisconnected());
$child->whenStarted()->await();
$pid = $child->getPID();
$own = Process::getPriority();
var_dump(Process::getPriority($pid) === $own, Process::setPriority(7, $pid) === $own, Process::getPriority($pid), $nice($pid));
var_dump(Process::setPriority(3, $pid), $nice($pid));
var_dump(Process::setPriority(9, $user, Process::PRIO_USER), $nice($pid));
var_dump(Process::getPriority($user, Process::PRIO_USER));
var_dump(Process::getPriority() === $own, Process::getPriority(0) === $own, Process::getPriority(null, Process::PRIO_PGRP) <= $own);
$child->stop()->await();

$child = (new ChildProcess())->start(function () use ($nice) {
    posix_setpgid(0, 0);
    Process::setPriority(4, null, Process::PRIO_PGRP);
    exit($nice(getmypid()) === 4 && Process::getPriority(getmypid(), Process::PRIO_PGRP) === 4 ? 44 : 1);
});
$child->whenExit()->await();
var_dump($child->getExitStatus());

echo "errors\n";
ion_test_try(fn () => Process::getPriority($pid));
ion_test_try(fn () => Process::setPriority(1, $pid));
ion_test_try(fn () => Process::getPriority(-1));
ion_test_try(fn () => Process::getPriority(0, 9));
foreach ([-21, 20] as $priority) {
    ion_test_try(fn () => Process::setPriority($priority));
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
bool(true)
bool(true)
int(7)
int(7)
int(7)
int(3)
int(3)
int(9)
int(9)
bool(true)
bool(true)
bool(true)
int(44)
errors
ION\ProcessException: Cannot read the priority of process %d: No such process
ION\ProcessException: Cannot read the priority of process %d: No such process
ValueError: ION\Process::getPriority(): Argument #1 ($pid) must be between 0 and 2147483647
ValueError: ION\Process::getPriority(): Argument #2 ($which) must be ION\Process::PRIO_PROCESS, PRIO_PGRP or PRIO_USER
ValueError: ION\Process::setPriority(): Argument #1 ($priority) must be between -20 and 19
ValueError: ION\Process::setPriority(): Argument #1 ($priority) must be between -20 and 19
