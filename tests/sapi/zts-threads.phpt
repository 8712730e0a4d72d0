--TEST--
SAPI: threads of one process run programs at the same time without mixing them up
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_zts();
ion_skip_unless_cc();
ion_skip_unless_embed();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$prefix = dirname(PHP_BINARY, 2);
$includes = explode(' ', trim(shell_exec(escapeshellarg("$prefix/bin/php-config") . ' --includes')));
$program = ion_test_cc(__DIR__ . '/../tools/zts_threads.c', '-pthread', ...$includes, ...["-L$prefix/lib", '-lphp', "-Wl,-rpath,$prefix/lib"]);
$ini = ion_test_temp('ini');
mkdir($ini);
file_put_contents("$ini/php.ini", 'extension=' . ion_test_so() . "\n");
$end = ion_test_run([$program, '8', '20'], '', ['PHPRC' => $ini] + getenv(), 60);
unlink("$ini/php.ini");
echo $end['out'], $end['err'], $end['code'], ' ', $end['signal'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
160 right, 0 wrong
0 0
