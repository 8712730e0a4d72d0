<?php
use ION\Process;

print Process::run(['git', 'branch', '--show-current'])->stdout;

ION::async(function () {
    print Process::run('echo in a fiber run() suspends it')->stdout;
});
ION::dispatch();
