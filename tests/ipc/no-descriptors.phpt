--TEST--
IPC: a receiver without free descriptors drops the message that brought some, and lives on
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$code = <<<'PHP'
$open = count(scandir('/proc/self/fd'));
ION::setErrorHandler(fn ($e) => print(get_class($e) . ': ' . $e->getMessage() . "\n"));
[$a, $b] = ION\Process\IPC::create();
$b->whenIncoming()->then(function ($message) {
    echo json_encode($message->data), ' ', is_array($message->handle) ? count($message->handle) : get_debug_type($message->handle), "\n";
});
$b->onRequest(fn ($message) => get_debug_type($message->handle));
$a->send('before', [STDERR, STDERR]);
echo $a->request('sync')->await(), "\n";
$hoard = [];
while ($file = @fopen('/dev/null', 'r')) {
    $hoard[] = $file;
}
$a->send('lost', [STDERR, STDERR])->send('kept');
echo $a->request('sync')->await(), "\n";
$a->send(str_repeat('large', 10000), STDERR);
echo $a->request('sync')->await(), "\n";
array_pop($hoard);
$a->send('half', [STDERR, STDERR]);
echo $a->request('sync')->await(), "\n";
$a->send('one', STDERR);
echo $a->request('sync')->await(), "\n";
try {
    ION\Process\IPC::create();
} catch (ION\Process\IPCException $e) {
    echo $e->getMessage(), ' ', $e->getCode(), "\n";
}
/* queued handles are copied: there is no number for the copy */
$hoard[] = fopen('/dev/null', 'r');
try {
    $a->send(1)->send(2, STDERR);
    echo "sent\n";
} catch (ION\Process\IPCException $e) {
    echo $e->getMessage(), "\n";
}
$hoard = [];
$a->send('after', [STDERR, STDERR]);
echo $a->request('sync')->await(), "\n";
$a->close();
ION::dispatch();
unset($a, $b, $file);
echo count(scandir('/proc/self/fd')) <= $open + 5 ? "none left over\n" : "left over\n";
PHP;
$file = tempnam(sys_get_temp_dir(), 'ion-test-');
file_put_contents($file, "<?php\n$code");
$end = ion_test_run(['sh', '-c', 'ulimit -n 40; exec "$@"', 'sh', ...ion_test_php([$file])]);
unlink($file);
echo $end['out'], $end['err'], $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
"before" 2
null
ION\Process\IPCException: A message came with descriptors that could not be received: too many open files
"kept" null
null
ION\Process\IPCException: A message came with descriptors that could not be received: too many open files
null
ION\Process\IPCException: A message came with descriptors that could not be received: too many open files
null
"one" resource (stream)
null
cannot make a channel: Too many open files 24
The message cannot be sent: Too many open files
1 null
"after" 2
null
none left over
0
