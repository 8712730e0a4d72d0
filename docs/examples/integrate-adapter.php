<?php
// needs: packages
require 'vendor/autoload.php';

use ION\Revolt\Adapter;
use Revolt\EventLoop;
use function Amp\async;
use function Amp\delay;

EventLoop::setDriver(new ION\Revolt\Driver());

ION::promise(function () {
    $future = async(function () {
        delay(0.01);
        return 'the value of a future';
    });
    print (yield Adapter::promise($future)) . "\n";

    $react = new React\Promise\Deferred();
    ION::delay(0.01, fn () => $react->resolve('the value of a React promise'));
    print (yield Adapter::promise($react->promise())) . "\n";
})->await();
