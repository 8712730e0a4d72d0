--TEST--
Child: children have random numbers of their own
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

error_reporting(E_ALL & ~E_DEPRECATED); // lcg_value(), from PHP 8.4 on
mt_srand(42);
mt_rand();
lcg_value();
$seen = [];
for ($i = 0; $i < 8; $i++) {
    $child = new ChildProcess();
    $child->getIPC()->whenIncoming()->then(function (Message $m) use (&$seen) { $seen[] = $m->data; });
    $child->start(function (IPC $master) { $master->send([mt_rand(), lcg_value(), uniqid('', true), array_rand(range(0, 1 << 16)), str_shuffle('abcdefghijklmnopqrstuvwxyz')]); });
}
ION::dispatch();
for ($column = 0; $column < 5; $column++) {
    echo count(array_unique(array_column($seen, $column))), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
8
8
8
8
8
