--TEST--
Pipe: the objects cannot be made, copied, stored or changed from outside, and each works one way only
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/pipe.inc';

ion_pipe_in(<<<'CODE'
    function try_it(callable $fn) {
        try {
            $fn();
            say('no error');
        } catch (Throwable $e) {
            fwrite(STDERR, get_class($e) . ": {$e->getMessage()}\n");
        }
    }
    $class = get_class($in);
    try_it(fn () => new $class());
    try_it(fn () => (new ReflectionClass($class))->newInstanceWithoutConstructor());
    try_it(fn () => clone $in);
    try_it(fn () => serialize($in));
    try_it(fn () => unserialize('O:' . strlen($class) . ":\"$class\":0:{}"));
    try_it(fn () => $in->dynamic = 1);
    say((new ReflectionClass($class))->isFinal(), $in == $in, $in == ION\Process::stdout(), (array) $in);

    $out = ION\Process::stdout();
    foreach (['read', 'readLine', 'readAll', 'whenData', 'pause', 'resume'] as $method) {
        try_it(fn () => $out->$method());
    }
    try_it(fn () => $in->write('x'));
    try_it(fn () => $in->end());
    try_it(fn () => $in->read(0));
    try_it(fn () => $in->read('x'));
    try_it(fn () => $out->write());
    try_it(fn () => $out->write([]));
    say($in->isReadable(), $in->isWritable(), $out->isReadable(), $out->isWritable());
    say($in->read(PHP_INT_MAX) instanceof ION\Deferred, $out->write(12)->await());
    foreach (['done', 'fail'] as $method) {
        try_it(fn () => $in->read()->$method(new Exception('mine')));
    }

    /* the loop: waiting keeps it alive, unless told otherwise */
    say($in->unref() === $in);
    ION::dispatch();
    say($in->ref() === $in);
    ION::await(0)->then(fn () => fclose($w));
    ION::dispatch();
    say($in->isClosed());
    CODE);

/* closing: who waits is told, in the next turn */
ion_pipe_in(<<<'CODE'
    fwrite($w, "half");
    $waiting = [$in->readLine(), $in->read(), $in->readAll(), ION::async(fn () => why($in->whenData()))];
    $closed = $in->whenClosed();
    $in->pause()->close();
    $in->close();
    say($waiting[0]->getState(), $in->isClosed(), $in->isReadable(), $in->isPaused());
    foreach ($waiting as $read) {
        say(why($read));
    }
    say($closed->await(), why($in->read()), why($in->readAll()));
    foreach ($in->whenData() as $chunk) { say('never'); }
    /* the descriptor itself is open for others */
    stream_set_blocking(STDIN, false);
    fwrite($w, 'next');
    say(fread(STDIN, 10));
    CODE);

/* between two runs of the loop */
ion_pipe_in(<<<'CODE'
    $seen = [];
    $in->whenData()->then(function ($chunk) use (&$seen) { $seen[] = $chunk; ION::stop(); });
    foreach (['one', 'two'] as $text) {
        fwrite($w, $text);
        ION::dispatch();
    }
    $in->whenData()->cancel();
    fwrite($w, 'three');
    ION::dispatch();
    $in->whenData()->then(function ($chunk) use (&$seen) { $seen[] = $chunk; ION::stop(); });
    ION::dispatch();
    say($seen);
    ION::reinit();
    try {
        $in->read();
    } catch (ION\InvalidUsageException $e) {
        say($e->getMessage());
    }
    fwrite($w, 'four');
    say(ION\Process::stdin() === $in, ION\Process::stdin()->read()->await());
    CODE);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
12Error: Call to private ION\Process\Pipe::__construct() from global scope
ReflectionException: Class ION\Process\Pipe is an internal class marked as final that cannot be instantiated without invoking its constructor
Error: Trying to clone an uncloneable object of class ION\Process\Pipe
Exception: Serialization of 'ION\Process\Pipe' is not allowed
Exception: Unserialization of 'ION\Process\Pipe' is not allowed
Error: Cannot create dynamic property ION\Process\Pipe::$dynamic
true true false []
ION\InvalidUsageException: read(): the pipe is open for writing only
ION\InvalidUsageException: readLine(): the pipe is open for writing only
ION\InvalidUsageException: readAll(): the pipe is open for writing only
ION\InvalidUsageException: whenData(): the pipe is open for writing only
ION\InvalidUsageException: pause(): the pipe is open for writing only
ION\InvalidUsageException: resume(): the pipe is open for writing only
ION\InvalidUsageException: write(): the pipe is open for reading only
ION\InvalidUsageException: end(): the pipe is open for reading only
ValueError: ION\Process\Pipe::read(): Argument #1 ($max) must be at least 1
TypeError: ION\Process\Pipe::read(): Argument #1 ($max) must be of type ?int, string given
ArgumentCountError: ION\Process\Pipe::write() expects exactly 1 argument, 0 given
TypeError: ION\Process\Pipe::write(): Argument #1 ($data) must be of type string, array given
true false false true
true 2
ION\InvalidUsageException: done() cannot settle this promise: ION does, as it made it
ION\InvalidUsageException: fail() cannot settle this promise: ION does, as it made it
true
true
true
"pending" true false false
"ION\\ProcessException: The pipe was closed before its end: Operation canceled [125]"
"ION\\ProcessException: The pipe was closed before its end: Operation canceled [125]"
"ION\\ProcessException: The pipe was closed before its end: Operation canceled [125]"
"ION\\Promise\\CancelException: The pipe has ended"
true "ION\\ProcessException: The pipe was closed before its end: Operation canceled [125]" "ION\\ProcessException: The pipe was closed before its end: Operation canceled [125]"
"next"
["one","two","three"]
"The pipe belongs to another process, or to a loop that is gone"
false "four"
