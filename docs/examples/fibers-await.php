<?php
$result = ION\Process::exec('git rev-parse --is-inside-work-tree')->await();
print $result->stdout;

ION::await(0.01)->await();
print "10 ms later\n";
