<?php
use ION\Process;

putenv('STAGE=production');
putenv('TOKEN=secret');

print Process::run('echo "$STAGE $TOKEN $EXTRA"', [
    'env' => ['STAGE' => 'test', 'EXTRA' => 42, 'TOKEN' => null],
])->stdout;

print Process::run(['env'], [
    'clearEnv' => true,
    'env' => ['LANG' => 'C', '_ION_EXEC_LINE' => null, '_ION_TREE' => null],
])->stdout;
