--TEST--
Revolt: an AMPHP program beside programs and workers of ION
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
require __DIR__ . '/../_lib/revolt.inc';
ion_skip_unless_packages();
// the packages leave cycles to the end, which a leak check takes for leaks
ion_skip_if_wrapped();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/revolt.inc';
require __DIR__ . '/../_lib/streams.inc';
ion_test_autoload();
require __DIR__ . '/../_lib/init.inc';

use Revolt\EventLoop;

EventLoop::setDriver(new ION\Revolt\Driver());

use function Amp\async;
use function Amp\delay;

$started = hrtime(true);
$futures = [];
foreach (range(1, 20) as $i) {
    $futures[] = async(function () use ($i) {
        delay(0.02);
        return $i;
    });
}
var_dump(array_sum(Amp\Future\await($futures)));
$programs = [];
foreach (['one', 'two'] as $word) {
    $programs[] = async(fn () => ION\Process::exec(['sh', '-c', "sleep 0.01; echo $word"])->await()->stdout);
}
$words = Amp\Future\await($programs);
sort($words);
echo implode('', $words);
try {
    async(fn () => delay(60))->await(new Amp\TimeoutCancellation(0.01));
} catch (Amp\CancelledException $e) {
    echo get_class($e->getPrevious()), "\n";
}
echo async(fn () => ION\Process::exec('exit 3')->await()->status)->await(), "\n";
ION::promise(function () {
    var_dump(yield ION\Revolt\Adapter::promise(async(function () {
        delay(0.001);
        return 'a future, yielded';
    })));
    try {
        yield ION\Revolt\Adapter::promise(async(fn () => throw new DomainException('a failed one')));
    } catch (DomainException $e) {
        echo $e->getMessage(), "\n";
    }
})->await();
array_map(EventLoop::cancel(...), EventLoop::getIdentifiers());
gc_collect_cycles();
EventLoop::run();

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(210)
one
two
Amp\TimeoutException
3
string(17) "a future, yielded"
a failed one