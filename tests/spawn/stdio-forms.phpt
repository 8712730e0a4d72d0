--TEST--
Spawn: every form of stdio, for exec() and spawn() alike
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;

$file = tempnam(sys_get_temp_dir(), 'ion-test-');
$both = 'echo out; echo err >&2';
function show(string $title, array $options, string $command): void
{
    $r = Process::run($command, $options);
    echo $title, ': ', json_encode([$r->stdout, $r->stderr]), "\n";
}

show('plain', [], $both);
show('errors into the output', ['stdio' => [2 => 1]], $both);
show('output into the errors', ['stdio' => [1 => 2]], $both);
show('null', ['stdio' => [1 => 'null']], $both);
show('file', ['stdio' => [1 => ['file', $file, 'w'], 2 => 1]], $both);
echo file_get_contents($file);
show('append', ['stdio' => [2 => ['file', $file, 'a']]], $both);
echo file_get_contents($file);
show('input from a file', ['stdio' => [0 => ['file', $file, 'r']]], 'wc -l');

$a = fopen($file, 'w');
$b = tmpfile();
// each time from where PHP stands in them: the beginning
show('streams', ['stdio' => [1 => $a, 2 => $b]], $both);
show('exchanged', ['stdio' => [1 => $b, 2 => $a]], $both);
show('one stream twice', ['stdio' => [1 => $b, 2 => $b]], $both);
rewind($b);
echo json_encode([file_get_contents($file), stream_get_contents($b)]), "\n";

show('extra descriptors', ['stdio' => [7 => ['file', $file, 'r'], 9 => 1]], 'cat <&7 >&9; ls /proc/self/fd | wc -l');
show('a chain', ['stdio' => [3 => 4, 4 => 2]], 'echo three >&3; echo four >&4');

// its own number, and numbers of others
$pair = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
show('inherit', ['stdio' => [1 => 'inherit']], 'true');
$r = Process::run('readlink /proc/self/fd/5000', ['stdio' => [5000 => $pair[1]]]);
echo preg_replace('/\d+/', 'N', $r->stdout);
array_map('fclose', [$a, $b, ...$pair]);
unlink($file);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
plain: ["out\n","err\n"]
errors into the output: ["out\nerr\n",""]
output into the errors: ["","out\nerr\n"]
null: ["","err\n"]
file: ["",""]
out
err
append: ["out\n",""]
out
err
err
input from a file: ["3\n",""]
streams: ["",""]
exchanged: ["",""]
one stream twice: ["",""]
["err\n","out\nerr\n"]
extra descriptors: ["err\n6\n",""]
a chain: ["","three\nfour\n"]
inherit: ["",""]
socket:[N]
