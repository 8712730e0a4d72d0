--TEST--
Bailout: spawn() at the memory limit leaves no program behind
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_if_wrapped();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$ends = [];
for ($left = 0; $left <= 30000; $left += 600) {
    $run = ion_test_code(<<<CODE
    register_shutdown_function(function () {
        ini_set('memory_limit', -1);
        ION::dispatch();
        echo 'end ', count(ION\Process::getChildProcesses());
        exit;
    });
    ini_set('display_errors', 0);
    ION::dispatch();
    \$eat = [];
    ini_set('memory_limit', memory_get_usage(true));
    \$one = str_repeat('x', 1000);
    // up to a certain distance from the limit, in small pieces, so that any allocation may be the one
    \$free = memory_get_usage(true) - memory_get_usage();
    for (\$i = 0; \$i < (int) ((\$free - $left) / 1100); \$i++) {
        \$eat[\$i] = \$one . \$i;
    }
    ION\Process::spawn(['sleep', '100'], ['stop' => [['KILL', 0]]]);
    echo 'spawned ';
    foreach (ION\Process::getChildProcesses() as \$c) { \$c->kill('KILL'); }
    CODE, seconds: 20);
    $ends[$run['out'] ?: $run['err']] = true;
}
foreach (array_keys($ends) as $end) {
    if (!preg_match('/^(spawned )?end 0$/', $end)) {
        echo "$end\n";
    }
}
var_dump(count(array_filter(array_keys($ends), fn ($e) => $e === 'end 0')) > 0);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
