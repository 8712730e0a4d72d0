<?php
// needs: namespaces
use ION\Process;

$result = Process::run('setsid sleep 60 & echo "I am process $$"', ['pidNamespace' => true]);
print $result->stdout;
var_dump($result->pipesHeld);           // the kernel has ended sleep with its shell
