--TEST--
Process: an unknown option is misuse, and the message lists the known ones
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

ion_test_try(fn () => ION\Process::exec(['true'], ['timout' => 5]));
ion_test_try(fn () => ION\Process::run(['true'], ['cwd' => '/', 'Env' => []]));
ion_test_try(fn () => ION\Process::exec(['true'], ['cwd']));
var_dump(ion_test_children());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ValueError: ION\Process::exec(): Argument #2 ($options) has the unknown option "timout"; known are: cwd, env, clearEnv, user, group, groups, pid, cancel, stop, timeout, stdio, pty, session, newGroup, detached, priority, umask, limits, affinity, noNewPrivileges, cgroup, pidNamespace, stdin, idleTimeout, maxOutput, overflow, onStdout, onStderr, drain, throw
ValueError: ION\Process::run(): Argument #2 ($options) has the unknown option "Env"; known are: cwd, env, clearEnv, user, group, groups, pid, cancel, stop, timeout, stdio, pty, session, newGroup, detached, priority, umask, limits, affinity, noNewPrivileges, cgroup, pidNamespace, stdin, idleTimeout, maxOutput, overflow, onStdout, onStderr, drain, throw
ValueError: ION\Process::exec(): Argument #2 ($options) has the number 0 where the name of an option is due; known are: cwd, env, clearEnv, user, group, groups, pid, cancel, stop, timeout, stdio, pty, session, newGroup, detached, priority, umask, limits, affinity, noNewPrivileges, cgroup, pidNamespace, stdin, idleTimeout, maxOutput, overflow, onStdout, onStderr, drain, throw
array(0) {
}
