--TEST--
Revolt: destructors at the end of the script wait in the loop
--SKIPIF--
<?php
require __DIR__ . '/../_lib/revolt.inc';
ion_skip_unless_packages();
if (PHP_VERSION_ID < 80400) {
    die('skip before PHP 8.4 no destructor may switch fibers');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

putenv('ION_ASAN_LEAKS=0');
$code = "require '" . __DIR__ . "/../_lib/revolt.inc'; ion_test_autoload(); use Revolt\\EventLoop;\n" . <<<'PHP'
    EventLoop::setDriver(new ION\Revolt\Driver());
    // the engine destroys objects in the order in which they were made, the fiber of the callbacks among them
    final class Waits
    {
        public static array $all = [];
        public function __construct(private string $name)
        {
            self::$all[] = $this;
        }
        public function __destruct()
        {
            $suspension = EventLoop::getSuspension();
            EventLoop::queue(ion_test_say("a microtask of the $this->name one"));
            EventLoop::delay(0.001, fn () => $suspension->resume());
            $suspension->suspend();
            echo "the $this->name one has waited\n";
        }
    }
    new Waits('first');
    EventLoop::defer(ion_test_say('callback'));
    EventLoop::run();
    // not in the place of an object that is gone: behind the fiber
    $places = [];
    while (count($places) < 100) {
        $places[] = new stdClass();
    }
    new Waits('last');
    PHP;
$ended = ion_test_code($code);
echo $ended['out'], $ended['err'], $ended['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
callback
a microtask of the first one
the first one has waited
a microtask of the last one
the last one has waited
0
