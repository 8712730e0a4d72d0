<?php
$slow = ION::deferred(function () {});          // nobody will settle it
$slow->timeout(0.02)->onFail(function (ION\Promise\TimeoutException $e) {
    print "gave up\n";
});

ION::await(0.05);                               // a timeout alone keeps no loop alive
ION::dispatch();
