--TEST--
Foreign: two hundred strangers are killed in one moment, each is told
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;
use ION\Process\Manager;

$theirs = [];
$manager = new Manager();
$ends = 0;
for ($i = 0; $i < 200; $i++) {
    $process = proc_open(['sleep', '20'], [], $pipes);
    $theirs[] = $process;
    $manager->add(proc_get_status($process)['pid'])->whenExit()->then(function () use (&$ends) {
        $ends++;
    });
}
var_dump(count($manager), count($manager->getPids()), $manager->signalAll(0));
var_dump($manager->killAll());
$all = $manager->whenAllExit()->await();
var_dump(count($all), array_unique(array_column($all, 'state')), $ends, $manager->getPids(), $manager->signalAll(0));
foreach ($theirs as $process) {
    proc_close($process);
}
$manager->clear();
var_dump(count($manager));
unset($all, $process);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(200)
int(200)
int(200)
int(200)
int(200)
array(1) {
  [0]=>
  string(4) "done"
}
int(200)
array(0) {
}
int(0)
int(0)
