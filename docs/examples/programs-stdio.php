<?php
use ION\Process;

$directory = sys_get_temp_dir() . '/stdio-' . getmypid();
mkdir($directory);
$answers = tmpfile();
fwrite($answers, "yes\n");
rewind($answers);

$program = Process::spawn('
    read answer; echo "the answer is $answer"
    echo "nobody will know" >&3
    echo "a line for the log" >&4
    echo "errors are output" >&2
    echo "bytes from the program" >&5', [
    'stdio' => [
        0 => $answers,                                  // an open stream
        1 => 'pipe',                                    // getStdout()
        2 => 1,                                         // where 1 leads
        3 => 'null',                                    // /dev/null
        4 => ['file', "$directory/log", 'a'],           // a file, as fopen() opens it
        5 => 'pipe',                                    // getPipe(5): both ways
    ],
]);
print $program->getStdout()->readAll()->await();
print $program->getPipe(5)->readLine()->await();
$program->whenExit()->await();
print file_get_contents("$directory/log");

unlink("$directory/log");
rmdir($directory);
