--TEST--
Revolt: exit(), fatal errors and the end of the script, wherever they come
--SKIPIF--
<?php
require __DIR__ . '/../_lib/revolt.inc';
ion_skip_unless_packages();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

putenv('ION_ASAN_LEAKS=0');
$before = "require '" . __DIR__ . "/../_lib/revolt.inc'; ion_test_autoload(); use Revolt\\EventLoop;\n"
    . "EventLoop::setDriver(\$loop = new ION\\Revolt\\Driver());\n"
    . "\$wait = function (float \$s) { \$x = EventLoop::getSuspension(); EventLoop::delay(\$s, fn () => \$x->resume()); \$x->suspend(); };\n";
$after = "EventLoop::delay(30, function () { echo \"never\\n\"; }); EventLoop::run(); echo \"never\\n\";";
$fatal = 'str_repeat("x", PHP_INT_MAX >> 8)';
$cases = [
    'exit in a callback' => 'EventLoop::defer(fn () => exit(3));',
    'exit in a microtask' => 'EventLoop::queue(fn () => exit(3));',
    'exit in a microtask of a callback' => 'EventLoop::defer(fn () => EventLoop::queue(fn () => exit(3)));',
    'exit after waiting' => 'EventLoop::queue(function () use ($wait) { $wait(0.001); exit(3); });',
    'exit while another one waits' => 'EventLoop::queue(function () use ($wait) { try { $wait(60); } finally { echo "finally\n"; } }); EventLoop::defer(fn () => exit(3));',
    'exit in the error handler' => '$loop->setErrorHandler(fn () => exit(3)); EventLoop::defer(fn () => throw new Exception());',
    'exit in a suspension of {main}' => 'EventLoop::queue(fn () => exit(3)); EventLoop::getSuspension()->suspend();',
    'exit, turned by ION' => 'EventLoop::defer(fn () => exit(3)); ION::dispatch();',
    'fatal in a callback' => "EventLoop::defer(function () { $fatal; });",
    'fatal in a microtask' => "EventLoop::queue(fn () => $fatal);",
    'fatal after waiting' => "EventLoop::queue(function () use (\$wait) { \$wait(0.001); $fatal; });",
    'fatal, turned by ION' => "EventLoop::defer(function () { $fatal; }); ION::dispatch();",
    'a shutdown function uses the loop' => 'register_shutdown_function(function () use ($wait) { EventLoop::defer(function () { echo "in a shutdown function\n"; }); EventLoop::run(); }); exit(3);',
    'a shutdown function uses the loop after a fatal error' => "register_shutdown_function(function () { EventLoop::queue(ion_test_say('microtask')); EventLoop::defer(ion_test_say('callback')); EventLoop::defer(EventLoop::getDriver()->stop(...)); EventLoop::run(); exit(3); }); EventLoop::defer(function () { $fatal; });",
    'the same after one in a microtask' => "register_shutdown_function(function () { EventLoop::queue(ion_test_say('microtask')); EventLoop::defer(ion_test_say('callback')); EventLoop::defer(EventLoop::getDriver()->stop(...)); EventLoop::run(); exit(3); }); EventLoop::queue(fn () => $fatal);",
    'a destructor registers at the end' => 'class D { function __destruct() { EventLoop::queue(fn () => print("never")); EventLoop::cancel(EventLoop::delay(0, fn () => null)); EventLoop::defer(fn () => $this); echo "destroyed"; } } $d = new D(); exit(3);',
    'a callback holds an object with a destructor' => 'class E { function __destruct() { echo "destroyed\n"; EventLoop::defer(fn () => null); } } $e = new E(); EventLoop::delay(60, fn () => $e); EventLoop::queue(fn () => $e); unset($e); exit(3);',
    'the script ends while somebody waits' => 'EventLoop::queue(function () use ($wait) { try { $wait(60); } finally { echo "finally\n"; } }); EventLoop::defer($loop->stop(...)); EventLoop::run(); exit(3);',
];
foreach ($cases as $name => $code) {
    $ended = ion_test_code($before . $code . "\n" . $after);
    echo "$name: ", trim(preg_replace('/ in \S+ on line \d+|^PHP .*\n| ?\(tried to allocate.*| at \S+:\d+/m', '', $ended['out'])), " [$ended[code]]\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
exit in a callback:  [3]
exit in a microtask:  [3]
exit in a microtask of a callback:  [3]
exit after waiting:  [3]
exit while another one waits: finally [3]
exit in the error handler:  [3]
exit in a suspension of {main}:  [3]
exit, turned by ION:  [3]
fatal in a callback: Fatal error: Allowed memory size of 134217728 bytes exhausted [255]
fatal in a microtask: Fatal error: Allowed memory size of 134217728 bytes exhausted [255]
fatal after waiting: Fatal error: Allowed memory size of 134217728 bytes exhausted [255]
fatal, turned by ION: Fatal error: Allowed memory size of 134217728 bytes exhausted [255]
a shutdown function uses the loop: in a shutdown function [3]
a shutdown function uses the loop after a fatal error: Fatal error: Allowed memory size of 134217728 bytes exhausted
microtask
callback [3]
the same after one in a microtask: Fatal error: Allowed memory size of 134217728 bytes exhausted
microtask
callback [3]
a destructor registers at the end: destroyed [3]
a callback holds an object with a destructor: destroyed [3]
the script ends while somebody waits: finally [3]
