<?php
use ION\Process;
use ION\Process\ChildProcess;

/* What parent and child both run. */
function main()
{
    if (Process::isChild()) {
        print 'child of ' . Process::getParentPid() . ": I have " . (Process::hasParentIPC() ? 'a' : 'no') . " channel to it\n";
        for ($i = 1; $i <= 3; $i++) {
            yield ION::await(0.01);
            print Process::getPid() . ": $i\n";
        }
    } else {
        $child = (new ChildProcess())->start(main(...));
        yield $child->whenExit();
        print Process::getPid() . ": the child has ended\n";
    }
}
ION::promise(main())->await();
