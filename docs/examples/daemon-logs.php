<?php
use ION\Process;
use ION\Process\ChildProcess;

$log = sys_get_temp_dir() . '/ion-example-' . getmypid() . '.log';

$service = (new ChildProcess())->start(function () use ($log) {
    // [service]
    Process::redirect(1, $log);

    Process::signal('HUP')->then(function () {
        Process::reopen();
        print "a new day\n";
    });
    print "yesterday\n";
    // [/service]
    Process::ready();
    yield Process::whenShutdown();
    exit;
});
$service->whenReady()->await();

// what logrotate does
rename($log, "$log.1");
$service->kill('HUP');
while (!file_exists($log) || filesize($log) === 0) {
    ION::await(0.01)->await();
}
$service->kill('TERM');
$service->whenExit()->await();

print 'log.1: ' . file_get_contents("$log.1");
print 'log:   ' . file_get_contents($log);
unlink($log);
unlink("$log.1");
