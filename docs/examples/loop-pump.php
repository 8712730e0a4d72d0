<?php
// Somebody else's loop: give ION a turn in every round of it.
$git = ION\Process::exec('git --version');
while (ION::dispatch(ION::LOOP_NONBLOCK)) {
    usleep(1000);
}
echo $git->getState(), ' ', $git->getResult()->status, "\n";
