--TEST--
IPC: payloads of every size around the limits of buffers arrive as they were
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\IPC;

[$a, $b] = IPC::create();
$sizes = [0, 1, 2, 7, 8, 9, 255, 256, 4095, 4096, 16383, 16384, 16385, 65527, 65528, 65529, 65535, 65536, 65537, 131072,
    262143, 262144, 262145, 1 << 20, (1 << 20) + 1, (4 << 20) - 1, (8 << 20) + 17, 16 << 20];
$pattern = fn (int $size) => substr(str_repeat(hash('sha512', (string) $size, true), intdiv($size, 64) + 1), 0, $size);
$count = $bad = 0;
$b->whenIncoming()->then(function ($message) use (&$count, &$bad, $sizes, $pattern) {
    $size = $sizes[$count >> 1];
    $data = $count++ % 2 ? $message->data[0] ?? null : $message->data;
    if (!is_string($data) || strlen($data) !== min($size, (16 << 20) - 32) && strlen($data) !== $size || strncmp($data, $pattern($size), strlen($data)) !== 0) {
        $bad++;
        echo 'bad: ', $size, ' ', get_debug_type($data), "\n";
    }
});
$b->onRequest(fn ($message) => $message->data);
ION::async(function () use ($a, $sizes, $pattern) {
    foreach ($sizes as $size) {
        $data = $pattern($size);
        $a->send($data);
        $a->send([substr($data, 0, (16 << 20) - 32)]);
        $a->whenDrained()->await();
        if ($size < 5 << 20 && $a->request($data)->await() !== $data) {
            echo "bad reply: $size\n";
        }
    }
    $a->close();
});
ION::dispatch();
var_dump($count === 2 * count($sizes), $bad);
/* one byte more */
[$a, $b] = IPC::create();
try {
    $a->send(str_repeat('x', (16 << 20) + 1));
} catch (ValueError $e) {
    echo $e->getMessage(), "\n";
}
/* what would take too much memory when it is decoded is refused where it is sent */
try {
    $a->send(array_fill(0, 1 << 19, [1]));
} catch (ValueError $e) {
    echo $e->getMessage(), "\n";
}
var_dump($a->getStats()['messagesSent']);
$a = $b = null;

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
bool(true)
int(0)
The message is too long: 16777217 bytes, and the limit (maxMessage) is 16777216
The message takes about %d bytes of memory where it is received, and the limit is 67108864 (4 times maxMessage)
int(0)
