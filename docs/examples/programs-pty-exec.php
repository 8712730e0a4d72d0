<?php
use ION\Process;

// 'ls' puts names into columns when it writes to a terminal
print Process::run(['ls'])->stdout;
print "---\n";
print Process::run(['ls', '--color=never'], ['pty' => [40, 24]])->stdout;
