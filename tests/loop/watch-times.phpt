--TEST--
Loop: times count from the call, do not drift, and never starve each other
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

// not from the last turn of the loop
$start = hrtime(true);
usleep(30000);
$called = hrtime(true);
ION::delay(0.03, function () use ($called, $start) {
    var_dump(hrtime(true) - $called >= 30e6, hrtime(true) - $start >= 60e6);
});
// the time goes on while the loop does not run, and what is due does not wait
usleep(40000);
$start = hrtime(true);
ION::dispatch();
var_dump(hrtime(true) - $start < 25e6 * ion_test_seconds(1));

// at multiples of the period, what was missed is left out
$start = hrtime(true);
$runs = 0;
ION::repeat(0.02, function (ION\Watcher $watcher) use ($start, &$runs) {
    // the first is busy until the one of 2 is late and the one of 3 is missed
    if ((hrtime(true) - $start) / 20e6 < [1, 3, 4][$runs]) {
        echo "early\n";
    }
    if (++$runs === 1) {
        usleep(45000);
    } elseif ($runs === 3) {
        $watcher->cancel();
    }
});
ION::dispatch();
var_dump($runs);

// enabling again counts anew
$watcher = ION::delay(0.02, fn () => null)->disable();
usleep(20000);
$start = hrtime(true);
$watcher->enable();
ION::dispatch();
var_dump(hrtime(true) - $start >= 20e6);

// two of 0 take turns, and let a third expire
$counts = [0, 0];
$zero = [];
foreach ([0, 1] as $i) {
    $zero[$i] = ION::repeat(0, function () use ($i, &$counts) {
        $counts[$i]++;
        if (abs($counts[0] - $counts[1]) > 1) {
            echo "one runs ahead\n";
        }
    });
}
ION::delay(0.01, function () use ($zero) {
    $zero[0]->cancel();
    $zero[1]->cancel();
});
ION::dispatch();
var_dump($counts[0] > 3);

$far = [ION::delay(PHP_INT_MAX, fn () => print("never\n")), ION::repeat(1e300, fn () => print("never\n"))];
ION::delay(0.001, function () use ($far) {
    $far[0]->cancel();
    $far[1]->cancel();
});
var_dump(ION::dispatch());
foreach ([-1, -0.001, INF, NAN] as $seconds) {
    foreach (['delay', 'repeat'] as $kind) {
        try {
            ION::$kind($seconds, fn () => null);
        } catch (ValueError $e) {
            echo $e->getMessage(), "\n";
        }
    }
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
int(3)
bool(true)
bool(true)
bool(false)
ION::delay(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ION::repeat(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ION::delay(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ION::repeat(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ION::delay(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ION::repeat(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ION::delay(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ION::repeat(): Argument #1 ($seconds) must be a finite number of seconds, at least 0