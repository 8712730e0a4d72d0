<?php
use ION\Process;

// as if the script had been started with: < README.md
Process::redirect(0, 'README.md');

$in = Process::stdin();
$out = Process::stdout();
while (($line = $in->readLine()->await()) !== null) {
    $out->write(strtoupper($line))->await();
}
