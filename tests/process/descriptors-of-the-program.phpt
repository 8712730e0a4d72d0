--TEST--
Process: the program has descriptors 0, 1 and 2 and no other
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$more = [fopen(__FILE__, 'r'), tmpfile(), stream_socket_server('tcp://127.0.0.1:0'), ...stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0)];
for ($i = 0; $i < 100; $i++) {
    $all[] = ION\Process::exec(['sh', '-c', 'for f in /proc/$$/fd/*; do [ -L "$f" ] && printf "%s " "${f##*/}"; done'], ['stdin' => 'x']);
}
$seen = [];
foreach (ION\Promise::all($all)->await() as $r) {
    @$seen[$r->stdout]++;
}
print_r($seen);
array_map('fclose', $more);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
Array
(
    [0 1 2 ] => 100
)
