<?php
ION::promise(function () {
    $ticks = ION::interval(0.01);
    print "tick " . (yield $ticks) . "\n";
    print "tick " . (yield $ticks) . "\n";
    $ticks->cancel();
});
ION::dispatch();
