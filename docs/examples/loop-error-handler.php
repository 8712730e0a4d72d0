<?php
ION::setErrorHandler(function (Throwable $error) {
    printf("%s: %s\n", $error::class, $error->getMessage());
});

ION\Process::exec(['/no/such/program']);        // fails, and nobody asks
ION::dispatch();
print "the loop has ended by itself\n";
