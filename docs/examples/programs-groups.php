<?php
use ION\Process;

/* A process' group and session, as the kernel has them. */
function ids(array $options): string
{
    $program = Process::spawn(['sleep', '60'], $options);
    $program->whenStarted()->await();
    $stat = file_get_contents("/proc/{$program->getPID()}/stat");
    [, , $group, $session] = explode(' ', substr($stat, strrpos($stat, ')') + 2));
    $program->stop([['KILL', 0]])->await();
    $is_own = fn (string $id) => (int) $id === $program->getPID() ? 'its own' : "the caller's";
    return "group {$is_own($group)}, session {$is_own($session)}";
}

print 'nothing:  ' . ids([]) . "\n";
print 'newGroup: ' . ids(['newGroup' => true]) . "\n";
print 'session:  ' . ids(['session' => true]) . "\n";
print 'pty:      ' . ids(['pty' => true]) . "\n";
