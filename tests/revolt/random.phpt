--TEST--
Revolt: random programs end, and leave nothing
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

use Revolt\EventLoop\Driver;
use Revolt\EventLoop\UncaughtThrowable;

/** Does one thing after the other to a driver, most of them from its own callbacks. */
final class Program
{
    private array $ids = ['none'];
    private int $left = 300;

    public function __construct(private Driver $loop, private $stream)
    {
    }

    public function act(): void
    {
        if (--$this->left < 0) {
            return;
        }
        $id = $this->ids[array_rand($this->ids)];
        $seconds = mt_rand(0, 3) / 10000;
        match (mt_rand(0, 15)) {
            0 => $this->ids[] = $this->loop->defer($this->called(...)),
            1 => $this->ids[] = $this->loop->delay($seconds, $this->called(...)),
            2 => $this->ids[] = $this->loop->repeat($seconds, $this->called(...)),
            3 => $this->ids[] = $this->loop->onReadable($this->stream, $this->called(...)),
            4 => $this->ids[] = $this->loop->onWritable($this->stream, $this->called(...)),
            5 => $this->ids[] = $this->loop->onSignal(10, $this->called(...)),
            6 => $this->loop->disable($id),
            7, 8 => in_array($id, $this->loop->getIdentifiers(), true) && $this->loop->enable($id),
            9 => $this->loop->unreference($id),
            10 => $this->loop->cancel($id),
            11 => $this->loop->queue($this->act(...), ...(mt_rand(0, 1) ? [] : [$this, [$this], 1, 'four'])),
            12 => $this->wait(fn ($suspension) => $this->loop->defer(fn () => $suspension->resume())),
            13 => Fiber::getCurrent() && ION::await($seconds)->await(),
            // for ever: it is garbage then
            14 => mt_rand(0, 5) || $this->wait(fn () => null),
            15 => mt_rand(0, 20) || $this->loop->stop(),
        };
    }

    private function wait(Closure $resume): void
    {
        if (Fiber::getCurrent() !== null) {
            $suspension = $this->loop->getSuspension();
            $resume($suspension);
            $suspension->suspend();
        }
    }

    private function called(string $id): void
    {
        $this->left > 0 || $this->loop->cancel($id);
        $this->act();
        $this->act();
        mt_rand(0, 30) || throw new DomainException('thrown');
    }
}

function run_random(int $seed): void
{
    mt_srand($seed);
    [$a, $b] = ion_test_pair();
    fwrite($b, 'x');
    $loop = new ION\Revolt\Driver();
    $program = new Program($loop, $a);
    for ($i = 0; $i < 6; $i++) {
        $program->act();
    }
    for ($runs = 0; $loop->getIdentifiers() !== []; $runs++) {
        $loop->delay(0.001, $loop->stop(...));
        try {
            mt_rand(0, 1) ? $loop->run() : ION::dispatch();
        } catch (UncaughtThrowable) {
            continue;
        }
        if ($runs > 20) {
            array_map($loop->cancel(...), $loop->getIdentifiers());
        }
    }
    fclose($a);
    fclose($b);
}

for ($seed = 1; $seed <= 40; $seed++) {
    run_random($seed);
    $seed % 3 || gc_collect_cycles();
}
gc_collect_cycles();
gc_collect_cycles();
var_dump(ION::dispatch());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(false)
