<?php
// needs: packages
require 'vendor/autoload.php';

use ION\Process;
use Revolt\EventLoop;
use function Amp\async;
use function Amp\delay;

EventLoop::setDriver(new ION\Revolt\Driver());

$clock = async(function () {
    delay(0.05);                                        // AMPHP waits
    return 'a timer of AMPHP';
});
$program = async(function () {
    return Process::exec(['echo', '-n', 'a program of ION'])->await()->stdout;  // and so does ION
});
foreach (Amp\Future\await([$clock, $program]) as $text) {
    print "$text\n";
}
