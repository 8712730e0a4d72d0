--TEST--
Process: a script that PHP reads from descriptor 0 is not disturbed
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$php = implode(' ', array_map('escapeshellarg', ion_test_php()));
$script = '<?php echo ION\Process::run("cat; echo done")->stdout; echo "end of script\n";';
$end = ion_test_run(['sh', '-c', "exec $php"], $script);
echo $end['out'], $end['err'], $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
done
end of script
0
