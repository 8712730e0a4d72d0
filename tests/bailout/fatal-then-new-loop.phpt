--TEST--
End: after a fatal error in a callback the shutdown functions run, and may run the loop again
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$before = <<<'PHP'
ini_set('display_errors', '0');
register_shutdown_function(function () {
    echo "shutdown: ", error_get_last() === null ? 'no error' : strtok(error_get_last()['message'], ' '), ", ";
    ini_set('memory_limit', '64M');
    echo trim(ION\Process::run('echo program')->stdout), ", ";
    ION::await(0.001)->await();
    echo ION\Process::exec("cat", ["stdin" => (function () { yield "fed"; })()])->await()->stdout, "\n";
});
$fatal = function () { trigger_error('Fatal one', E_USER_ERROR); };
$memory = function () { ini_set('memory_limit', '8M'); str_repeat('x', 100_000_000); };
PHP;
$places = [
    'fatal in a timer' => 'ION::await(0)->then($fatal); ION::dispatch();',
    'fatal in a then' => 'ION\Process::exec("true")->then($fatal); ION::dispatch();',
    'fatal in a coroutine' => 'ION::promise(function () use ($fatal) { yield ION::await(0); $fatal(); }); ION::dispatch();',
    'fatal in an interval' => 'ION::interval(0, "i")->onDone(function () use ($fatal) { ION::cancelInterval("i"); $fatal(); }); ION::dispatch();',
    'fatal in stdin' => 'ION\Process::exec("cat", ["stdin" => (function () use ($fatal) { yield "x"; $fatal(); })()]); ION::dispatch();',
    'fatal while run() waits' => 'ION::await(0)->then($fatal); ION\Process::run(["sleep", "60"]);',
    'memory in a timer' => 'ION::await(0)->then($memory); ION::dispatch();',
    'memory in a then' => 'ION\Process::exec("true")->then($memory); ION::dispatch();',
    'memory in a fiber' => 'ION::async(function () use ($memory) { ION::await(0)->await(); $memory(); }); ION::dispatch();',
    'undefined function' => 'ION::setErrorHandler(function ($e) { throw $e; }); ION::await(0)->then(function () { undefined_function(); }); ION::dispatch();',
    'declaration error' => 'ION::await(0)->then(function () { eval("interface I {} class C extends I {}"); }); ION::dispatch();',
];
foreach ($places as $name => $code) {
    $end = ion_test_code("$before\n$code\necho \"WENT ON\\n\";", [], 10);
    echo "$name: $end[code] ", trim($end['out']), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
fatal in a timer: 255 shutdown: Fatal, program, fed
fatal in a then: 255 shutdown: Fatal, program, fed
fatal in a coroutine: 255 shutdown: Fatal, program, fed
fatal in an interval: 255 shutdown: Fatal, program, fed
fatal in stdin: 255 shutdown: Fatal, program, fed
fatal while run() waits: 255 shutdown: Fatal, program, fed
memory in a timer: 255 shutdown: Allowed, program, fed
memory in a then: 255 shutdown: Allowed, program, fed
memory in a fiber: 255 shutdown: Allowed, program, fed
undefined function: 255 shutdown: Uncaught, program, fed
declaration error: 255 shutdown: Class, program, fed
