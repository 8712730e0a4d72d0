--TEST--
SAPI: an extension that dl() has loaded leaves nothing of itself in PHP when it goes
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_if_wrapped();
ion_skip_unless_cc();
ion_skip_unless_embed();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$prefix = dirname(PHP_BINARY, 2);
$includes = explode(' ', trim(shell_exec(escapeshellarg("$prefix/bin/php-config") . ' --includes')));
$program = ion_test_cc(__DIR__ . '/../tools/embed_dl.c', ...$includes, ...["-L$prefix/lib", '-lphp', "-Wl,-rpath,$prefix/lib"]);
$ini = ion_test_temp('ini');
mkdir($ini);
file_put_contents("$ini/php.ini", 'extension_dir=' . dirname(ion_test_so()) . "\n");
$end = ion_test_run([$program], '', ['PHPRC' => $ini] + getenv());
unlink("$ini/php.ini");
echo $end['out'], $end['err'], $end['code'], ' ', $end['signal'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
15
gone 1
0 0
