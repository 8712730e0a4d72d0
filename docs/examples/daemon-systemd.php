<?php
// [manager]
// systemd's part, played here so that the example runs anywhere
$path = sys_get_temp_dir() . '/ion-example-' . getmypid();
$manager = stream_socket_server("udg://$path", $errno, $error, STREAM_SERVER_BIND);
putenv("NOTIFY_SOCKET=$path");
// [/manager]
// [service]
use ION\Process;

// with Type=notify in its unit
Process::notify("READY=1\nSTATUS=serving");

ION::interval(0.03, 'watchdog')->then(fn () => Process::notify('WATCHDOG=1'));

ION::await(0.08)->then(function () {
    ION::cancelInterval('watchdog');
    Process::notify('STOPPING=1');
});
// [/service]
ION::await(0.2)->await();
stream_set_blocking($manager, false);
$seen = [];
while (($message = stream_socket_recvfrom($manager, 1000)) !== '' && $message !== false) {
    $seen[$message] = true;
}
print implode("\n", array_keys($seen)) . "\n";
unlink($path);
