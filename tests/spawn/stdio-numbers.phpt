--TEST--
Spawn: descriptors up to the last number that the limit allows, and one thousand of them
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$code = <<<'PHP'
use ION\Process;
Process::setLimit('nofile', 64);
$list = ['sh', '-c', 'echo $(ls /proc/self/fd)'];
$ways = [
    'exec' => fn (array $stdio) => Process::run($list, ['stdio' => $stdio])->stdout,
    'spawn' => function (array $stdio) use ($list): string {
        $child = Process::spawn($list, ['stdio' => $stdio]);
        $child->whenStarted()->await();
        $text = $child->getStdout()->readAll()->await();
        $child->whenExit()->await();
        return $text;
    },
];
/* the descriptor of ls for the directory is the first free one */
$stream = fopen('/dev/null', 'r');
foreach ($ways as $verb => $way) {
    $way([]);
    gc_collect_cycles();
    $before = count(scandir('/proc/self/fd'));
    foreach ([63, 64, 65535] as $target) {
        $kinds = ['null' => 'null', 'stream' => $stream, 'file' => ['file', '/dev/null', 'r'], 'same' => 1];
        if ($verb === 'spawn') {
            $kinds['pipe'] = 'pipe';
        }
        foreach ($kinds as $kind => $entry) {
            try {
                $said = $way([$target => $entry]);
            } catch (ION\Process\SpawnException $e) {
                $said = "$e->stage $e->errno, " . strstr($e->getMessage(), 'fds') . "\n";
                unset($e);
            }
            gc_collect_cycles();
            $now = count(scandir('/proc/self/fd'));
            echo "$verb $target $kind: ", $said, $now === $before ? '' : "LEFT OPEN: $now, not $before\n";
        }
    }
}
/* sources in the way of targets, and no number left that is none */
$all = array_fill(3, 61, 'null');
try {
    Process::spawn('true', ['stdio' => $all])->whenStarted()->await();
    echo "started\n";
} catch (ION\Process\SpawnException $e) {
    echo "all: $e->stage $e->errno\n";
}
PHP;
$end = ion_test_code($code);
echo $end['out'], $end['err'], $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
exec 63 null: 0 1 2 3 63
exec 63 stream: 0 1 2 3 63
exec 63 file: 0 1 2 3 63
exec 63 same: 0 1 2 3 63
exec 64 null: fds 24, fds 'stdio[64], nofile 64': Too many open files
exec 64 stream: fds 24, fds 'stdio[64], nofile 64': Too many open files
exec 64 file: fds 24, fds 'stdio[64], nofile 64': Too many open files
exec 64 same: fds 24, fds 'stdio[64], nofile 64': Too many open files
exec 65535 null: fds 24, fds 'stdio[65535], nofile 64': Too many open files
exec 65535 stream: fds 24, fds 'stdio[65535], nofile 64': Too many open files
exec 65535 file: fds 24, fds 'stdio[65535], nofile 64': Too many open files
exec 65535 same: fds 24, fds 'stdio[65535], nofile 64': Too many open files
spawn 63 null: 0 1 2 3 63
spawn 63 stream: 0 1 2 3 63
spawn 63 file: 0 1 2 3 63
spawn 63 same: 0 1 2 3 63
spawn 63 pipe: 0 1 2 3 63
spawn 64 null: fds 24, fds 'stdio[64], nofile 64': Too many open files
spawn 64 stream: fds 24, fds 'stdio[64], nofile 64': Too many open files
spawn 64 file: fds 24, fds 'stdio[64], nofile 64': Too many open files
spawn 64 same: fds 24, fds 'stdio[64], nofile 64': Too many open files
spawn 64 pipe: fds 24, fds 'stdio[64], nofile 64': Too many open files
spawn 65535 null: fds 24, fds 'stdio[65535], nofile 64': Too many open files
spawn 65535 stream: fds 24, fds 'stdio[65535], nofile 64': Too many open files
spawn 65535 file: fds 24, fds 'stdio[65535], nofile 64': Too many open files
spawn 65535 same: fds 24, fds 'stdio[65535], nofile 64': Too many open files
spawn 65535 pipe: fds 24, fds 'stdio[65535], nofile 64': Too many open files
all: fds 24
0
