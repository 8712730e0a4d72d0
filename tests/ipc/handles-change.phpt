--TEST--
IPC: a stream that the message closes while it is made is not sent, nor what has its number then
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\IPC;

final class Closes
{
    public function __construct(private $stream, private ?array &$opened) { }

    public function __serialize(): array
    {
        if (is_resource($this->stream)) {
            fclose($this->stream);
            /* one of them gets the number */
            $this->opened = [fopen('php://stdin', 'r'), fopen('php://stderr', 'w'), tmpfile()];
        }
        return ['made'];
    }

    public function __unserialize(array $data): void { }
}

[$a, $b] = IPC::create();
$b->setOptions(['classes' => [Closes::class]]);
$opened = null;
foreach (['alone' => fn ($stream) => $stream, 'in a list' => fn ($stream) => [STDERR, $stream]] as $how => $make) {
    $stream = tmpfile();
    ion_test_try(fn () => $a->send(new Closes($stream, $opened), $make($stream)));
    $opened = null;
}
var_dump($a->getStats()['messagesSent'], $a->getQueuedBytes());
/* and the channel goes on */
$stream = tmpfile();
fwrite($stream, 'of the stream');
$a->send(['text'], $stream);
$b->whenIncoming()->then(function ($message) use ($a) {
    rewind($message->handle);
    echo $message->data[0], ', ', stream_get_contents($message->handle), "\n";
    $a->close();
});
ION::dispatch();
fclose($stream);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ValueError: ION\Process\IPC::send(): Argument #2 ($handle) must be an open stream or Socket that has a file descriptor
ValueError: ION\Process\IPC::send(): Argument #2 ($handle) must be an open stream or Socket that has a file descriptor
int(0)
int(0)
text, of the stream
