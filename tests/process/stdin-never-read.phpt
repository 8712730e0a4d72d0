--TEST--
Process: a program that lives and never reads its input holds nothing up
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$gate = ion_test_temp('gate');
$code = 'until [ -e "$GATE" ]; do :; done; exit 4';
$asked = 0;
$endless = (function () use (&$asked) {
    while (true) {
        $asked++;
        yield str_repeat('x', 65536);
    }
})();
$held = [
    'string' => ION\Process::exec($code, ['env' => ['GATE' => $gate], 'stdin' => str_repeat('x', 10_000_000)]),
    'endless' => ION\Process::exec($code, ['env' => ['GATE' => $gate], 'stdin' => $endless]),
];
/* the loop serves others meanwhile, and no more is asked for than the pipe takes */
for ($i = 0; $i < 20; $i++) {
    echo ION\Process::run(['echo', "$i"])->stdout === "$i\n" ? '' : "LOST\n";
}
ION::await(0.001)->await();
var_dump($asked > 0 && $asked < 10);
echo $held['string']->getState(), ' ', $held['endless']->getState(), "\n";
touch($gate);
foreach (ION\Promise::all($held)->await() as $name => $r) {
    echo "$name: ", ion_test_end($r), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
pending pending
string: exit, status 4
endless: exit, status 4
