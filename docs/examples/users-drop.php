<?php
// needs: root
use ION\Process;

// what needs root comes first
$server = stream_socket_server('tcp://127.0.0.1:0');

// then the groups, then the user
$before = Process::setUser('nobody');
print "was $before[name], is " . Process::getUser()['name'] . "\n";

foreach ([fn () => Process::setUser('root'), fn () => Process::setGroup(0)] as $back) {
    try {
        $back();
    } catch (ION\ProcessException $e) {
        print $e->getMessage() . "\n";
    }
}
