--TEST--
Spawn: onStdout gets output as it comes, and what it throws ends the program
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;

// each line is written only when the one before has been seen
$reply = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$lines = [];
$r = Process::run('for i in 1 2 3; do echo "line $i"; read -r ok <&3; done; echo last >&2', [
    'stdio' => [3 => $reply[1]],
    'onStdout' => function (string $chunk) use (&$lines, $reply) {
        $lines[] = $chunk;
        fwrite($reply[0], "ok\n");
    },
]);
echo json_encode([$lines, $r->stdout, $r->stderr, $r->status]), "\n";
array_map('fclose', $reply);

// more than fits anywhere; chunks that are kept stay as they are
$sum = hash_init('sha256');
$kept = [];
$r = Process::run(['head', '-c', '3000001', '/dev/zero'], [
    'maxOutput' => 10,
    'onStdout' => function (string $chunk) use ($sum, &$kept) {
        hash_update($sum, $chunk);
        $kept[] = $chunk;
    },
]);
$all = implode('', $kept);
var_dump(hash_final($sum) === hash('sha256', $all), strlen($all), $r->truncated, max(array_map('strlen', $kept)) <= 65536);

try {
    Process::run('echo one; exec sleep 100', ['onStdout' => fn ($c) => throw new DomainException("no $c")]);
} catch (DomainException $e) {
    echo 'thrown: ', $e->getMessage();
}
$calls = 0;
try {
    Process::run('echo one; echo two >&2; exec sleep 100', [
        'onStdout' => function () use (&$calls) { $calls++; throw new DomainException('first'); },
        'onStderr' => function () use (&$calls) { $calls++; throw new DomainException('second'); },
    ]);
} catch (DomainException $e) {
    var_dump($calls);
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
[["line 1\n","line 2\n","line 3\n"],"","last\n",0]
bool(true)
int(3000001)
bool(false)
bool(true)
thrown: no one
int(1)
