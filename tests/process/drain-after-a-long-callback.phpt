--TEST--
Process: what came within the drain limit is there, though a callback kept the loop for longer
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

[$go, $done] = [ion_test_temp('go'), ion_test_temp('done')];
$later = "while [ ! -e $go ]; do :; done; echo later; exec >&- 2>&-; : > $done";
$exec = ION\Process::exec(['sh', '-c', "echo first; ($later) & exit 3"], ['drain' => ion_test_seconds(0.5), 'pid' => &$pid]);
$is_over = false;
ION::repeat(0, function ($watcher) use (&$pid, &$is_over, $go, $done) {
    if ($is_over = !file_exists("/proc/$pid")) {
        /* ION knows that it is over, and waits for the pipes: not now */
        touch($go);
        $until = hrtime(true) + (int) (ion_test_seconds(0.6) * 1e9);
        while (!file_exists($done) || hrtime(true) < $until) {
            clearstatcache();
        }
        $watcher->cancel();
    }
    clearstatcache();
});
$result = $exec->await();
var_dump($result->status, $result->stdout, $result->pipesHeld, $is_over);
unlink($go);
unlink($done);
unset($exec, $result);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(3)
string(12) "first
later
"
bool(false)
bool(true)
