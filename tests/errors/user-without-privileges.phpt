--TEST--
Process: without privileges another user is EPERM, and one's own is fine
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_nobody();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$proof = ion_test_temp('proof');
$code = <<<'PHP'
foreach ([['user' => 'root'], ['user' => 'daemon'], ['group' => 'daemon'], ['groups' => ['daemon']], ['user' => 'nobody'], ['user' => 65534, 'group' => 65534]] as $options) {
    try {
        $r = ION\Process::run(['id', '-u'], $options);
        echo json_encode($options), ' runs as ', $r->stdout;
    } catch (ION\Process\SpawnException $e) {
        echo json_encode($options), ": $e->stage $e->errno\n";
    }
}
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php\n$code");
chmod($file, 0644);
$end = ion_test_run(ion_test_nobody(ion_test_php([$file])));
echo $end['out'], $end['err'], $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
{"user":"root"}: privileges 1
{"user":"daemon"}: privileges 1
{"group":"daemon"}: privileges 1
{"groups":["daemon"]}: privileges 1
{"user":"nobody"} runs as 65534
{"user":65534,"group":65534} runs as 65534
0
