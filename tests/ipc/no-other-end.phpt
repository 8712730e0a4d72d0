--TEST--
IPC: the channel to a child that could not be started says why, to everybody who waits
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
use ION\Process;
use ION\Process\ChildProcess;

$script = fn () => Process::spawnScript('/no/such/script.php', [], ['php' => '/no/such/php']);
$worker = fn (array $options) => fn () => (new ChildProcess($options))->start(fn () => null);
$starts = [
    'script' => $script,
    'option found wrong before the fork' => $worker(['user' => 'nobody-of-that-name']),
    'option found wrong after it' => $worker(['cwd' => '/no/such/directory']),
    'stopped before it began' => $worker([]),
];
$say = fn (string $who) => fn ($value) => print("  $who: " . ($value instanceof Throwable ? get_class($value) . ': ' . preg_replace('~: \\d messages were not sent~', '', $value->getMessage()) : 'settled') . "\n");

foreach ($starts as $name => $start) {
    echo "$name\n";
    $child = $start();
    $ipc = $child->getIPC();
    $ipc->send('never read');
    $child->whenStarted()->onFail($say('whenStarted'));
    $ipc->whenIncoming()->then(fn () => print("  a message\n"));
    $ipc->request('never answered')->onFail($say('request'));
    if ($name !== 'option found wrong after it') {
        // there the kernel may have it before the reason comes
        $ipc->flush()->onFail($say('flush'));
    }
    $ipc->whenDisconnected()->then($say('whenDisconnected'));
    if ($name === 'stopped before it began') {
        $child->stop();
    }
    ion_test_try(fn () => $ipc->whenIncoming()->await());
    // afterwards
    var_dump($ipc->isConnected());
    try {
        $ipc->send('too late');
    } catch (Exception $e) {
        $say('send')($e);
    }
    ion_test_try(fn () => $ipc->whenIncoming()->await());
    unset($ipc, $child);
    // the process of one that was forked is just about to end
    ION::dispatch();
}

echo "asked for late\n";
$child = $starts['option found wrong before the fork']();
ion_test_try(fn () => $child->whenStarted()->await());
ion_test_try(fn () => $child->getIPC()->whenIncoming()->await());
ion_test_try(fn () => $child->getIPC()->request(1)->await());
unset($child);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
script
  whenStarted: ION\Process\SpawnException: cannot start 'php /no/such/script.php': exec: No such file or directory
  request: ION\Process\DisconnectedException: The channel has no other end: cannot start 'php /no/such/script.php': exec: No such file or directory
  flush: ION\Process\DisconnectedException: The channel has no other end: cannot start 'php /no/such/script.php': exec: No such file or directory
  whenDisconnected: settled
ION\Promise\CancelException: The channel has no other end: cannot start 'php /no/such/script.php': exec: No such file or directory
bool(false)
  send: ION\Process\DisconnectedException: The channel has no other end: cannot start 'php /no/such/script.php': exec: No such file or directory
ION\Promise\CancelException: The channel has no other end: cannot start 'php /no/such/script.php': exec: No such file or directory
option found wrong before the fork
  whenStarted: ION\Process\SpawnException: cannot start worker {closure} (%s:%d): privileges 'nobody-of-that-name': no such user or group
  request: ION\Process\DisconnectedException: The channel has no other end: cannot start worker {closure} (%s:%d): privileges 'nobody-of-that-name': no such user or group
  flush: ION\Process\DisconnectedException: The channel has no other end: cannot start worker {closure} (%s:%d): privileges 'nobody-of-that-name': no such user or group
  whenDisconnected: settled
ION\Promise\CancelException: The channel has no other end: cannot start worker {closure} (%s:%d): privileges 'nobody-of-that-name': no such user or group
bool(false)
  send: ION\Process\DisconnectedException: The channel has no other end: cannot start worker {closure} (%s:%d): privileges 'nobody-of-that-name': no such user or group
ION\Promise\CancelException: The channel has no other end: cannot start worker {closure} (%s:%d): privileges 'nobody-of-that-name': no such user or group
option found wrong after it
  whenStarted: ION\Process\SpawnException: cannot start worker {closure} (%s:%d): cwd '/no/such/directory': No such file or directory
  request: ION\Process\DisconnectedException: The channel has no other end: cannot start worker {closure} (%s:%d): cwd '/no/such/directory': No such file or directory
  whenDisconnected: settled
ION\Promise\CancelException: The channel has no other end: cannot start worker {closure} (%s:%d): cwd '/no/such/directory': No such file or directory
bool(false)
  send: ION\Process\DisconnectedException: The channel has no other end: cannot start worker {closure} (%s:%d): cwd '/no/such/directory': No such file or directory
ION\Promise\CancelException: The channel has no other end: cannot start worker {closure} (%s:%d): cwd '/no/such/directory': No such file or directory
stopped before it began
  whenStarted: ION\Promise\CancelException: The child was stopped before it was started
  request: ION\Process\DisconnectedException: The channel has no other end: The child was stopped before it was started
  flush: ION\Process\DisconnectedException: The channel has no other end: The child was stopped before it was started
  whenDisconnected: settled
ION\Promise\CancelException: The channel has no other end: The child was stopped before it was started
bool(false)
  send: ION\Process\DisconnectedException: The channel has no other end: The child was stopped before it was started
ION\Promise\CancelException: The channel has no other end: The child was stopped before it was started
asked for late
ION\Process\SpawnException: cannot start worker {closure} (%s:%d): privileges 'nobody-of-that-name': no such user or group [privileges, 2]
ION\Promise\CancelException: The channel has no other end: cannot start worker {closure} (%s:%d): privileges 'nobody-of-that-name': no such user or group
ION\Process\DisconnectedException: The channel has no other end: cannot start worker {closure} (%s:%d): privileges 'nobody-of-that-name': no such user or group
