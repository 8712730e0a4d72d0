--TEST--
Process: a working directory that cannot be entered is an error, and nothing runs elsewhere
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$dir = ion_test_temp('dir');
$proof = ion_test_temp('proof');
$file = ion_test_temp('file');
touch($file);
foreach ([$dir, "$file/x", $file] as $cwd) {
    try {
        ION\Process::run('echo ran > "$P"', ['cwd' => $cwd, 'env' => ['P' => $proof]]);
        echo "no exception\n";
    } catch (ION\Process\SpawnException $e) {
        echo str_replace([$dir, $file], ['DIR', 'FILE'], $e->getMessage()), " | $e->stage $e->errno\n";
    }
}
var_dump(file_exists($proof));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
cannot start 'echo ran > "$P"': cwd 'DIR': No such file or directory | cwd 2
cannot start 'echo ran > "$P"': cwd 'FILE/x': Not a directory | cwd 20
cannot start 'echo ran > "$P"': cwd 'FILE': Not a directory | cwd 20
bool(false)
