<?php
$beats = 0;
ION::interval(0.01, 'heartbeat')->then(function (int $number) use (&$beats) {
    print "beat $number\n";
    if (++$beats === 3) {
        ION::cancelInterval('heartbeat');
    }
});
ION::dispatch();
