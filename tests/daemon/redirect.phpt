--TEST--
Daemon: redirect() and reopen() follow the rotation of logs
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$dir = ion_test_temp('dir');
mkdir($dir);
$code = ion_test_temp('code.php');
file_put_contents($code, '<?php require ' . var_export(realpath(__DIR__ . '/../_lib/process.inc'), true) . ';' . <<<'PHP'
use ION\Process;
chdir($argv[1]);
file_put_contents('in', "first\nsecond\n");
Process::redirect(0, 'in');
Process::redirect(1, 'out.log');
Process::redirect(2, 'err.log');
chdir('/');
echo 'read ', fgets(STDIN);
fwrite(STDERR, "an error\n");
Process::run(['true'], []);
passthru('echo from a program; echo its error >&2');
rename("$argv[1]/out.log", "$argv[1]/out.log.1");
echo "still the old one\n";
Process::reopen();
echo "the new one\n";
/* a log that cannot be opened: nothing changes */
rename("$argv[1]/err.log", "$argv[1]/err.log.1");
mkdir("$argv[1]/err.log");
rename("$argv[1]/out.log", "$argv[1]/out.log.2");
ion_test_try(fn () => Process::reopen());
echo "in the second\n";
fwrite(STDERR, "in the first\n");
rmdir("$argv[1]/err.log");
$child = (new ION\Process\ChildProcess())->start(function () { Process::reopen(); echo "worker in a new one\n"; });
$child->whenExit()->await();
echo "master still in the second\n";
ion_test_try(fn () => Process::redirect(1, '/no/such/directory/file'));
foreach ([-1, 3] as $fd) {
    ion_test_try(fn () => Process::redirect($fd, '/dev/null'));
}
ion_test_try(fn () => Process::redirect(1, ''));
ion_test_try(fn () => Process::redirect(1, "a\0b"));
PHP);
$end = ion_test_run(ion_test_php([$code, $dir]));
var_dump($end['out'], $end['err'], $end['code']);
foreach (scandir($dir) as $name) {
    if ($name[0] !== '.') {
        echo "--- $name\n", str_replace($dir, 'DIR', file_get_contents("$dir/$name"));
        unlink("$dir/$name");
    }
}
rmdir($dir);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
string(0) ""
string(0) ""
int(0)
--- err.log
--- err.log.1
an error
its error
in the first
--- in
first
second
--- out.log
worker in a new one
--- out.log.1
read first
from a program
still the old one
--- out.log.2
the new one
ION\ProcessException: Cannot redirect standard error to 'DIR/err.log': Is a directory
in the second
master still in the second
ION\ProcessException: Cannot redirect standard output to '/no/such/directory/file': No such file or directory
ValueError: ION\Process::redirect(): Argument #1 ($fd) must be 0, 1 or 2
ValueError: ION\Process::redirect(): Argument #1 ($fd) must be 0, 1 or 2
ValueError: ION\Process::redirect(): Argument #2 ($path) must not be empty
ValueError: ION\Process::redirect(): Argument #2 ($path) must not contain any null bytes
