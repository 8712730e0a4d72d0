--TEST--
Child: a start without free descriptors fails, and the next one works
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_program('prlimit');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$script = <<<'PHP'
use ION\Process\ChildProcess;
(new ChildProcess())->start(fn () => 0)->whenExit()->await();
$files = [];
while ($file = @fopen('/dev/null', 'r')) {
    $files[] = $file;
}
for ($free = 0; $free < 9; $free++) {
    $child = new ChildProcess(['umask' => 0o022, 'cwd' => '/']);
    $child->start(fn () => exit(6));
    try {
        $child->whenStarted()->await();
        $child->whenExit()->await();
        echo "$free: ", $child->getExitStatus() === 6 ? 'works' : 'ended with ' . $child->getExitStatus(), "\n";
    } catch (ION\Process\SpawnException $e) {
        echo "$free: $e->stage $e->errno\n";
    }
    unset($child);
    array_pop($files);
}
PHP;
$result = ion_test_run(['prlimit', '--nofile=40:40', ...ion_test_php(['-r', $script])]);
preg_match_all('/^\d: (.*)$/m', $result['out'], $m);
/* how many are needed differs between ways of seeing the end; but each failure says EMFILE, and then it works */
$kinds = array_values(array_unique($m[1]));
echo implode("\n", array_unique(preg_replace('/^(pipe|fork|loop) 24$/', 'EMFILE', $kinds))), "\n", $result['err'], count($m[1]), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
EMFILE
works
9
