<?php
use ION\Process;

$pipe = Process::spawn('printf "first\nsecond\nthird and last"')->getStdout();
print json_encode($pipe->readLine()->await()) . "\n";
print json_encode($pipe->read(3)->await()) . "\n";
print json_encode($pipe->readAll()->await()) . "\n";
print json_encode($pipe->read()->await()) . "\n";
