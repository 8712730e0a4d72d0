--TEST--
Pipe: whatever is streamed, this process keeps no more of it than a few chunks
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_if_wrapped();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

const SIZE = 100 << 20;
const SOURCE = ['head', '-c', '104857600', '/dev/zero'];
const LIVE = ['stdio' => [0 => 'null', 2 => 'inherit']];

$ways = [
    'callback' => function (): Generator {
        $size = 0;
        $pipe = Process::spawn(SOURCE, LIVE)->getStdout();
        $pipe->whenData()->then(function (string $chunk) use (&$size): void {
            $size += strlen($chunk);
        });
        yield $pipe->whenClosed();
        return $size;
    },
    'foreach' => fn () => ION::async(function (): int {
        $size = 0;
        foreach (Process::spawn(SOURCE, LIVE)->getStdout()->whenData() as $chunk) {
            $size += strlen($chunk);
        }
        return $size;
    }),
    'read' => function (): Generator {
        $size = 0;
        $pipe = Process::spawn(SOURCE, LIVE)->getStdout();
        while (($chunk = yield $pipe->read()) !== null) {
            $size += strlen($chunk);
        }
        return $size;
    },
    'onStdout' => function (): Generator {
        $size = 0;
        yield Process::exec(SOURCE, ['onStdout' => function (string $chunk) use (&$size): void {
            $size += strlen($chunk);
        }]);
        return $size;
    },
    /* each chunk is kept until the next one is there */
    'one behind' => function (): Generator {
        $size = 0;
        $last = '';
        $pipe = Process::spawn(SOURCE, LIVE)->getStdout();
        $pipe->whenData()->then(function (string $chunk) use (&$size, &$last): void {
            $size += strlen($last);
            $last = $chunk;
        });
        yield $pipe->whenClosed();
        return $size + strlen($last);
    },
    /* the reader takes its time: a chunk is asked for when the last one has left */
    'to another' => fn () => ION::async(function (): int {
        $to = Process::spawn('while head -c 100000 | grep -q .; do :; done; cat >/dev/null', ['stdio' => [1 => 'pipe', 2 => 'inherit']]);
        $size = 0;
        foreach (Process::spawn(SOURCE, LIVE)->getStdout()->whenData() as $chunk) {
            $size += $to->getStdin()->write($chunk)->await();
        }
        $to->getStdin()->end();
        $to->whenExit()->await();
        return $size;
    }),
];
foreach ($ways as $name => $way) {
    /* what the way itself needs is there before */
    if ($name === 'callback') {
        ION::promise(Process::exec(['true']))->await();
    }
    $before = ion_test_status('VmHWM');
    $size = ION::promise($way)->await();
    $grown = ion_test_status('VmHWM') - $before;
    echo "$name: ", $size === SIZE ? 'all of it' : "$size bytes", $grown < 2048 ? '' : ", grown by $grown kB", "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
callback: all of it
foreach: all of it
read: all of it
onStdout: all of it
one behind: all of it
to another: all of it
