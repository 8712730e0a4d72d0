<?php
use ION\Process;

// a string
print Process::run(['tr', 'a-z', 'A-Z'], ['stdin' => "from a string\n"])->stdout;

// a stream: read while the program takes it
$file = tmpfile();
fwrite($file, "from a stream\n");
rewind($file);
print Process::run(['cat'], ['stdin' => $file])->stdout;

// anything iterable: asked for more when the program has taken what there was
$lines = (function () {
    foreach (range(1, 3) as $i) {
        yield "line $i\n";
    }
})();
print Process::run(['tail', '-n', '1'], ['stdin' => $lines])->stdout;

// nothing: /dev/null
var_dump(Process::run(['cat'])->stdout);
