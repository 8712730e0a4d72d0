<?php
use ION\{Process, Promise};

$results = Promise::all(['one' => Process::exec('echo 1'), 'two' => Process::exec('echo 2')])->await();
print "all: {$results['one']->stdout}     {$results['two']->stdout}";

$first = Promise::race(Process::exec(['sleep', '60']), Process::exec('echo fast'))->await();
print "race: $first->stdout";

$first = Promise::any(Process::exec(['/no/such/program']), Process::exec('echo second'))->await();
print "any: $first->stdout";

$all = Promise::settle(['good' => Process::exec('true'), 'bad' => Process::exec(['/no/such/one'])])
    ->await();
print "settle: good is {$all['good']['state']}, bad is {$all['bad']['state']}\n";
