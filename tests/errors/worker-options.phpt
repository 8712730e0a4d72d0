--TEST--
ChildProcess: options that make no sense are misuse at once
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\ChildProcess;

$bad = [
    // keys
    ['usr' => 'nobody'], ['nobody'], ['timeout' => 5],
    // identity: as for exec()
    ['user' => 1.5], ['user' => -1], ['user' => 4294967295], ['user' => ''], ['user' => "a\0b"],
    ['groups' => 'daemon'], ['groups' => ['daemon', []]],
    // directory, umask, title
    ['cwd' => ''], ['cwd' => 5], ['cwd' => "/tmp\0"], ['umask' => -1], ['umask' => 01000], ['umask' => '022'],
    ['title' => ''], ['title' => "a\0b"], ['title' => 1],
    // priority, processors
    ['priority' => 20], ['priority' => -21], ['priority' => 1.0],
    ['affinity' => []], ['affinity' => 1], ['affinity' => [0, -1]], ['affinity' => [8192]], ['affinity' => ['0']],
    ['noNewPrivileges' => 1],
    // limits
    ['limits' => 5], ['limits' => ['NOFILE' => 5]], ['limits' => [5]], ['limits' => ["as\0" => 5]],
    ['limits' => ['as' => -1]], ['limits' => ['as' => '5']], ['limits' => ['as' => [1]]],
    ['limits' => ['as' => [1, 2, 3]]], ['limits' => ['as' => ['soft' => 1, 'hard' => 2]]],
    ['limits' => ['as' => [2, 1]]], ['limits' => ['as' => [null, 1]]],
    ['limits' => ['as' => [1, -2]]], ['limits' => ['as' => [1, 'x']]],
    // ladder
    ['stop' => []], ['stop' => [['TERM']]], ['stop' => [['TERM', -1]]], ['cancel' => 'NOPE'],
];
foreach ($bad as $options) {
    ion_test_try(fn () => new ChildProcess($options));
}

// and these do
$good = [
    [], ['user' => null, 'umask' => null, 'limits' => []],
    ['user' => 'no such user', 'groups' => ['daemon', 2], 'noNewPrivileges' => false],
    ['cwd' => 'no such directory', 'umask' => 0777, 'title' => 'a worker', 'priority' => -20, 'affinity' => [0, 8191]],
    ['limits' => ['nofile' => [10, 20], 'as' => null, 'core' => 0, 'cpu' => [5, null], 'nproc' => [null, null]]],
    ['cancel' => 'INT', 'stop' => [['TERM', 1], [9, 0.5]]],
];
foreach ($good as $options) {
    new ChildProcess($options);
}
var_dump(ion_test_children());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ValueError: ION\Process\ChildProcess::__construct(): Argument #1 ($options) has the unknown option "usr"; known are: user, group, groups, cwd, umask, title, limits, priority, affinity, noNewPrivileges, cancel, stop, stdio
ValueError: ION\Process\ChildProcess::__construct(): Argument #1 ($options) has the number 0 where the name of an option is due; known are: user, group, groups, cwd, umask, title, limits, priority, affinity, noNewPrivileges, cancel, stop, stdio
ValueError: ION\Process\ChildProcess::__construct(): Argument #1 ($options) has the unknown option "timeout"; known are: user, group, groups, cwd, umask, title, limits, priority, affinity, noNewPrivileges, cancel, stop, stdio
TypeError: Option "user" must be of type string|int, float given
ValueError: Option "user" must be a name or an id between 0 and 4294967294
ValueError: Option "user" must be a name or an id between 0 and 4294967294
ValueError: Option "user" must not be empty
ValueError: Option "user" must not contain NUL bytes
TypeError: Option "groups" must be of type array, string given
TypeError: Option "groups[1]" must be of type string|int, array given
ValueError: Option "cwd" must not be empty
TypeError: Option "cwd" must be of type string, int given
ValueError: Option "cwd" must not contain NUL bytes
ValueError: Option "umask" must be between 0 and 0777
ValueError: Option "umask" must be between 0 and 0777
TypeError: Option "umask" must be of type int, string given
ValueError: Option "title" must not be empty
ValueError: Option "title" must not contain NUL bytes
TypeError: Option "title" must be of type string, int given
ValueError: Option "priority" must be between -20 and 19
ValueError: Option "priority" must be between -20 and 19
TypeError: Option "priority" must be of type int, float given
ValueError: Option "affinity" must have at least one processor
TypeError: Option "affinity" must be of type array, int given
ValueError: Option "affinity[1]" must be the number of a processor
ValueError: Option "affinity[0]" must be the number of a processor
TypeError: Option "affinity[0]" must be of type int, string given
TypeError: Option "noNewPrivileges" must be of type bool, int given
TypeError: Option "limits" must be of type array, int given
ValueError: Option "limits" has the unknown limit "NOFILE"; known are: cpu, fsize, data, stack, core, rss, nproc, nofile, memlock, as, locks, sigpending, msgqueue, nice, rtprio, rttime
ValueError: Option "limits" must have names of limits as keys, not numbers; known are: cpu, fsize, data, stack, core, rss, nproc, nofile, memlock, as, locks, sigpending, msgqueue, nice, rtprio, rttime
ValueError: Option "limits" has the unknown limit "as"; known are: cpu, fsize, data, stack, core, rss, nproc, nofile, memlock, as, locks, sigpending, msgqueue, nice, rtprio, rttime
ValueError: Option "limits[as]" must be at least 0, or null for unlimited
TypeError: Option "limits[as]" must be of type array|int|null, string given
ValueError: Option "limits[as]" must be a number, null or a list of [soft, hard]
ValueError: Option "limits[as]" must be a number, null or a list of [soft, hard]
ValueError: Option "limits[as]" must be a number, null or a list of [soft, hard]
ValueError: Option "limits[as]" must not have a soft limit above the hard one
ValueError: Option "limits[as]" must not have a soft limit above the hard one
ValueError: Option "limits[as][1]" must be at least 0, or null for unlimited
TypeError: Option "limits[as][1]" must be of type int|null, string given
ValueError: Option "stop" must have at least one [signal, seconds]
ValueError: Option "stop[0]" must be a list of [signal, seconds]
ValueError: Option "stop[0][1]" must be a finite number of seconds, at least 0
ValueError: Option "cancel" must be a signal, by number or by name such as "TERM"
array(0) {
}
