--TEST--
Revolt: what a callback throws, with and without a handler
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

use Revolt\EventLoop;

EventLoop::setDriver(new ION\Revolt\Driver());

[$a, $b] = ion_test_pair();
$throw = fn () => throw new DomainException('thrown');
$kinds = [
    fn () => EventLoop::defer($throw),
    fn () => EventLoop::delay(0, $throw),
    fn () => EventLoop::repeat(0, function (string $id) use ($throw) {
        EventLoop::cancel($id);
        $throw();
    }),
    fn () => EventLoop::onWritable($a, function (string $id) use ($throw) {
        EventLoop::cancel($id);
        $throw();
    }),
    fn () => EventLoop::queue($throw),
];
foreach ($kinds as $new) {
    $new();
    ion_test_revolt_run();
    $new();
    ion_test_revolt_run(EventLoop::getSuspension()->suspend(...));
}
EventLoop::run();
EventLoop::defer(fn () => 'a value');
try {
    EventLoop::run();
} catch (EventLoop\UncaughtThrowable $e) {
    echo preg_match('/^Uncaught .*InvalidCallbackError thrown in event loop callback .* defined in .*Non-null return value/', $e->getMessage()), "\n";
}

echo "with a handler\n";
EventLoop::setErrorHandler(function (Throwable $e) use (&$fiber) {
    echo 'handler: ', $e->getMessage(), "\n";
    var_dump(Fiber::getCurrent() !== $fiber);
});
EventLoop::defer(function () use ($throw, &$fiber) {
    $fiber = Fiber::getCurrent();
    $throw();
});
EventLoop::defer(ion_test_say('the next one runs'));
ion_test_revolt_run();
EventLoop::setErrorHandler(fn (Throwable $e) => throw new LogicException('from the handler'));
EventLoop::defer($throw);
ion_test_revolt_run();
EventLoop::setErrorHandler(null);

echo "turned by ION\n";
EventLoop::defer($throw);
ion_test_revolt_run(ION::dispatch(...));
EventLoop::defer(function () use ($throw) {
    ION::await(0.001)->await();
    $throw();
});
ion_test_revolt_run(ION::dispatch(...));
EventLoop::defer(function () use ($throw) {
    ION::await(0.001)->await();
    $throw();
});
ion_test_revolt_run();
ion_test_revolt_run();

echo "and so does what it held, when it goes\n";
final class Throws
{
    public function __destruct()
    {
        throw new LogicException('from a destructor');
    }
}
// the arguments in a trace would keep it
ini_set('zend.exception_ignore_args', '1');
foreach ([fn () => null, $throw] as $first) {
    $last = new Throws();
    EventLoop::defer(function () use ($last, $first) {
        $first();
    });
    unset($last);
    try {
        EventLoop::run();
    } catch (LogicException $e) {
        echo $e->getMessage(), ', before it: ', json_encode($e->getPrevious()?->getPrevious()->getMessage()), "\n";
    }
}
EventLoop::defer(ion_test_say('the loop goes on'));
EventLoop::run();

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
Revolt\EventLoop\UncaughtThrowable: DomainException: thrown
Revolt\EventLoop\UncaughtThrowable: DomainException: thrown
Revolt\EventLoop\UncaughtThrowable: DomainException: thrown
Revolt\EventLoop\UncaughtThrowable: DomainException: thrown
Revolt\EventLoop\UncaughtThrowable: DomainException: thrown
Revolt\EventLoop\UncaughtThrowable: DomainException: thrown
Revolt\EventLoop\UncaughtThrowable: DomainException: thrown
Revolt\EventLoop\UncaughtThrowable: DomainException: thrown
Revolt\EventLoop\UncaughtThrowable: DomainException: thrown
Revolt\EventLoop\UncaughtThrowable: DomainException: thrown
1
with a handler
handler: thrown
bool(true)
the next one runs
Revolt\EventLoop\UncaughtThrowable: LogicException: from the handler
turned by ION
Revolt\EventLoop\UncaughtThrowable: DomainException: thrown
Revolt\EventLoop\UncaughtThrowable: DomainException: thrown
Revolt\EventLoop\UncaughtThrowable: DomainException: thrown
and so does what it held, when it goes
from a destructor, before it: null
from a destructor, before it: "thrown"
the loop goes on
