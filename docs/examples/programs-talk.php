<?php
use ION\Process;

// a program that answers each line by a line
$calculator = Process::spawn('while read expression; do echo $(($expression)); done');

ION::promise(function () use ($calculator) {
    foreach (['1 + 2', '6 * 7'] as $question) {
        $calculator->getStdin()->write("$question\n");
        $answer = yield $calculator->getStdout()->readLine();
        print "$question = $answer";
    }
    $calculator->getStdin()->end();             // nothing more: it ends
    yield $calculator->whenExit();
});
ION::dispatch();
