<?php
$name = "it's 50 % of \$HOME; rm -rf /";                 // from an untrusted source

$result = ION\Process::run(['printf', '%s', $name]);    // no shell: byte for byte
var_dump($result->stdout === $name);
print "$result->command\n";
