--TEST--
Pipe: own standard streams that cannot be opened once more, and those of a terminal
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_root();
ion_skip_unless_nobody();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

putenv('ION_ASAN_LEAKS=0');
$code = ion_test_temp('filter.php');
file_put_contents($code, <<<'CODE'
    <?php
    $in = ION\Process::stdin();
    $out = ION\Process::stdout();
    $ticks = 0;
    ION::async(function () use ($in, $out) {
        while (($line = $in->readLine()->await()) !== null) {
            $out->write(strtoupper(trim($line)) . "\n");
            $line === "much\n" && $out->write(str_repeat('x', 200000) . "\n")->await();
        }
        $out->end("the end\n")->await();
        ION::stop();
    });
    ION::dispatch();
    CODE);
chmod($code, 0644);

/* pipes of another user: the kernel does not open them again */
$filter = Process::spawn(ion_test_nobody(ion_test_php([$code])), ['stdio' => [2 => 'inherit']]);
[$to, $from] = [$filter->getStdin(), $filter->getStdout()];
foreach (['one', 'two'] as $line) {
    $to->write("$line\n");
    echo $from->readLine()->await();
}
$to->end("much\nlast");
echo $from->readLine()->await(), strlen($from->readLine()->await()), "\n", $from->readAll()->await();
var_dump($filter->whenExit()->await()->getExitStatus());

/* a terminal, and what comes after on it finds it as it was */
$filter = Process::spawn(
    'stty -echo; echo ready; ' . implode(' ', array_map('escapeshellarg', ion_test_php([$code]))) . '; read line; echo "got $line"',
    ['pty' => [80, 25]],
);
$terminal = $filter->getStdout();
$line = fn () => trim((string) $terminal->readLine()->await());
echo $line(), "\n";
$terminal->write("typed\n");
echo $line(), "\n";
$terminal->write("\x04");
echo $line(), "\n";
$terminal->write("by read\n");
echo $line(), "\n";
var_dump($filter->whenExit()->await()->getExitStatus());
$filter = $to = $from = $terminal = $line = null;
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ONE
TWO
MUCH
200001
LAST
the end
int(0)
ready
TYPED
the end
got by read
int(0)
