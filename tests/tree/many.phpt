--TEST--
Tree: sixty programs are stopped by a few looks at the processes of the system
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_program('setsid');
ion_skip_unless_strace();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/../_lib/tree.inc';
require __DIR__ . '/../_lib/skip.inc';

$code = ion_test_temp('code.php');
file_put_contents($code, '<?php
    const COUNT = 60;
    $all = [];
    for ($i = 0; $i < COUNT; $i++) {
        $all[] = ION\Process::exec($argv[2], ["env" => ["PIDS" => $argv[1]], "stop" => [["KILL", 0]]]);
    }
    while (substr_count((string) @file_get_contents($argv[1]), "\n") < COUNT) { ION::dispatch(ION::LOOP_NONBLOCK); usleep(1000); }
    foreach ($all as $running) { $running->cancel("enough"); }
    $states = array_column(ION\Promise::settle($all)->await(), "state");
    echo count(array_keys($states, "canceled")), " canceled\n";
');
$pids = ion_test_temp('pids');
$log = ion_test_temp('strace');
$daemon = "( setsid sh -c 'echo \$\$ >>\$PIDS; exec sleep 1000' & ); exec sleep 1000";
$result = ion_test_run(['strace', '-e', 'trace=openat', '-o', $log, ...ion_test_php([$code, $pids, $daemon])], seconds: 60);
echo $result['out'];
echo 'alive ', ion_tree_alive(ion_tree_pids($pids, 60)), "\n";
/* some for what was done together, and some for programs whose end was noticed later than that of others */
$looks = preg_match_all('~"/proc", O_RDONLY~', file_get_contents($log));
echo $looks > 2 && $looks < 90 ? 'few looks' : "looks: $looks", "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
60 canceled
alive 0
few looks
