--TEST--
Process: Exec::$command of a list is quoted for a shell
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$argv = ['printf', '%s|', 'plain-word_1.txt', 'two words', '', "it's", '$HOME'];
$r = ION\Process::run($argv);
echo $r->command, "\n", $r->stdout, "\n", ION\Process::run($r->command)->stdout, "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
printf '%s|' plain-word_1.txt 'two words' '' 'it'\''s' '$HOME'
plain-word_1.txt|two words||it's|$HOME|
plain-word_1.txt|two words||it's|$HOME|
