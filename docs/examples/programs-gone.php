<?php
use ION\Process;

// it reads one line and ends
$head = Process::spawn(['head', '-n', '1']);
$head->getStdin()->write("first\n")->await();
$head->whenExit()->await();

print $head->getStdout()->readAll()->await();           // still there after its end
try {
    $head->getStdin()->write("second\n")->await();
} catch (ION\ProcessException $e) {
    print "errno $e->errno: {$e->getMessage()}\n";
}
