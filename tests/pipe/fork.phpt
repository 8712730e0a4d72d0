--TEST--
Pipe: in forked processes the pipes of the parent are of no use, and their own are
--SKIPIF--
<?php if (!function_exists('pcntl_fork')) die('skip needs pcntl'); ?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/pipe.inc';

ion_pipe_in(<<<'CODE'
    $line = $in->readLine();
    $in->whenClosed();
    fwrite($w, 'for the parent');
    turns();
    /* both read the same stream from now on */
    $in->pause();
    $out = ION\Process::stdout();
    $open = fn () => count(array_filter(glob('/proc/self/fd/*'), fn ($link) => @readlink($link) === $GLOBALS['argv'][1]));
    $in_parent = $open();
    $worker = (new ION\Process\ChildProcess())->start(function () use ($in, $out, $line, $w, $open, $in_parent) {
        fwrite($w, 'own');
        foreach ([fn () => $in->read(), fn () => $in->whenData(), fn () => $out->write('x'), fn () => $in->close(), fn () => $in->unref()] as $use) {
            try {
                $use();
            } catch (ION\InvalidUsageException $e) {
                say($e->getMessage());
            }
        }
        say($in->isReadable(), $out->isWritable(), $in->isClosed(), $line->getState());
        /* one less: that of the parent's pipe */
        say($open() - $in_parent, $in === ION\Process::stdin(), $open() - $in_parent);
        say(ION\Process::stdin()->read(3)->await());
        ION\Process::stdout()->write("written by the worker\n");
    });
    $worker->whenExit()->await();
    $in->resume();
    fwrite($w, "\n");
    say('parent', $line->await(), $in->isReadable());

    /* a copy by somebody else */
    $waiting = $in->readLine();
    turns();
    if (pcntl_fork() === 0) {
        try {
            $in->read();
        } catch (ION\InvalidUsageException $e) {
            say($e->getMessage());
        }
        say($in->isReadable(), $in->isClosed(), ION\Process::stdin()->isReadable());
        exit(0);
    }
    pcntl_wait($status);
    fwrite($w, "still there\n");
    say($waiting->await());

    /* in a handler of the pipe */
    $in->whenData()->then(function ($chunk) use ($in) {
        if (pcntl_fork() === 0) {
            say('copy', $chunk);
            exit(0);
        }
        pcntl_wait($status);
        say('parent', $chunk);
    });
    fwrite($w, 'one');
    turns();
    fwrite($w, 'two');
    fclose($w);
    ION::dispatch();
    CODE);

/* queued bytes are written once */
ion_pipe_out(<<<'CODE'
    $done = $out->write(str_repeat('x', 100000));
    $worker = (new ION\Process\ChildProcess())->start(fn () => null);
    $worker->whenStarted()->await();
    if (pcntl_fork() === 0) {
        exit(0);
    }
    pcntl_wait($status);
    $sum = 0;
    while ($sum < 100000 || !$worker->isFinished()) {
        $sum += strlen((string) fread($r, 8192));
        turns(1);
    }
    turns();
    say($sum, fread($r, 1), $done->await());
    CODE);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
written by the worker
"The pipe belongs to the parent process"
"The pipe belongs to the parent process"
"The pipe belongs to the parent process"
"The pipe belongs to the parent process"
"The pipe belongs to the parent process"
false false true "pending"
-1 false 0
"own"
"parent" "for the parent\n" true
"The pipe belongs to another process, or to a loop that is gone"
false true true
"still there\n"
"copy" "one"
"parent" "one"
"copy" "two"
"parent" "two"
100000 "" 100000
