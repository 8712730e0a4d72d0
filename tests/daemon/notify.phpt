--TEST--
Daemon: notify() tells the service manager, over a path and an abstract socket
--EXTENSIONS--
sockets
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
use ION\Process;

putenv('NOTIFY_SOCKET');
var_dump(Process::notify('READY=1'));
putenv('NOTIFY_SOCKET=');
var_dump(Process::notify('READY=1'));

$path = ion_test_temp('notify');
foreach ([$path => $path, '@ion-test-' . getmypid() => "\0ion-test-" . getmypid()] as $address => $name) {
    $manager = socket_create(AF_UNIX, SOCK_DGRAM, 0);
    socket_bind($manager, $name);
    socket_set_nonblock($manager);
    putenv("NOTIFY_SOCKET=$address");
    foreach (['READY=1', "STATUS=serving 3 clients\nMAINPID=" . getmypid(), 'RELOADING=1', "RELOADING=1\nMONOTONIC_USEC=5", 'STOPPING=1', 'WATCHDOG=1'] as $state) {
        var_dump(Process::notify($state));
        socket_recv($manager, $got, 65536, 0);
        if ($state === 'RELOADING=1') {
            preg_match('/^RELOADING=1\nMONOTONIC_USEC=(\d+)$/', $got, $m);
            var_dump(abs((int) $m[1] - intdiv(hrtime(true), 1000)) < ion_test_seconds(1) * 1e6);
        } else {
            var_dump($got === $state);
        }
    }
    var_dump(socket_recv($manager, $got, 10, 0));

    echo "with streams\n";
    $file = tmpfile();
    fwrite($file, 'kept by the manager');
    $pair = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    var_dump(Process::notify("FDSTORE=1\nFDNAME=state", [$file, $pair[0]]));
    $message = ['name' => [], 'buffer_size' => 1000, 'controllen' => socket_cmsg_space(SOL_SOCKET, SCM_RIGHTS, 2)];
    socket_recvmsg($manager, $message);
    [$stored] = $message['control'][0]['data'];
    rewind($stored);
    var_dump($message['iov'][0], count($message['control'][0]['data']), stream_get_contents($stored));
    array_map(fn ($handle) => is_resource($handle) ? fclose($handle) : socket_close($handle), $message['control'][0]['data']);
    array_map('fclose', $pair);
    socket_close($manager);
    unset($manager, $message, $stored, $file);
}
unlink($path);

echo "failures\n";
foreach (['@ion-test-nobody-is-here', '/no/such/socket', 'relative', '@', '/' . str_repeat('x', 200)] as $address) {
    putenv("NOTIFY_SOCKET=$address");
    try {
        Process::notify('READY=1');
    } catch (ION\ProcessException $e) {
        echo str_replace(str_repeat('x', 200), 'x...', $e->getMessage()), " [$e->errno]\n";
    }
}
putenv('NOTIFY_SOCKET');
foreach (['', 'READY', "READY=1\0"] as $state) {
    ion_test_try(fn () => Process::notify($state));
}
ion_test_try(fn () => Process::notify('FDSTORE=1', [1]));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(false)
bool(false)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(false)
with streams
bool(true)
string(22) "FDSTORE=1
FDNAME=state"
int(2)
string(19) "kept by the manager"
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(false)
with streams
bool(true)
string(22) "FDSTORE=1
FDNAME=state"
int(2)
string(19) "kept by the manager"
failures
Cannot notify the service manager at '@ion-test-nobody-is-here': Connection refused [111]
Cannot notify the service manager at '/no/such/socket': No such file or directory [2]
Cannot notify the service manager at 'relative': Address family not supported by protocol [97]
Cannot notify the service manager at '@': Address family not supported by protocol [97]
Cannot notify the service manager at '/x...': File name too long [36]
ValueError: ION\Process::notify(): Argument #1 ($state) must be assignments like "READY=1", one a line
ValueError: ION\Process::notify(): Argument #1 ($state) must be assignments like "READY=1", one a line
ValueError: ION\Process::notify(): Argument #1 ($state) must not contain any null bytes
TypeError: ION\Process::notify(): Argument #2 ($handles) must be a stream, a Socket, a list of them or null, int given
