--TEST--
IPC: no memory is lost, by messages, requests, channels or descriptors
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_if_wrapped();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/slope.inc';

use ION\Process\IPC;

$slow = getenv('ION_TEST_SLOW') || getenv('USE_ZEND_ALLOC') === '0';
$times = $slow ? 50 : 1000;

[$a, $b] = IPC::create();
$received = 0;
$b->whenIncoming()->then(function ($message) use (&$received, $a) { $received += count((array) $message->data); });
$b->onRequest(fn ($message) => $message->data);
/* 1000 rounds of 100 messages: strings and arrays, small and large */
ion_test_slope(function () use ($a) {
    static $round = 0;
    for ($i = 0; $i < 100; $i++) {
        $a->send($i % 3 ? "message $i" : ['number' => $i, 'list' => [$i, 'text']]);
    }
    $a->send(str_repeat('x', ++$round % 300000));
    $a->send([str_repeat('y', $round * 7 % 100000)]);
    $a->flush()->await();
    $a->request('sync')->await();
}, $times, 300);
/* requests, answered, refused, cancelled, late */
ion_test_slope(function () use ($a, $b) {
    $a->request(['x' => str_repeat('y', 50)])->await();
    $a->request('never mind')->then(null, fn () => null);
    $late = $a->request('late', 0.0);
    $late->onFail(fn () => null);
    $cancelled = $a->request('cancelled');
    $cancelled->onFail(fn () => null);
    $cancelled->cancel('x');
    try {
        $a->request(fn () => 1);
    } catch (TypeError $e) {
    }
    $a->request('sync')->await();
}, $times, 300);
/* descriptors */
ion_test_slope(function () use ($a, $b) {
    $a->send('file', [STDERR, STDERR]);
    $a->request('sync')->await();
}, $times, 300);
$a->close();
ION::dispatch();
/* channels */
ion_test_slope(function () {
    [$a, $b] = IPC::create(['context']);
    $a->whenIncoming()->then(function ($message) use ($a) { $a->close(); });
    $a->whenDisconnected()->then(function () use ($a) {});
    $b->request('x')->onFail(fn () => null);
    $b->send('x');
    ION::dispatch();
}, $times, 300);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
flat
flat
flat
flat
