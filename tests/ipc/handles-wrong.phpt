--TEST--
IPC: what is no handle is refused before anything is sent; limits of their number
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\IPC;

[$a, $b] = IPC::create();
$got = 0;
$b->setOptions(['maxHandles' => 253]);
$b->whenIncoming()->then(function ($message) use (&$got) { $got++; echo 'handles: ', is_array($message->handle) ? count($message->handle) : get_debug_type($message->handle), "\n"; });
$closed = tmpfile();
fclose($closed);
$directory = opendir('.');
foreach ([5, 'text', 1.5, true, new stdClass(), fn () => 1, $closed, $directory, stream_context_create(), fopen('php://memory', 'r+'), ['a' => tmpfile()], [tmpfile(), null], [[tmpfile()]], array_fill(0, 254, STDERR)] as $wrong) {
    ion_test_try(fn () => $a->send('x', $wrong));
}
var_dump($a->getStats()['messagesSent'], $a->getQueuedBytes());
closedir($directory);
$a->send('x', array_fill(0, 253, STDERR))->send('x', STDERR)->send('x');
ION::dispatch(ION::LOOP_ONCE);
while ($got < 3) {
    ION::dispatch(ION::LOOP_ONCE);
}
/* more than the receiver allows is a protocol error */
ION::setErrorHandler(fn ($e) => print('error handler: ' . get_class($e) . ': ' . $e->getMessage() . "\n"));
$b->setOptions(['maxHandles' => 2]);
$a->send('ok', [STDERR, STDERR])->send('too many', [STDERR, STDERR, STDERR]);
$b->whenDisconnected()->then(fn () => print("disconnected\n"));
ION::dispatch();
var_dump($got);
$a->close();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
TypeError: ION\Process\IPC::send(): Argument #2 ($handle) must be a stream, a Socket, a list of them or null, int given
TypeError: ION\Process\IPC::send(): Argument #2 ($handle) must be a stream, a Socket, a list of them or null, string given
TypeError: ION\Process\IPC::send(): Argument #2 ($handle) must be a stream, a Socket, a list of them or null, float given
TypeError: ION\Process\IPC::send(): Argument #2 ($handle) must be a stream, a Socket, a list of them or null, bool given
TypeError: ION\Process\IPC::send(): Argument #2 ($handle) must be a stream, a Socket, a list of them or null, stdClass given
TypeError: ION\Process\IPC::send(): Argument #2 ($handle) must be a stream, a Socket, a list of them or null, Closure given
ValueError: ION\Process\IPC::send(): Argument #2 ($handle) must be an open stream or Socket that has a file descriptor
ValueError: ION\Process\IPC::send(): Argument #2 ($handle) must be an open stream or Socket that has a file descriptor
ValueError: ION\Process\IPC::send(): Argument #2 ($handle) must be an open stream or Socket that has a file descriptor
ValueError: ION\Process\IPC::send(): Argument #2 ($handle) must be an open stream or Socket that has a file descriptor
ValueError: ION\Process\IPC::send(): Argument #2 ($handle) must be a list of at most 253 streams or Sockets
TypeError: ION\Process\IPC::send(): Argument #2 ($handle) must be a stream, a Socket, a list of them or null, null given
TypeError: ION\Process\IPC::send(): Argument #2 ($handle) must be a stream, a Socket, a list of them or null, array given
ValueError: ION\Process\IPC::send(): Argument #2 ($handle) must be a list of at most 253 streams or Sockets
int(0)
int(0)
handles: 253
handles: resource (stream)
handles: null
handles: 2
error handler: ION\Process\ProtocolException: The other end of a channel broke the protocol: there are more descriptors than allowed
disconnected
int(4)
