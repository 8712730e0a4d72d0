--TEST--
IPC: a worker's objects are refused unless allowed: nothing is loaded, woken or destroyed
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process\ChildProcess;
use ION\Process\IPC;

/** What a careless master would run. The worker has objects of these classes, which are no matter. */
function say(string $what): void
{
    static $master;
    $master ??= getmypid();
    if (getmypid() === $master) {
        echo $what, "\n";
    }
}
say('master');
class Gadget
{
    public $command;
    public function __unserialize(array $data): void { say('UNSERIALIZED'); }
    public function __wakeup(): void { say('WOKEN'); }
    public function __set($name, $value) { say('SET'); }
    public function __destruct() { say('DESTROYED'); }
}
class Woken { public $x; public function __wakeup(): void { say('WOKEN'); } public function __destruct() { say('DESTROYED'); } }
enum Suit: string { case Hearts = 'H'; }
spl_autoload_register(function ($name) {
    echo "autoload of $name\n";
    if ($name === 'Throws\\OnLoad') {
        throw new DomainException('no such file');
    }
    if ($name === 'Known\\Late') {
        eval('namespace Known; class Late { public $x; }');
    }
});

/** Messages of a worker that runs $code, until "end"; refusals are printed. */
function from_worker(string $title, string $code, array $classes): void
{
    echo "-- $title\n";
    ION::setErrorHandler(function (Throwable $e) { echo get_class($e), ': ', $e->getMessage(), "\n"; });
    $child = new ChildProcess();
    $child->getIPC()->setOptions(['classes' => $classes]);
    $child->start(function (IPC $master) use ($code) {
        eval($code);
        $master->send('end');
    });
    ION::promise(function () use ($child) {
        while (($data = (yield $child->getIPC()->whenIncoming())->data) !== 'end') {
            echo 'arrived: ', json_encode($data), is_object($data) ? ' of ' . get_class($data) : '', "\n";
        }
        yield $child->whenExit();
    })->await();
    ION::setErrorHandler(null);
}

from_worker('serialized gadgets are strings', <<<'PHP'
    $master->send('O:6:"Gadget":1:{s:7:"command";s:2:"id";}');
    $master->send(['C:6:"Gadget":0:{}', 'E:11:"Suit:Hearts";', 'O:7:"Missing":0:{}']);
PHP, ['Gadget', 'Suit']);

from_worker('an unknown class, with no class allowed', <<<'PHP'
    eval('namespace Known; class Late { public $x = 1; }');
    $master->send(new Known\Late());
    $master->send([1, ['deep' => [new Known\Late()]]]);
    $master->send(new stdClass());
    $master->send([Suit::Hearts]);
    $master->send(['next' => 'is fine']);
PHP, []);

from_worker('one class of several is not allowed: the others are not even loaded', <<<'PHP'
    eval('namespace Known; class Late { public $x = 1; } class Other { public $late; }');
    $other = new Known\Other();
    $other->late = new Known\Late();
    $master->send([new Known\Late(), $other]);
PHP, ['Known\\Late']);

from_worker('an allowed class is loaded', <<<'PHP'
    eval('namespace Known; class Late { public $x = 1; }');
    $master->send(new Known\Late());
PHP, ['known\\late']);

from_worker('allowed but not there, or not to be loaded', <<<'PHP'
    eval('namespace Throws; class OnLoad {} class Missing {}');
    $master->send(new Throws\Missing());
    $master->send(new Throws\OnLoad());
    $master->send('fine');
PHP, ['throws\\onload', 'Throws\\Missing']);

from_worker('a gadget that is known here and not allowed', <<<'PHP'
    $master->send(new Gadget());
    $master->send([new Woken(), [new Gadget()]]);
PHP, ['Woken']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
master
-- serialized gadgets are strings
arrived: "O:6:\"Gadget\":1:{s:7:\"command\";s:2:\"id\";}"
arrived: ["C:6:\"Gadget\":0:{}","E:11:\"Suit:Hearts\";","O:7:\"Missing\":0:{}"]
-- an unknown class, with no class allowed
ION\Process\IPCException: Refused a value of class Known\Late: this side has not allowed it (option "classes")
ION\Process\IPCException: Refused a value of class Known\Late: this side has not allowed it (option "classes")
ION\Process\IPCException: Refused a value of class stdClass: this side has not allowed it (option "classes")
ION\Process\IPCException: Refused a value of class Suit: this side has not allowed it (option "classes")
arrived: {"next":"is fine"}
-- one class of several is not allowed: the others are not even loaded
ION\Process\IPCException: Refused a value of class Known\Other: this side has not allowed it (option "classes")
-- an allowed class is loaded
autoload of Known\Late
arrived: {"x":1} of Known\Late
-- allowed but not there, or not to be loaded
autoload of Throws\Missing
ION\Process\IPCException: Refused a value of class Throws\Missing: it does not exist
autoload of Throws\OnLoad
DomainException: no such file
arrived: "fine"
-- a gadget that is known here and not allowed
ION\Process\IPCException: Refused a value of class Gadget: this side has not allowed it (option "classes")
ION\Process\IPCException: Refused a value of class Gadget: this side has not allowed it (option "classes")
