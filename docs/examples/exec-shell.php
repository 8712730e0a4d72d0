<?php
$result = ION\Process::run('git ls-files | sort -r | head -n 2');
print $result->stdout;
