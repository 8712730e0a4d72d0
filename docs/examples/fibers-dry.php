<?php
$never = ION::deferred(function () {});
try {
    $never->await();
} catch (ION\PromiseException $e) {
    print "{$e->getMessage()}\n";
}
