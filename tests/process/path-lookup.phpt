--TEST--
Process: a program is looked for in the absolute entries of PATH only
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$dir = ion_test_temp('dir');
mkdir($dir);
file_put_contents("$dir/ion-test-tool", "#!/bin/sh\necho from \$0\n");
chmod("$dir/ion-test-tool", 0755);
$here = getcwd();
chdir($dir);
foreach (['', ':/bin', '/bin:', '.:/bin', '/bin::/usr/bin', '../' . basename($dir)] as $path) {
    putenv("PATH=$path");
    ion_test_try(fn () => ION\Process::run(['ion-test-tool']));
}
putenv("PATH=/nowhere:$dir");
echo str_replace($dir, 'DIR', ION\Process::run(['ion-test-tool'])->stdout);
putenv('PATH');
echo ION\Process::run(['echo', 'the default path'])->stdout;
chdir('/');
unlink("$dir/ion-test-tool");
putenv('PATH=/usr/bin:/bin');
chdir($here);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ION\Process\SpawnException: cannot start 'ion-test-tool': exec: No such file or directory [exec, 2]
ION\Process\SpawnException: cannot start 'ion-test-tool': exec: No such file or directory [exec, 2]
ION\Process\SpawnException: cannot start 'ion-test-tool': exec: No such file or directory [exec, 2]
ION\Process\SpawnException: cannot start 'ion-test-tool': exec: No such file or directory [exec, 2]
ION\Process\SpawnException: cannot start 'ion-test-tool': exec: No such file or directory [exec, 2]
ION\Process\SpawnException: cannot start 'ion-test-tool': exec: No such file or directory [exec, 2]
from DIR/ion-test-tool
the default path
