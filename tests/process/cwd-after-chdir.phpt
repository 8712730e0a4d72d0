--TEST--
Process: a program starts where PHP is, after chdir() too, on threaded PHP as well
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

$dir = ion_test_temp('folder');
mkdir("$dir/below", 0777, true);
$dir = realpath($dir);
file_put_contents("$dir/here.sh", "#!/bin/sh\npwd\n");
chmod("$dir/here.sh", 0755);
$before = getcwd();
chdir($dir);

$here = fn (Process\Exec $result): string => substr(trim($result->stdout), strlen($dir)) ?: '.';
echo $here(Process::run('pwd')), "\n";
echo $here(Process::run('pwd', ['cwd' => 'below'])), "\n";
echo $here(Process::run(['./here.sh'])), "\n";
echo $here(Process::run(['../here.sh'], ['cwd' => 'below'])), "\n";
try {
    Process::run('pwd', ['cwd' => 'missing']);
} catch (Process\SpawnException $e) {
    echo $e->getMessage(), "\n";
}

chdir($before);
unlink("$dir/here.sh");
rmdir("$dir/below");
rmdir($dir);
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
.
/below
.
/below
cannot start 'pwd': cwd 'missing': No such file or directory
