--TEST--
IPC: a script may end at any moment with channels open, and use them until the very end
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

// the engine frees no cycles that are alive at the end, and LeakSanitizer calls them leaks
putenv('ION_ASAN_LEAKS=0');
$before = <<<'PHP'
[$a, $b] = ION\Process\IPC::create(new class { function __destruct() { echo "context gone\n"; } }, 'b');
$b->whenIncoming()->then(function ($message) use ($b) { echo 'message ', is_string($message->data) ? strlen($message->data) : $message->data, "\n"; });
$b->whenDisconnected()->then(function () use ($b) { echo "disconnected\n"; });
PHP;
$ends = [
    'return' => '$a->send("x")->send(str_repeat("x", 3 << 20));',
    'requests' => '$r = $a->request(1)->then(null, fn () => print("FAILED\n")); $b->onRequest(fn ($m) => new ION\ResolvablePromise()); ION::dispatch(1); ION::dispatch(2);',
    'unread' => '$b->send("x")->send("y"); $q = $a->request("x"); ION::dispatch(1); ION::dispatch(2);',
    'exit' => '$a->send("x"); ION::await(0)->then(fn () => exit(7)); ION::dispatch();',
    'exit in a handler' => '$b->whenIncoming()->then(fn () => exit(7)); $a->send("x")->send("y"); ION::dispatch();',
    'exit in a handler of requests' => '$b->onRequest(fn () => exit(7)); $a->request("x")->onFail(fn () => print("FAILED\n")); ION::dispatch();',
    'exit while a reply is made' => 'class S { function __serialize(): array { exit(7); } } $b->onRequest(fn () => new S()); $a->request("x"); ION::dispatch();',
    'exit while a message is made' => 'class S { function __serialize(): array { return []; } function __unserialize(array $d): void { exit(7); } } $b->setOptions(["classes" => ["S"]]); $a->send(new S())->send("y"); ION::dispatch();',
    'uncaught' => '$b->onRequest(fn () => 1); ION::setErrorHandler(fn ($e) => throw $e); $b->whenIncoming()->then(fn () => throw new Exception("uncaught")); $a->send("x")->send("y"); ION::dispatch();',
    'fatal error' => '$b->whenIncoming()->then(function () { eval("class ION {}"); }); $a->send("x")->send("y"); ION::dispatch();',
    'memory limit' => 'ini_set("memory_limit", "8M"); $b->setOptions(["maxMessage" => 64 << 20]); $s = ION\Process\IPC::class; $f = tmpfile(); $a->send(str_repeat("x", 3 << 20)); $b->whenIncoming()->then(function ($m) { static $all; $all[] = $m; str_repeat("y", 8 << 20); }); ION::dispatch();',
    'shutdown function' => 'register_shutdown_function(function () use ($a, $b) { $a->send("late"); ION::dispatch(1); echo $b->isConnected() ? "connected\n" : "closed\n"; $a->close(); ION::dispatch(); });',
    'destructor' => '$GLOBALS["d"] = new class($a) { function __construct(public $ipc) {} function __destruct() { $this->ipc->send("from a destructor"); var_dump($this->ipc->isConnected()); } };',
    'static' => 'function &keep() { static $kept; return $kept; } $kept = &keep(); $kept = [$a, $b, new class($a) { function __construct(public $ipc) {} function __destruct() { try { $this->ipc->send("x"); $this->ipc->whenIncoming(); $this->ipc->flush(); $this->ipc->whenDisconnected(); $this->ipc->close(); echo "used\n"; } catch (Throwable $e) { echo get_class($e), "\n"; } } }];',
    'fiber in a foreach' => 'ION::async(function () use ($a) { try { foreach ($a->whenIncoming() as $m) { echo "got\n"; Fiber::suspend(); } } finally { echo "finally\n"; } }); $b->send("x"); ION::dispatch(1); ION::dispatch(2);',
    'never used' => '',
];
foreach ($ends as $name => $code) {
    $end = ion_test_code("$before\n$code\necho \"the end\\n\";", [], 20);
    $text = preg_replace(['~^(PHP )?Fatal error: .*\n~m', '~^PHP .*\n~m', '~^(Stack trace:|#\d|  thrown).*\n~m', '~^message \d{7}\n~m', '~/tmp/\S+:~'], '', $end['out'] . $end['err']);
    echo "$name: $end[code]", $end['signal'] ? " SIGNAL $end[signal]" : '', ' | ', str_replace("\n", ' | ', trim($text)), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
return: 0 | the end | context gone
requests: 0 | FAILED | the end | context gone
unread: 0 | message 1 | the end |  | Warning: Nobody handled the failure of a promise made in  ION\Process\IPCException: ION\Process\IPCException: The request was dropped without a reply in Unknown on line 0 | context gone
exit: 7 | message 1 | context gone
exit in a handler: 7 | message 1 | context gone
exit in a handler of requests: 7 | context gone
exit while a reply is made: 7 | context gone
exit while a message is made: 7 | context gone
uncaught: 255 | message 1 |  | context gone
fatal error: 255 | message 1
memory limit: 255 | 
shutdown function: 0 | the end | message 4 | connected | disconnected | context gone
destructor: 0 | the end | bool(true) | context gone
static: 0 | the end | context gone | used
fiber in a foreach: 0 | got | the end | context gone | finally
never used: 0 | the end | context gone
