--TEST--
Spawn: a fresh script has its arguments, its ini and a channel, and no trace of how it got that
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
putenv('ION_ASAN_LEAKS=0');

$script = tempnam(sys_get_temp_dir(), 'ion-test-');
file_put_contents($script, <<<'CODE'
<?php
use ION\Process;
$before = [Process::hasParentIPC(), Process::isChild(), array_slice($argv, 1), ini_get('precision'), getenv('_ION_CHANNEL'), isset($_SERVER['_ION_CHANNEL'])];
$fds = count(glob('/proc/self/fd/*'));
$ipc = Process::getParentIPC();
$self = $ipc === Process::getParentIPC();
$ipc->send([...$before, $self, trim(Process::run('env | grep -c _ION_CHANNEL; ls /proc/self/fd | wc -l')->stdout)]);
Process::ready();
foreach ([1, 2] as $_) {
    $message = $ipc->whenIncoming()->await();
    $ipc->send(strtoupper($message->data));
}
exit(4);
CODE);
ION::promise((function () use ($script) {
    $child = Process::spawnScript($script, ['a b', "it's", ''], ion_test_script(['ini' => ['precision' => 7]]));
    $child->getIPC()->send('sent before it began');
    yield $child->whenReady();
    echo json_encode((yield $child->getIPC()->whenIncoming())->data), "\n";
    echo (yield $child->getIPC()->whenIncoming())->data, "\n";
    $child->getIPC()->send('and after');
    echo (yield $child->getIPC()->whenIncoming())->data, "\n";
    yield $child->whenExit();
    var_dump($child->getExitStatus(), $child->getStdin(), $child->getStdout(), $child->getError());

    file_put_contents($script, '<?php ION\Process::getParentIPC()->send(str_repeat("x", 2000000)); throw new DomainException("oops");');
    $child = Process::spawnScript($script, [], ion_test_script(['stdio' => [1 => 'null', 2 => 'null']]));
    var_dump(strlen((yield $child->getIPC()->whenIncoming())->data));
    yield $child->whenExit();
    var_dump($child->getExitStatus(), $child->getError() === ['class' => 'DomainException', 'message' => 'oops', 'file' => $script, 'line' => 1], $child->getError()['line']);

    try {
        yield Process::spawnScript('/no/such/script.php', ['x'], ion_test_script())->whenStarted();
    } catch (ION\Process\SpawnException $e) {
        echo $e->stage, ' ', $e->errno, ': ', $e->getMessage(), "\n";
    }

    // one that knows nothing of it
    file_put_contents($script, '<?php exit(6);');
    $child = Process::spawnScript($script, [], ion_test_script());
    try {
        yield $child->whenReady();
    } catch (ION\ProcessException $e) {
        echo preg_replace('/\d+ ended/', 'N ended', $e->getMessage()), "\n";
    }
    yield $child->whenExit();
})())->await();
unlink($script);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
[true,true,["a b","it's",""],"7",false,false,true,"0\n4"]
SENT BEFORE IT BEGAN
AND AFTER
int(4)
NULL
NULL
NULL
int(2000000)
int(255)
bool(true)
int(1)
exec 2: cannot start 'php /no/such/script.php': exec: No such file or directory
The child with pid N ended before it was ready: exit code 6
