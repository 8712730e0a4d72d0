<?php
// needs: root
use ION\Process;

print Process::run('id', ['user' => 'nobody', 'cwd' => '/'])->stdout;

print Process::run('id', ['user' => 'nobody', 'group' => 'daemon', 'groups' => [], 'cwd' => '/'])
    ->stdout;
