--TEST--
Child: a worker that is forked by a loop in a fiber stands at top level
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$script = <<<'PHP'
use ION\Process\ChildProcess;
$fiber = new Fiber(function () {
    $child = new ChildProcess();
    $child->getIPC()->whenIncoming()->then(fn ($m) => print("$m->data\n"));
    $child->start(function ($master) {
        ION::await(0.001)->await();
        try {
            Fiber::suspend();
        } catch (FiberError $e) {
            $master->send('it cannot suspend itself');
        }
        $inner = new Fiber(function () use ($master) { $master->send(Fiber::suspend() . ' in a fiber of its own'); });
        $inner->start();
        $inner->resume('resumed');
    });
    ION::dispatch();
    print "the parent goes on\n";
});
$fiber->start();
PHP;
$end = ion_test_run(ion_test_php(['-r', $script]));
echo $end['out'], $end['err'];

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
it cannot suspend itself
resumed in a fiber of its own
the parent goes on
