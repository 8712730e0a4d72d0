<?php
use ION\Process;

$shell = Process::spawn('
    trap "echo now \$(stty size)" WINCH
    stty size; read answer; read answer', ['pty' => [80, 24]]);
$terminal = $shell->getStdout();
print 'at first ' . $terminal->readLine()->await();
$shell->resize(100, 30);
print $terminal->readLine()->await();
$shell->stop([['HUP', 1], ['KILL', 0]])->await();
