--TEST--
Process: what depends on the world never throws out of exec()
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

foreach ([['true'], ['/no/such'], ['true', ['cwd' => '/no/such']]] as $arguments) {
    $promise = Process::exec((array) $arguments[0], $arguments[1] ?? []);
    $all[] = $promise->then(fn () => 'done', fn (Process\SpawnException $e) => $e->stage);
}
echo implode(' ', ION\Promise::all($all)->await()), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
done exec cwd
