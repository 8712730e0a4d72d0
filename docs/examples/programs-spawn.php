<?php
use ION\Process;

$sort = Process::spawn(['sort']);
$sort->getStdin()->write("pear\napple\n");
$sort->getStdin()->end("fig\n");                // the last bytes, and the end of its input

print $sort->getStdout()->readAll()->await();
$sort->whenExit()->await();
print "exit code {$sort->getExitStatus()}\n";
