<?php
// needs: pcntl
use ION\Process;

$errors = tempnam(sys_get_temp_dir(), 'ion-example-');
$pid = Process::fork();
if ($pid > 0) {
    pcntl_waitpid($pid, $status);
    print 'exit code ' . pcntl_wexitstatus($status) . "\n";
    print strtok(file_get_contents($errors), "\n") . "\n";
    unlink($errors);
    exit;
}
Process::redirect(2, $errors);
// [service]
Process::daemonize();

$server = @stream_socket_server('tcp://192.0.2.1:80', $errno, $error);
if (!$server) {
    throw new RuntimeException("cannot listen: $error");
}
Process::ready();
// [/service]
