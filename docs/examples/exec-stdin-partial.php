<?php
$lots = str_repeat("a line that nobody reads\n", 100_000);
$result = ION\Process::run(['head', '-n', '1'], ['stdin' => $lots]);
print $result->stdout;
var_dump($result->ok());
