--TEST--
Process: a file in PATH that may not be run does not hide the one behind it
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

[$first, $second] = [ion_test_temp('one'), ion_test_temp('two')];
foreach ([$first, $second] as $dir) {
    mkdir($dir);
    file_put_contents("$dir/ion-test-tool", "#!/bin/sh\necho second\n");
}
chmod("$first/ion-test-tool", 0644);
chmod("$second/ion-test-tool", 0755);
putenv("PATH=$first:$second:/bin");
echo ION\Process::run(['ion-test-tool'])->stdout;
chmod("$second/ion-test-tool", 0644);
ion_test_try(fn () => ION\Process::run(['ion-test-tool']));
putenv("PATH=$first:/nowhere");
ion_test_try(fn () => ION\Process::run(['ion-test-tool']));
array_map('unlink', ["$first/ion-test-tool", "$second/ion-test-tool"]);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
second
ION\Process\SpawnException: cannot start 'ion-test-tool': exec: Permission denied [exec, 13]
ION\Process\SpawnException: cannot start 'ion-test-tool': exec: Permission denied [exec, 13]
