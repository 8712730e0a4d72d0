<?php
/*
 * What script/faults breaks, second part: programs that live beside their caller, fresh scripts, and workers
 * with streams of their own. Ends as tests/tools/faults.php does, with 10 when what is thrown names no
 * reason and with 11 when a process or a control group is left.
 * SPDX-License-Identifier: MIT
 */
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\SpawnException;

$unexplained = [];
$say = function (Throwable $error) use (&$unexplained): void {
    $errno = $error->errno ?? $error->getCode();
    $stage = $error instanceof SpawnException ? $error->stage : '';
    echo get_class($error), " [$stage $errno]: ", $error->getMessage(), "\n";
    if (($error instanceof SpawnException && $stage === '') || ($errno === 0 && !$error instanceof ION\PromiseException)) {
        $unexplained[] = $error->getMessage();
    }
};
ION::setErrorHandler($say);

$attempt = function (callable $what) use ($say): mixed {
    try {
        return $what();
    } catch (Throwable $error) {
        $say($error);
        return null;
    }
};

/* starts, waits for the end; what it cannot say it writes nowhere */
$live = function (callable $start) use ($attempt): void {
    $attempt(function () use ($start): void {
        $child = $start();
        try {
            $child->whenExit()->await();
        } finally {
            $child->getStdin()?->close();
            $child->getStdout()?->close();
            $child->getStderr()?->close();
            try {
                $child->getPipe(4)->close();
            } catch (ValueError) {
                // it has none
            }
        }
    });
};

// a control group that may be made, where there is one
$group = (string) getenv('ION_FAULTS_CGROUP');
$script = tempnam(sys_get_temp_dir(), 'ion-faults-');
file_put_contents($script, '<?php ION\Process::getParentIPC()?->send("here"); ION\Process::ready();');
$owner = getmypid();
register_shutdown_function(fn () => getmypid() === $owner && @unlink($script));

$round = function () use ($live, $script, $group): void {
    $live(fn () => Process::spawn('cat <&3 >&2; exit 3', ['stdio' => [3 => 'null', 4 => 'pipe', 9 => 4], 'timeout' => 5]));
    $live(fn () => Process::spawn('stty size; exit 4', ['pty' => [90, 30], 'timeout' => 5]));
    $live(fn () => Process::spawn(['true'], ['stdio' => [0 => ['file', '/dev/null', 'r'], 1 => STDERR, 2 => 1], 'cwd' => '/', 'priority' => 5]));
    if ($group !== '') {
        $live(fn () => Process::spawn(['true'], ['cgroup' => $group, 'stdio' => [1 => 'null', 2 => 'null']]));
    }
    $live(fn () => Process::spawn(['true'], ['pidNamespace' => true, 'stdio' => [1 => 'null', 2 => 'null']]));
    $live(fn () => Process::spawnScript($script, ['a'], ['ini' => ['precision' => 7], 'stdio' => [1 => 'null', 2 => 'null']]));
    $live(fn () => (new ChildProcess(['stdio' => [0 => 'pipe', 1 => 'pipe', 2 => ['file', '/dev/null', 'w']]]))->start(function () {
        echo 'out';
        exit(5);
    }));
};
$open = fn (): int => count(scandir('/proc/self/fd'));
$round();

// at most one failure has happened in this process: the rest works, and nothing is left
$works = 0;
$counts = [];
for ($i = 0; $i < 4; $i++) {
    $attempt(function () use (&$works): void {
        $child = Process::spawn(['true'], ['stdio' => [0 => 'null', 1 => 'null', 2 => 'null']]);
        $child->whenExit()->await();
        $works += $child->getExitStatus() === 0 ? 1 : 0;
    });
    $counts[] = $open();
}
$children = trim((string) file_get_contents('/proc/self/task/' . getmypid() . '/children'));
echo "$works of 4 programs ran, open descriptors: ", implode(' ', $counts), ", children: $children\n";
if ($counts[3] > $counts[1]) {
    exit(8);
}
if ($children !== '' || ($group !== '' && file_exists($group))) {
    exit(11);
}
if ($unexplained !== []) {
    exit(10);
}
if ($works < 3) {
    exit(9);
}
