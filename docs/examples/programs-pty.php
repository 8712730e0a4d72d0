<?php
use ION\Process;

/* It asks only when there is a terminal, and does not echo the password. */
$login = Process::spawn('
    [ -t 0 ] || { echo "no terminal"; exit 1; }
    echo "a terminal of $(stty size | { read rows columns; echo "$columns x $rows"; })"
    stty -echo; printf "Password: "; read password; stty echo
    echo; echo "$password" | tr a-z A-Z', ['pty' => [100, 30]]);

$terminal = $login->getStdout();            // and getStdin(): one terminal, one Pipe
$screen = '';
while (!str_ends_with($screen, 'Password: ')) {
    $screen .= $terminal->read()->await();
}
$terminal->write("secret\n");
$screen .= $terminal->readAll()->await();
print strtr($screen, ["\r\n" => "\n"]);     // a terminal ends lines by both
$login->whenExit()->await();
