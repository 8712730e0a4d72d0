<?php
// needs: pcntl
// [operator]
// the one who starts and stops it: a shell, as a rule
$directory = sys_get_temp_dir() . '/ion-example-' . getmypid();
mkdir($directory);
$pid = ION\Process::fork();
if ($pid > 0) {
    pcntl_waitpid($pid, $status);
    $daemon = ION\Process::attach((int) file_get_contents("$directory/pid"));
    $daemon->kill('TERM');
    $daemon->whenExit()->await();
    print file_get_contents("$directory/log");
    array_map('unlink', glob("$directory/*"));
    rmdir($directory);
    exit;
}
// [/operator]
// [daemon]
use ION\Process;

Process::daemonize(['pidFile' => "$directory/pid", 'stdout' => "$directory/log", 'title' => 'I_am_a_master!']);
Process::whenShutdown()->then(function () {
    print "caught a signal, quitting\n";
    exit;
});
Process::ready();

print Process::getTitle() . " is at work\n";
while (true) {
    // a piece of work, and what has happened meanwhile; ION::dispatch() alone would do both
    ION::dispatch(ION::LOOP_NONBLOCK);
    usleep(10000);
}
// [/daemon]
