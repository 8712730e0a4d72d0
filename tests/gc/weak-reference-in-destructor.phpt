--TEST--
GC: a destructor that runs while an object of ION is freed cannot get hold of it
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\ChildProcess;

/** Looks for the object that holds it, when that lets it go. */
final class Curious
{
    public ?WeakReference $holder = null;

    public function __construct(private readonly string $name)
    {
    }

    public function __destruct()
    {
        $found = $this->holder->get();
        echo "$this->name: ", $found === null ? 'gone' : 'FOUND ' . get_class($found), "\n";
        // one that is freed all the same is another object then
        $GLOBALS['kept'][] = $found;
    }
}

/** What $make gives holds the Curious alone, and is dropped. */
function drop(string $name, callable $make): void
{
    $curious = new Curious($name);
    $held = $make($curious);
    $curious->holder = WeakReference::create($held);
    unset($curious);
    unset($held);
    // other objects in its place
    for ($i = 0; $i < 20; $i++) {
        $others[] = new ION\Promise(fn () => null);
    }
}

drop('the value of a promise', fn ($curious) => (new ION\Deferred())->done($curious));
drop('a callback of a promise', function ($curious) {
    $promise = new ION\Promise(fn () => null);
    $promise->then(fn () => $curious);
    return $promise;
});
drop('a callback of a child', function ($curious) {
    $child = new ChildProcess();
    $child->whenExit()->then(fn () => $curious);
    return $child;
});

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
the value of a promise: gone
a callback of a promise: gone
a callback of a child: gone
