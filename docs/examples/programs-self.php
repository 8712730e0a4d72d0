<?php
use ION\Process;

if (Process::hasParentIPC()) {
    print "child: hi, I wait a little\n";
    ION::await(0.01)->await();
    print "child: done\n";
} else {
    $child = Process::spawnScript(__FILE__);
    $child->whenExit()->await();
    print "parent: the child has ended\n";
}
