<?php
// needs: pcntl
// [operator]
// the one who starts and stops it; in real life a shell or an init script
$directory = sys_get_temp_dir() . '/ion-example-' . getmypid();
mkdir($directory);
$pid = ION\Process::fork();
if ($pid > 0) {
    pcntl_waitpid($pid, $status);
    print 'started, exit code ' . pcntl_wexitstatus($status) . "\n";

    ION\Process::kill((int) file_get_contents("$directory/mailer.pid"), 'TERM');
    while (file_exists("$directory/mailer.pid")) {
        ION::await(0.01)->await();
    }
    print file_get_contents("$directory/mailer.log");
    unlink("$directory/mailer.log");
    rmdir($directory);
    exit;
}
// [/operator]
// [service]
use ION\Process;

Process::daemonize([
    'pidFile' => "$directory/mailer.pid",
    'stdout' => "$directory/mailer.log",
    'stderr' => "$directory/mailer.log",
    'title' => 'mailer: master',
]);

// from here on this is the daemon; what can fail is done before ready()
print "looking for mail\n";
ION::interval(60, "mail")->then(fn () => print "looking for mail\n");

Process::whenShutdown()->then(function (int $signal) {
    print "signal $signal, tidying up\n";
    ION::stop();
});

Process::ready();
ION::dispatch();
// [/service]
