<?php
ION::setErrorHandler(function (Throwable $error) {
    throw $error;                               // leaves through dispatch()
});
ION::interval(0.01, 'tick')->then(function () {
    static $ticks = 0;
    if (++$ticks === 1) {
        throw new DomainException('the first tick went wrong');
    }
    print "tick $ticks\n";
    ION::cancelInterval('tick');
});

try {
    ION::dispatch();
} catch (DomainException $e) {
    print "{$e->getMessage()}\n";
}
ION::dispatch();                                // the loop goes on where it was
