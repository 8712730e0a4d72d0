<?php
// Somebody calls back later; the promise is what the callers get.
class Mailbox
{
    private array $waiting = [];

    public function next(): ION\Promise
    {
        return ION::deferred(
            function (ION\Deferred $deferred) {
                $this->waiting[] = $deferred;
            },
            function (ION\Promise\CancelException $reason) {
                print "cancelled: {$reason->getMessage()}\n";
            }
        );
    }

    public function deliver(string $mail): void
    {
        array_shift($this->waiting)?->done($mail);
    }
}

$mailbox = new Mailbox();
$mailbox->next()->then(function (string $mail) {
    print "$mail\n";
});
$mailbox->deliver('a letter');

$second = $mailbox->next()->onFail(function (ION\Promise\CancelException $e) {
    print "no second letter\n";
});
