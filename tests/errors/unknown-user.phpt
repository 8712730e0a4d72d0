--TEST--
Process: an unknown user or group fails the promise, and nothing is forked
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_root();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$proof = ion_test_temp('proof');
foreach ([['user' => 'no-such-user-here'], ['group' => 'no-such-group-here'], ['user' => 'root', 'groups' => ['root', 'no-such-group-here']], ['user' => '4294967295'], ['user' => '99999999999999999999'], ['user' => '-1'], ['user' => '1x']] as $options) {
    try {
        $promise = ION\Process::exec('echo ran > "$P"', $options + ['env' => ['P' => $proof], 'pid' => &$pid]);
        $promise->await();
        echo "no exception\n";
    } catch (ION\Process\SpawnException $e) {
        echo $e->getMessage(), " | $e->stage\n";
    }
}
var_dump(file_exists($proof), ion_test_children());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
cannot start 'echo ran > "$P"': privileges 'no-such-user-here': %s | privileges
cannot start 'echo ran > "$P"': privileges 'no-such-group-here': %s | privileges
cannot start 'echo ran > "$P"': privileges 'no-such-group-here': %s | privileges
cannot start 'echo ran > "$P"': privileges '4294967295': %s | privileges
cannot start 'echo ran > "$P"': privileges '99999999999999999999': %s | privileges
cannot start 'echo ran > "$P"': privileges '-1': %s | privileges
cannot start 'echo ran > "$P"': privileges '1x': %s | privileges
bool(false)
array(0) {
}
