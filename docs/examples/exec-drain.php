<?php
$result = ION\Process::run('sleep 1 & echo hi', ['drain' => 0.1]);
print $result->stdout;
var_dump($result->status, $result->pipesHeld);
