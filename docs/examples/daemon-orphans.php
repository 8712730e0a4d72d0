<?php
use ION\Process;

Process::reapOrphans();

/* the shell ends at once, and what it has left behind is our child */
$shell = Process::run('sleep 60 >/dev/null & echo $!');
$orphan = Process::attach((int) $shell->stdout);
$orphan->kill('TERM');
$orphan->whenExit()->await();
ION::await(0.01)->await();
print file_exists("/proc/{$orphan->getPID()}") ? "a zombie\n" : "gone\n";
