<?php
use ION\Process;

// execFile('printf', ['%s', "it's"], callback)
Process::exec(['printf', '%s\n', "it's"])->then(fn (Process\Exec $result) => print($result->stdout))->await();

// exec('echo $HOME | wc -l', callback): the error of the callback is an exception, if one wants it
try {
    Process::run('echo lost; exit 4', ['throw' => true]);
} catch (Process\ExecException $e) {
    print "code {$e->result->status}, printed {$e->result->stdout}";
}

// spawn('ls', [...]), ls.stdout.on('data'), ls.on('close')
$list = Process::spawn(['ls', 'README.md', 'no-such-file'], ['stdio' => [0 => 'null', 2 => 'null']]);
$list->getStdout()->whenData()->then(fn (string $chunk) => print($chunk));
ION::promise([$list->whenExit(), $list->getStdout()->whenClosed()])
    ->then(fn () => print("closed with code {$list->getExitStatus()}\n"))->await();

// spawn('no-such-program').on('error')
Process::spawn(['no-such-program'])->whenStarted()
    ->onFail(fn (Process\SpawnException $e) => print("{$e->getMessage()}\n"));

// spawn(..., {detached: true, stdio: 'ignore'}).unref()
$background = Process::spawn(['true'], ['detached' => true]);
ION::dispatch();
