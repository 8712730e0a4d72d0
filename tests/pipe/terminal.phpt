--TEST--
Pipe: a pseudo-terminal is one stream for both directions, and its end is a byte
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

$tty = Process::spawn('tty >/dev/null && echo "a terminal"; stty -echo; echo ready; cat; echo "the end"', ['pty' => [80, 25]]);
$pipe = $tty->getStdout();
var_dump($pipe === $tty->getStdin());
$line = fn () => trim((string) $pipe->readLine()->await());
echo $line(), "\n", $line(), "\n";
$pipe->write("typed\n");
echo $line(), "\n";
/* behind half a line it takes two of them */
var_dump($pipe->end('half')->await());
echo $pipe->readAll()->await(), "\n";
var_dump($pipe->read()->await(), $pipe->isClosed(), $tty->whenExit()->await()->getExitStatus());

/* nothing typed at all */
$tty = Process::spawn('stty -echo; echo ready; cat; echo over', ['pty' => [80, 25]]);
$tty->getStdout()->readLine()->await();
$tty->getStdin()->end();
echo trim($tty->getStdout()->readAll()->await()), "\n";
$tty->whenExit()->await();

/* it is gone while somebody waits */
$tty = Process::spawn('echo ready; kill -9 $$', ['pty' => [80, 25]]);
$data = '';
foreach ([1, 2, 3] as $_) {
    $data .= $tty->getStdout()->read()->await();
}
echo json_encode(trim($data)), "\n";
try {
    $tty->getStdin()->write("anybody?\n")->await();
    echo "written\n";
} catch (ION\ProcessException $e) {
    echo get_class($e), "\n";
}
$tty->whenExit()->await();
$tty = $pipe = null;
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
a terminal
ready
typed
bool(true)
halfthe end

NULL
bool(true)
int(0)
over
"ready"
written
