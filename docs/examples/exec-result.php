<?php
$result = ION\Process::run('echo out; echo err >&2; exit 3');
print_r($result);
