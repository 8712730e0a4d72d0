--TEST--
Process: user, group and groups by name, id and numeric string
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_nobody();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$show = ['sh', '-c', 'echo $(id -u) $(id -g) $(sed -n "s/^Groups:\t//p" /proc/self/status)'];
$cases = [
    ['user' => 'nobody'], ['user' => 65534], ['user' => '65534'],
    /* an id without an entry has no primary group to be put into */
    ['user' => 12345], ['user' => '12345'], ['user' => 12345, 'group' => 54321],
    ['user' => 'nobody', 'group' => 'daemon'], ['group' => 'daemon'], ['group' => 77],
    ['user' => 'nobody', 'groups' => []], ['user' => 'nobody', 'groups' => ['daemon', 4, '5']],
    ['user' => 'nobody', 'group' => 'daemon', 'groups' => [7, 6]],
    ['user' => 0], ['user' => 4294967294],
];
foreach ($cases as $options) {
    try {
        $r = ION\Process::run($show, $options);
        echo json_encode($options), ': ', trim($r->stdout), "\n";
    } catch (ION\Process\SpawnException $e) {
        echo json_encode($options), ': ', $e->stage === 'privileges' ? 'no primary group' : $e->stage, "\n";
    }
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
{"user":"nobody"}: 65534 65534%S
{"user":65534}: 65534 65534%S
{"user":"65534"}: 65534 65534%S
{"user":12345}: no primary group
{"user":"12345"}: no primary group
{"user":12345,"group":54321}: 12345 54321%S
{"user":"nobody","group":"daemon"}: 65534 1%S
{"group":"daemon"}: 0 1%S
{"group":77}: 0 77%S
{"user":"nobody","groups":[]}: 65534 65534
{"user":"nobody","groups":["daemon",4,"5"]}: 65534 65534 1 4 5
{"user":"nobody","group":"daemon","groups":[7,6]}: 65534 1 6 7
{"user":0}: 0 0%S
{"user":4294967294}: no primary group
