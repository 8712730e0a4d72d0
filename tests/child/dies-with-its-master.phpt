--TEST--
Child: a master killed by -9 takes its workers along, busy ones too
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$master = <<<'PHP'
use ION\Process\ChildProcess;
use ION\Process\IPC;
/* the pipes of the master are not to be held open by its workers */
function quiet(): void { fclose(STDOUT); fclose(STDERR); }
$pids = [];
$busy = (new ChildProcess())->start(function () { quiet(); ION\Process::ready(); while (true) { } });
$second = (new ChildProcess())->start(function () { quiet(); ION\Process::ready(); while (true) { } });
$idle = (new ChildProcess())->start(function (IPC $m) {
    quiet();
    $m->whenIncoming()->then(fn () => 1);
    $m->whenDisconnected()->then(function () { file_put_contents(getenv('MARK'), "disconnected ", FILE_APPEND); ION::await(0.3); });
    ION\Process::whenParentExit()->then(function (int $pid) { file_put_contents(getenv('MARK'), "parent exit " . ($pid === getmypid() ? '?' : 'seen') . ' ', FILE_APPEND); });
    ION\Process::ready();
});
$detached = (new ChildProcess())->start(function (IPC $m) {
    quiet();
    ION\Process::ready();
    yield $m->whenDisconnected();
    yield ION::await(2.2);
    file_put_contents(getenv('MARK'), 'detached lives ', FILE_APPEND);
});
foreach ([$busy, $second, $idle, $detached] as $c) { $c->whenReady()->await(); $pids[] = $c->getPID(); }
$detached->detach();
echo implode(' ', $pids), "\n";
fflush(STDOUT);
exec('kill -9 ' . getmypid());
PHP;
$mark = tempnam('/tmp', 'ion');
putenv("MARK=$mark");
$result = ion_test_run(ion_test_php(['-r', $master]));
$pids = array_map('intval', explode(' ', trim($result['out'])));
$since = microtime(true);
foreach (['busy', 'other busy', 'idle'] as $i => $name) {
    ion_test_wait(fn () => in_array(ion_test_state($pids[$i]), ['', 'Z'], true), "the end of the $name worker");
}
var_dump(count($pids), microtime(true) - $since < ion_test_seconds(2.0));
var_dump(!in_array(ion_test_state($pids[3]), ['', 'Z'], true));
ion_test_wait(fn () => str_contains(file_get_contents($mark), 'detached lives'), 'the word of the detached worker');
ion_test_wait(fn () => in_array(ion_test_state($pids[3]), ['', 'Z'], true), 'the end of the detached worker');
$words = explode(' ', trim(file_get_contents($mark)));
sort($words);
echo implode(' ', $words), "\n";
unlink($mark);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(4)
bool(true)
bool(true)
detached disconnected exit lives parent seen
