--TEST--
Spawn: what keeps a program from running is told by its promises, with the step
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
ION\Process::setLimit('nofile', 1024);
use ION\Process;
use ION\Process\SpawnException;

$cases = [
    [['/no/such/program'], []],
    [['/etc/passwd'], []],
    [['true'], ['cwd' => '/no/such/directory']],
    [['true'], ['user' => 'nobody-of-that-name']],
    [['true'], ['stdio' => [1 => ['file', '/no/such/directory/file', 'w']]]],
    [['true'], ['stdio' => [500 => 'inherit']]],
    [['true'], ['stdio' => [60000 => 'inherit']]],
    [['true'], ['limits' => ['nofile' => [PHP_INT_MAX, PHP_INT_MAX]]]],
    [['true'], ['affinity' => [8000]]],
    [['true'], ['cgroup' => '/tmp']],
];
ION::promise((function () use ($cases) {
    foreach ($cases as [$command, $options]) {
        $child = Process::spawn($command, $options);
        $exit = 'nothing';
        $child->whenExit()->onFail(function (SpawnException $e) use (&$exit) { $exit = $e->stage; });
        try {
            yield $child->whenStarted();
            echo "started\n";
        } catch (SpawnException $e) {
            printf("%s %d: %s\n", $e->stage, $e->errno, $e->getMessage());
        }
        foreach (['getStdin', 'getStdout', 'getStderr'] as $pipe) {
            $child->$pipe()?->close();
        }
        // asked for late
        try {
            yield $child->whenExit();
        } catch (SpawnException) {
        }
        echo json_encode([$exit, $child->isStarted(), $child->isFinished(), $child->isAlive(), $child->kill()]), "\n";
    }
})())->await();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
exec 2: cannot start '/no/such/program': exec: No such file or directory
["exec",false,false,false,false]
exec 13: cannot start '/etc/passwd': exec: Permission denied
["exec",false,false,false,false]
cwd 2: cannot start 'true': cwd '/no/such/directory': No such file or directory
["cwd",false,false,false,false]
privileges 2: cannot start 'true': privileges 'nobody-of-that-name': no such user or group
["privileges",false,false,false,false]
fds 2: cannot start 'true': fds '/no/such/directory/file': No such file or directory
["fds",false,false,false,false]
fds 9: cannot start 'true': fds: Bad file descriptor
["fds",false,false,false,false]
fds 24: cannot start 'true': fds 'stdio[60000], nofile 1024': Too many open files
["fds",false,false,false,false]
limits 1: cannot start 'true': limits 'nofile': Operation not permitted
["limits",false,false,false,false]
affinity 22: cannot start 'true': affinity '8000': Invalid argument
["affinity",false,false,false,false]
cgroup 95: cannot start 'true': cgroup '/tmp': no directory of a control group
["cgroup",false,false,false,false]
