--TEST--
Revolt: what a driver that goes away held finds no driver, and nothing of it is called
--SKIPIF--
<?php
require __DIR__ . '/../_lib/revolt.inc';
ion_skip_unless_packages();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/revolt.inc';
require __DIR__ . '/../_lib/streams.inc';
ion_test_autoload();
require __DIR__ . '/../_lib/init.inc';

final class Last
{
    public function __construct(public WeakReference|Closure $look)
    {
    }

    public function __destruct()
    {
        if ($this->look instanceof Closure) {
            ($this->look)();
            return;
        }
        echo json_encode($this->look->get()), "\n";
    }
}

foreach (['defer' => [], 'delay' => [60], 'repeat' => [60], 'onSignal' => [SIGUSR1], 'queue' => []] as $kind => $arguments) {
    $driver = new ION\Revolt\Driver();
    $last = new Last(WeakReference::create($driver));
    $driver->$kind(...[...$arguments, static function () use ($last): void {
    }]);
    unset($last);
    echo "$kind: ";
    unset($driver);
}
$driver = new ION\Revolt\Driver();
$last = new Last(WeakReference::create($driver));
$driver->setErrorHandler(static fn () => $last);
unset($last);
echo 'error handler: ';
unset($driver);

// the first of its callbacks to go turns the loop
$driver = new ION\Revolt\Driver();
$last = new Last(function (): void {
    ION::dispatch(ION::LOOP_NONBLOCK);
    ION::dispatch(ION::LOOP_NONBLOCK);
    echo "turned\n";
});
$driver->delay(60, static function () use ($last): void {
});
unset($last);
[$stream] = ion_test_pair();
$never = static function (): void {
    echo "called\n";
};
$driver->defer($never);
$driver->repeat(0, $never);
$driver->onWritable($stream, $never);
$driver->queue($never);
ION::defer(fn () => print("a callback of ION\n"));
unset($driver);
ION::dispatch();

// the same for a watcher
$last = new Last(fn () => null);
$watcher = ION::delay(60, static function () use ($last): void {
})->disable();
$last->look = WeakReference::create($watcher);
unset($last);
unset($watcher);

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
defer: null
delay: null
repeat: null
onSignal: null
queue: null
error handler: null
a callback of ION
turned
null
