<?php
$answer = ION::deferred(function (ION\Deferred $deferred) {
    $deferred->done(21);
});

$answer
    ->then(fn (int $n) => $n * 2)
    ->then(function (int $n) {
        print "$n\n";
    });
print $answer->getState() . "\n";
