--TEST--
Process: the result may be kept, compared and printed for ever
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$r = ION\Process::run('printf x');
$copy = $r;
gc_collect_cycles();
var_dump($copy === $r, $copy->stdout);
echo json_encode(array_diff_key(get_object_vars($r), ['pid' => 1, 'usage' => 1, 'startedTime' => 1, 'duration' => 1])), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
string(1) "x"
{"command":"printf x","stdout":"x","stderr":"","status":0,"signaled":false,"signal":0,"cause":"exit","truncated":false,"pipesHeld":false,"coreDumped":false}
