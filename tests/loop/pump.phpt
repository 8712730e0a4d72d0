--TEST--
Loop: programs run to their end under a loop that only pumps
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

/* it waits for a word that comes after the first turn: it cannot have ended before */
[$ours, $its] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$promise = ION\Process::exec('read word; echo out; exit 3', ['stdin' => $its]);
$turns = 0;
while (ION::dispatch(ION::LOOP_NONBLOCK)) {
    if ($turns++ === 0) {
        fwrite($ours, "go\n");
        fclose($ours);
    }
    usleep(100);
}
fclose($its);
$r = $promise->getResult();
var_dump($promise->getState(), $r->stdout, $r->status, $turns > 0);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
string(4) "done"
string(4) "out
"
int(3)
bool(true)
