--TEST--
Process: a program that is replaced while it starts runs as the old or the new one, and as nothing else
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$program = ion_test_temp('program');
$replace = function (string $text) use ($program) {
    file_put_contents("$program.new", "#!/bin/sh\necho $text");
    chmod("$program.new", 0755);
    rename("$program.new", $program);
};
$replace('0');
$wrong = [];
for ($i = 1; $i <= 100; $i++) {
    $promise = ION\Process::exec([$program]);
    $replace((string) $i);
    $after = ION\Process::exec([$program]);
    [$first, $second] = [$promise->await(), $after->await()];
    if (!in_array($first->stdout, [$i - 1 . "\n", "$i\n"], true) || $second->stdout !== "$i\n") {
        $wrong[] = [$i, $first->stdout, $second->stdout];
    }
}
var_dump($wrong);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
array(0) {
}
