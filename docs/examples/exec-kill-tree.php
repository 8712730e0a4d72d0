<?php
use ION\Process;

$child = Process::spawn('sleep 60 & sleep 60 & echo ready; wait');
$child->getStdout()->readLine()->await();
print $child->killTree('TERM') . " processes got it\n";
$child->whenExit()->await();
