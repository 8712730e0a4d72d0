--TEST--
IPC: messages go both ways, whole and in order, with context, pid and uid
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\IPC;

$values = ['text', '', 'x', "\0\xff", null, true, false, 0, -1, PHP_INT_MAX, PHP_INT_MIN, 1.5, -0.0, INF,
    [], [1, 2, 3], ['a' => ['b' => [null]], 7 => 'seven'], str_repeat('x', 70000), range(1, 30000)];
[$a, $b] = IPC::create('first', ['second']);
var_dump($a->getContext(), $b->getContext(), $a->isConnected(), $b->isConnected());
$got = [];
$b->whenIncoming()->then(function (IPC\Message $message) use (&$got, $b, $values) {
    $got[] = $message->data;
    if (count($got) === count($values)) {
        echo get_debug_type($message), ' ', json_encode($message->context), ' ', json_encode($message->handle), ' ',
            json_encode([$message->pid === getmypid(), $message->uid === (ion_test_status('Uid') ?? -1), $message->isRequest()]), "\n";
        $b->send('back')->send('again');
    }
});
$back = [];
$a->whenIncoming()->then(function ($message) use (&$back, $a) {
    $back[] = $message->data;
    if (count($back) === 2) {
        $a->close();
    }
});
foreach ($values as $value) {
    $a->send($value);
}
ION::dispatch();
var_dump($got === $values, $back);
$a->setContext(1)->setContext($b);
var_dump($a->getContext() === $b, $a->isConnected(), $b->isConnected());
$a->setContext(null);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
string(5) "first"
array(1) {
  [0]=>
  string(6) "second"
}
bool(true)
bool(true)
ION\Process\IPC\Message ["second"] null [true,true,false]
bool(true)
array(2) {
  [0]=>
  string(4) "back"
  [1]=>
  string(5) "again"
}
bool(true)
bool(false)
bool(false)
