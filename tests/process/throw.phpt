--TEST--
Process: with the option throw only exit code 0 is a success
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;
use ION\Process\ExecException;

echo Process::run('echo fine', ['throw' => true])->stdout;
foreach (['echo out; echo err >&2; exit 3', 'exit 1', 'exit 2', 'exit 126', 'exit 127', 'exit 143', 'kill -9 $$'] as $line) {
    try {
        Process::run($line, ['throw' => true]);
        echo "no exception\n";
    } catch (ExecException $e) {
        echo strtok($e->getMessage(), "\n"), "\n";
        var_dump($e->result instanceof Process\Exec && !$e->result->ok());
    }
}
try {
    Process::run('echo out; echo err >&2; exit 3', ['throw' => true, 'cwd' => '/']);
} catch (ExecException $e) {
    echo preg_replace('/[\d.]+ s$/m', 'N s', $e->getMessage()), "\n";
}
/* without the option it is where the caller was at the start */
$here = getcwd();
$p = Process::exec('exit 3', ['throw' => true]);
chdir('/');
try {
    $p->await();
} catch (ExecException $e) {
    var_dump(str_contains($e->getMessage(), "\n\nWorking directory: $here\n"));
}
chdir($here);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
fine
'echo out; echo err >&2; exit 3' ended with exit code 3
bool(true)
'exit 1' ended with exit code 1 (general error)
bool(true)
'exit 2' ended with exit code 2 (misuse of the command)
bool(true)
'exit 126' ended with exit code 126 (the shell found the command but could not run it)
bool(true)
'exit 127' ended with exit code 127 (the shell did not find the command)
bool(true)
'exit 143' ended with exit code 143 (as of signal SIGTERM below a shell)
bool(true)
'kill -9 $$' was killed by signal 9 (SIGKILL, killed: by somebody, or by the kernel for want of memory)
bool(true)
'echo out; echo err >&2; exit 3' ended with exit code 3

Working directory: /
Duration: N s

Output:
out


Error output:
err

bool(true)
