<?php
use ION\Process;

$shell = Process::spawn('
    trap "echo \$(stty size)" WINCH
    stty size; read answer; read answer', ['pty' => [80, 24]]);
$terminal = $shell->getStdout();
print 'at first ' . trim($terminal->readLine()->await()) . "\n";
$shell->resize(100, 30);
print 'now ' . trim($terminal->readLine()->await()) . "\n";
$shell->stop([['HUP', 1], ['KILL', 0]])->await();
