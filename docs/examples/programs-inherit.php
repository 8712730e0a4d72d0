<?php
// what is printed is not ours to collect: it goes where this script's own output goes
ION\Process::run('echo "straight to standard output"', ['stdio' => [1 => 'inherit', 2 => 'inherit']]);
