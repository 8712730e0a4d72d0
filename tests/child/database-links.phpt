--TEST--
Child: what the parent has open is not closed by the end of a child
--SKIPIF--
<?php if (!extension_loaded('zlib')) die('skip needs zlib'); ?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

/* a link that says goodbye when it is freed, as database links do */
$server = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
class Link { public function __construct(private $socket) {} public function __destruct() { fwrite($this->socket, 'QUIT'); } }
$link = new Link($server[1]);
$file = tmpfile();
fwrite($file, 'kept');
$path = stream_get_meta_data($file)['uri'];
$child = (new ChildProcess())->start(function (IPC $master) use ($link) {
    $own = tmpfile();
    $master->send(stream_get_meta_data($own)['uri']);
    $gz = fopen('compress.zlib://' . $GLOBALS['path'] . '.gz', 'w');
    fwrite($gz, 'compressed');
    $link = null;
    unset($GLOBALS['link']);
});
$child->getIPC()->whenIncoming()->then(function (Message $m) use (&$own) { $own = $m->data; });
$child->whenExit()->await();
stream_set_blocking($server[0], false);
var_dump(fread($server[0], 100), file_get_contents($path), file_exists($own));
echo file_get_contents("compress.zlib://$path.gz"), "\n";
unlink("$path.gz");
$link = null;
var_dump(fread($server[0], 100));
fclose($file);
array_map(fclose(...), $server);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
string(0) ""
string(4) "kept"
bool(false)
compressed
string(4) "QUIT"
