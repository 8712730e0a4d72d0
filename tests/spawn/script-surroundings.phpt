--TEST--
Spawn: a fresh script has its channel whatever the caller's environment says, and the ini file that was read, wherever it runs
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_if_wrapped();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
putenv('ION_ASAN_LEAKS=0');
putenv('PHP_INI_SCAN_DIR=');

$folder = tempnam(sys_get_temp_dir(), 'ion-test-');
unlink($folder);
mkdir($folder);
file_put_contents("$folder/php.ini", "user_agent=five\n");
file_put_contents("$folder/script.php", '<?php ION\Process::getParentIPC()?->send([ini_get("user_agent"), getenv("_ION_CHANNEL")]);');
file_put_contents("$folder/main.php", <<<'CODE'
<?php
foreach ([[], ['cwd' => '/'], ['env' => ['_ION_CHANNEL' => '3:1']]] as $options) {
    $child = ION\Process::spawnScript('script.php', [], $options);
    echo json_encode($child->getIPC()->whenIncoming()->await()->data), "\n";
    $child->whenExit()->await();
}
CODE);
/* by a shell: in a thread-safe PHP chdir() is the thread's alone */
$there = ['sh', '-c', 'cd "$1" && shift && exec "$@"', '-', $folder];
$php = array_values(array_diff(ion_test_php(), ['-n']));
echo ion_test_run([...$there, ...array_slice($php, 0, 1), '-c', 'php.ini', ...array_slice($php, 1), 'main.php'])['out'];
putenv('PHP_INI_SCAN_DIR');
array_map('unlink', glob("$folder/*"));
rmdir($folder);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
["five",false]
["five",false]
["five",false]
