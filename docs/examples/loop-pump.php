<?php
// Somebody else's loop: give ION a turn in every round of it.
$git = ION\Process::exec('git --version');
$rounds = 0;
while (ION::dispatch(ION::LOOP_NONBLOCK)) {
    $rounds++;
    usleep(1000);
}
var_dump($rounds > 0, $git->getState());
