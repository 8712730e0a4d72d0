--TEST--
Child: workers killed at random under load lose nothing that they had written
--EXTENSIONS--
posix
--FILE--
<?php
/*
 * 4 workers at a time send numbered messages of random sizes with checksums, and write down, in a
 * file of their own, how many of them the kernel has taken. The master answers some, and kills a
 * random worker after every few thousand. In the end the journals are compared: what came is 0, 1,
 * 2 ... without a gap, whole, and not less than what the worker knew to be written; what the worker
 * got from the master is a beginning of what the master sent, and what it did not get and was never
 * written is counted in `unsent`.
 */
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

const WORKERS = 4;
const MESSAGES = 100000;
$seed = (int) (getenv('ION_TEST_SEED') ?: 20261);
mt_srand($seed);
$directory = ion_test_temp('folder');
mkdir($directory);

$worker = function (string $path, int $seed) {
    return function (IPC $master) use ($path, $seed) {
        mt_srand($seed);
        $journal = fopen($path, 'c+');
        $got = 0;
        $note = function (int $at, int $number) use ($journal) {
            fseek($journal, $at);
            fwrite($journal, pack('J', $number));
        };
        $master->whenIncoming()->then(function (Message $m) use (&$got, $note) {
            $note(8, $m->data === ['answer' => $got, 'pad' => str_repeat('p', $got % 100)] ? ++$got : PHP_INT_MAX);
        });
        for ($number = 0; ; $number++) {
            $body = str_repeat(chr(97 + $number % 26), 1 << mt_rand(0, $number % 500 === 0 ? 17 : 9));
            $master->send(pack('JN', $number, crc32($body)) . $body);
            if ($master->getQueuedBytes() === 0) {
                $note(0, $number + 1);
            }
            if ($number % 50 === 49) {
                yield $master->flush();
                $note(0, $number + 1);
            }
        }
    };
};

$total = $killed = $bad = $counted = 0;
$live = [];
$over = false;
$start = function (int $n) use (&$start, &$live, &$total, &$bad, &$counted, &$killed, &$over, $worker, $directory) {
    $path = "$directory/$n-" . count(glob("$directory/*"));
    file_put_contents($path, str_repeat("\0", 16));
    $child = $live[$n] = new ChildProcess();
    $state = (object) ['received' => 0, 'sent' => 0];
    $ipc = $child->getIPC();
    $ipc->whenIncoming()->then(function (Message $m) use ($state, $ipc, $child, &$total, &$bad, &$killed, &$live, &$over) {
        $head = unpack('Jnumber/Nsum', $m->data);
        $bad += $head['number'] !== $state->received || $head['sum'] !== crc32(substr($m->data, 12)) || $m->pid !== $child->getPID();
        $state->received++;
        if ($state->received % 3 === 0 && $ipc->isConnected()) {
            try {
                $ipc->send(['answer' => $state->sent, 'pad' => str_repeat('p', $state->sent % 100)]);
                $state->sent++;
            } catch (ION\Process\DisconnectedException) {
                // it was killed while its last messages come
            }
        }
        $total++;
        if ($total >= MESSAGES) {
            $over = true;
        }
        if ($over || mt_rand(1, 4000) === 1) {
            $victim = $live[array_rand($live)];
            $killed += (int) $victim->kill('KILL');
        }
    });
    $order = [];
    $ipc->whenDisconnected()->then(function () use (&$order) { $order[] = 'disconnected'; });
    $child->whenExit()->then(function () use ($child, $state, $path, $n, &$order, &$live, &$bad, &$counted, &$over, $start) {
        $journal = unpack('Jwritten/Jgot', file_get_contents($path));
        $stats = $child->getIPC()->getStats();
        $bad += $state->received < $journal['written'];
        $bad += $journal['got'] > $state->sent - $stats['unsent'];
        $bad += $stats['messagesReceived'] !== $state->received;
        $bad += $stats['messagesSent'] + $stats['unsent'] !== $state->sent;
        $bad += $order !== ['disconnected'] || $child->getSignal() !== 9;
        $counted++;
        unset($live[$n]);
        if (!$over) {
            $start($n);
        }
    });
    $child->start($worker($path, mt_rand()));
};
for ($n = 0; $n < WORKERS; $n++) {
    $start($n);
}
/* the last ones may have nothing to say any more that would have them killed */
$end = ION::interval(0.05);
$end->then(function () use (&$over, &$live, $end) {
    foreach ($over ? $live : [] as $child) {
        $child->kill('KILL');
    }
    if ($over && !$live) {
        $end->cancel();
    }
});
ION::dispatch();
printf("%s messages, %s workers killed, bad: %d%s\n", $total >= MESSAGES ? 'all' : $total, $counted >= 10 ? 'many' : $counted, $bad, $bad ? " (seed $seed)" : '');
array_map(unlink(...), glob("$directory/*"));
rmdir($directory);
$start = $end = null;
$live = [];

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
all messages, many workers killed, bad: 0
