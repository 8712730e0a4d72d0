<?php
use ION\Process;

Process::ignoreSignal('HUP');
Process::kill(Process::getPid(), 'HUP');
print "still here\n";

// back to what it was before
Process::clearSignal('HUP');
