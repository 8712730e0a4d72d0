<?php
ION::async(function () {
    $ticks = ION::interval(0.01);
    $count = 0;
    foreach ($ticks as $number) {
        print "tick $number\n";
        if (++$count === 3) {
            break;
        }
    }
    $ticks->cancel();
});
ION::dispatch();
