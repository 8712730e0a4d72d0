<?php
use ION\Process;

foreach ([['pwd', ['cdw' => '/']], [['echo', 1], []], [[], []], ['pwd', ['timeout' => NAN]]] as $call) {
    try {
        Process::exec(...$call);
    } catch (ValueError | TypeError $e) {
        print wordwrap($e->getMessage(), 78, "\n    ") . "\n";
    }
}
