--TEST--
Signal: whenShutdown() settles with the first signal, a second one ends the program and its children
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

foreach (['TERM', 'INT', 'QUIT'] as $name) {
    $code = <<<'CODE'
    use ION\Process;
    var_dump(Process::whenShutdown() === Process::whenShutdown(), Process::isShutdownRequested());
    Process::whenShutdown()->then(function (int $number) use ($argv) {
        echo "asked by $number\n";
        var_dump(Process::isShutdownRequested(), Process::whenShutdown()->await() === $number);
    });
    Process::kill(getmypid(), $argv[1]);
    // nothing else is there to do
    var_dump(ION::dispatch());
    register_shutdown_function(fn () => print("shutdown functions run\n"));
    $sleep = Process::exec(['sleep', '60'], ['pid' => &$pid]);
    $sleep->then(fn ($exec) => print("ended by $exec->signal\n"));
    Process::kill(getmypid(), 'INT');
    ION::dispatch();
    echo "not reached\n";
    CODE;
    $run = ion_test_code($code, [$name]);
    echo $run['out'], $run['err'], "code $run[code]\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
bool(false)
asked by 15
bool(true)
bool(true)
bool(false)
shutdown functions run
code 130
bool(true)
bool(false)
asked by 2
bool(true)
bool(true)
bool(false)
shutdown functions run
code 130
bool(true)
bool(false)
asked by 3
bool(true)
bool(true)
bool(false)
shutdown functions run
code 130
