<?php
use ION\Process\IPC;
use ION\Process\IPC\Message;

enum Size
{
    case Small;
    case Large;
}

final class Shirt
{
    public function __construct(public string $colour, public Size $size)
    {
    }
}

ION::setErrorHandler(fn (Throwable $e) => print "{$e->getMessage()}\n");

[$left, $right] = IPC::create();
$right->whenIncoming()->then(function (Message $message) {
    print get_class($message->data) . ", {$message->data->colour}, {$message->data->size->name}\n";
});

$left->send(new Shirt('blue', Size::Small));
ION::dispatch(ION::LOOP_ONCE);

/* only the receiving end decides */
$right->setOptions(['classes' => [Shirt::class, Size::class]]);
$left->send(new Shirt('red', Size::Large));
ION::dispatch(ION::LOOP_ONCE);
