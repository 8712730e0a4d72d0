--TEST--
Spawn: what a terminal of an ended program cannot take fails as in a pipe, and does not spin
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
use ION\Process;

$child = Process::spawn(['true'], ['pty' => true]);
$child->whenExit()->await();
$terminal = $child->getStdin();
// the kernel keeps a little, as for a program that does not read now
var_dump($terminal->write("typed\n")->await());
$before = getrusage();
ion_test_try(fn () => $terminal->write(str_repeat('x', 1_000_000))->await());
$used = getrusage();
var_dump($used['ru_utime.tv_sec'] - $before['ru_utime.tv_sec'] < 3);
ion_test_try(fn () => $terminal->write("typed\n")->await());
$child->getStdout()->readAll()->await();
$terminal->close();

// one that ends while it is written to
$child = Process::spawn(['sh', '-c', 'stty raw; echo ready; exec head -c 100 > /dev/null'], ['pty' => true]);
echo trim($child->getStdout()->readLine()->await()), "\n";
ion_test_try(fn () => $child->getStdin()->write(str_repeat('x', 1_000_000))->await());
$child->whenExit()->await();
$child->getStdin()->close();

// and a live one is waited for: nobody has hung up
Process::run(['mkfifo', $fifo = ion_test_temp('fifo')], ['throw' => true]);
$child = Process::spawn(['sh', '-c', 'stty raw -echo; echo ready; read -r go < "$0"; exec head -c 300000 | wc -c', $fifo], ['pty' => true]);
echo trim($child->getStdout()->readLine()->await()), "\n";
$write = $child->getStdin()->write(str_repeat('x', 300_000));
ION::await(0.01)->await();
echo $write->getState(), "\n";
file_put_contents($fifo, "go\n");
var_dump($write->await(), trim($child->getStdout()->readLine()->await()));
$child->whenExit()->await();
$child->getStdin()->close();
unset($child, $terminal, $write);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(6)
ION\ProcessException: The other end of the pipe is closed: Broken pipe
bool(true)
ION\ProcessException: The other end of the pipe is closed: Broken pipe
ready
ION\ProcessException: The other end of the pipe is closed: Broken pipe
ready
pending
int(300000)
string(6) "300000"
