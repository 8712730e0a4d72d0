<?php
$clicks = new ION\Sequence();
$clicks->then(fn (int $x) => $x * 10)->then(function (int $x) {
    print "$x\n";
});

$clicks(1);
$clicks(2);
$clicks(3);
