<?php
function how(string $command): void
{
    $r = ION\Process::run($command);
    printf("%-14s ok %-5s  status %3d  signal %2d  cause %s\n",
        $command, json_encode($r->ok()), $r->status, $r->signal, $r->cause);
}

how('exit 0');
how('exit 137');
how('kill -9 $$');
how('no-such-tool');
