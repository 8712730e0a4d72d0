--TEST--
Signal: Ctrl-C in a terminal reaches the master, its workers and its programs, and nobody of another group or session
--EXTENSIONS--
posix
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_cc();
if (!@is_readable('/dev/ptmx')) {
    die('skip no pseudo terminals here');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$code = <<<'PHP'
use ION\Process;
use ION\Process\ChildProcess;

Process::setTitle('master');
$asked = Process::whenShutdown()->then(fn ($signal) => print("master: signal $signal\n"));
/* each says that it is ready by the file it makes */
/* the shell waits for a command in its background: one that is just being started in front may miss the signal */
$program = fn (string $name) => 'trap "kill \$!; exit 7" INT; sleep 60 & : >' . escapeshellarg("$argv[1]/$name") . '; while :; do wait; done';
$ends = [
    'program' => Process::exec($program('program')),
    'program that knows no signals' => Process::exec(['sh', '-c', ': >' . escapeshellarg("$argv[1]/plain") . '; exec sleep 60']),
    'program with a session' => Process::exec($program('session'), ['session' => true, 'pid' => &$apart['program with a session']]),
    'program with a group' => Process::exec($program('group'), ['newGroup' => true, 'pid' => &$apart['program with a group']]),
];
$polite = (new ChildProcess())->start(function () {
    $asked = Process::whenShutdown();
    Process::ready();
    Process::exit(40 + $asked->await());
});
$plain = (new ChildProcess())->start(function () {
    Process::ready();
    ION::await(60)->await();
});
ION\Promise::all($polite->whenReady(), $plain->whenReady())->await();
foreach (['program', 'plain', 'session', 'group'] as $name) {
    ion_test_ready("$argv[1]/$name");
}
echo "press Ctrl-C\n";
$asked->await();
foreach (['worker that waits for it' => $polite, 'plain worker' => $plain] as $name => $worker) {
    $worker->whenExit()->await();
    echo "$name: code {$worker->getExitStatus()}, signal {$worker->getSignal()}\n";
}
foreach ($ends as $name => $end) {
    if (isset($apart[$name])) {
        echo "$name: ", Process::isRunning($apart[$name]) ? 'runs' : 'gone', "\n";
        Process::kill($apart[$name], 'INT', group: true);
    }
    $end = $end->await();
    echo "$name: code ", $end->status, ", signal $end->signal\n";
}
PHP;
$dir = ion_test_temp('dir');
mkdir($dir);
$helpers = '';
foreach (['helpers', 'process'] as $name) {
    $helpers .= 'require ' . var_export(realpath(__DIR__ . "/../_lib/$name.inc"), true) . ';';
}
file_put_contents("$dir/code.php", "<?php\n$helpers\n$code");
$terminal = ion_test_cc(__DIR__ . '/../tools/terminal.c');
$run = proc_open([$terminal, ...ion_test_php(["$dir/code.php", $dir])], [['pipe', 'r'], ['pipe', 'w']], $pipes);
while (($line = fgets($pipes[1])) !== false) {
    echo $line;
    if ($line === "press Ctrl-C\n") {
        fwrite($pipes[0], "\x03");
    }
}
array_map('fclose', $pipes);
echo ion_test_close($run)['code'], "\n";
array_map('unlink', glob("$dir/*"));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
press Ctrl-C
master: signal 2
worker that waits for it: code 42, signal 0
plain worker: code -1, signal 2
program: code 7, signal 0
program that knows no signals: code -1, signal 2
program with a session: runs
program with a session: code 7, signal 0
program with a group: runs
program with a group: code 7, signal 0
0
