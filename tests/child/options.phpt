--TEST--
Child: options take effect before the first line of the child
--EXTENSIONS--
posix
--SKIPIF--
<?php if (posix_getuid() !== 0) die('skip needs root'); ?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$child = new ChildProcess(['user' => 'nobody', 'cwd' => '/usr', 'umask' => 0o027, 'limits' => ['nofile' => 128, 'core' => [0, null]],
    'priority' => 7, 'affinity' => [0], 'title' => 'ion-test-title', 'noNewPrivileges' => true]);
$child->getIPC()->whenIncoming()->then(fn (Message $m) => print(json_encode($m->data, JSON_PRETTY_PRINT) . "\n"));
$child->start(function (IPC $master) {
    $status = file_get_contents('/proc/self/status');
    $line = fn (string $name) => preg_match("/^$name:\s*(.*)$/m", $status, $m) ? trim($m[1]) : null;
    $regained = @posix_setuid(0) || @posix_seteuid(0) || @posix_setgid(0);
    $master->send(['uid' => $line('Uid'), 'capabilities' => ltrim($line('CapEff'), '0'), 'noNewPrivs' => $line('NoNewPrivs'), 'cpus' => $line('Cpus_allowed_list'),
        'cwd' => getcwd(), 'umask' => decoct(umask()), 'nofile' => posix_getrlimit()['soft openfiles'], 'nice' => (int) explode(' ', file_get_contents('/proc/self/stat'))[18],
        'comm' => trim(file_get_contents('/proc/self/comm')), 'regained' => $regained]);
});
$child->whenExit()->await();

foreach ([['user' => 'no-such-user'], ['cwd' => '/no/such/directory'], ['user' => 'nobody', 'cwd' => '/root'], ['affinity' => [4000]]] as $options) {
    $child = (new ChildProcess($options))->start(fn () => print("NEVER\n"));
    try {
        $child->whenStarted()->await();
    } catch (ION\Process\SpawnException $e) {
        echo $e->getMessage(), ' [', $e->stage, "]\n";
    }
    try {
        $child->whenExit()->await();
    } catch (ION\Process\SpawnException $e) {
        echo "and so does whenExit()\n";
    }
    var_dump($child->isStarted(), $child->isAlive());
    ION::dispatch();
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
{
    "uid": "65534\t65534\t65534\t65534",
    "capabilities": "",
    "noNewPrivs": "1",
    "cpus": "0",
    "cwd": "\/usr",
    "umask": "27",
    "nofile": 128,
    "nice": 7,
    "comm": "ion-test-title",
    "regained": false
}
cannot start worker {closure} (%s:%d): privileges 'no-such-user': no such user or group [privileges]
and so does whenExit()
bool(false)
bool(false)
cannot start worker {closure} (%s:%d): cwd '/no/such/directory': No such file or directory [cwd]
and so does whenExit()
bool(false)
bool(false)
cannot start worker {closure} (%s:%d): cwd '/root': Permission denied [cwd]
and so does whenExit()
bool(false)
bool(false)
cannot start worker {closure} (%s:%d): affinity '4000': Invalid argument [affinity]
and so does whenExit()
bool(false)
bool(false)
