--TEST--
Child: a set-user-ID program gives a worker with a user of its own nothing
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_root();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$copy = ion_test_temp('id');
copy('/usr/bin/id', $copy);
chmod($copy, 04755);
$ids = [];
foreach ([['user' => 'nobody'], ['user' => 'nobody', 'noNewPrivileges' => false]] as $options) {
    $child = new ChildProcess($options);
    $child->getIPC()->whenIncoming()->then(function (Message $m) use (&$ids) { $ids[] = $m->data; });
    $child->start(function (IPC $master) use ($copy) {
        $master->send([trim(Process::run([$copy, '-u'])->stdout), preg_match('/^NoNewPrivs:\s+(\d)/m', file_get_contents('/proc/self/status'), $m) ? $m[1] : '?']);
    });
    $child->whenExit()->await();
}
/* the second one shows that the first could have been root; not on a file system without set-user-ID */
var_dump($ids[0], in_array($ids[1], [['0', '0'], ['65534', '0']], true));
unlink($copy);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
array(2) {
  [0]=>
  string(5) "65534"
  [1]=>
  string(1) "1"
}
bool(true)
