--TEST--
Pipe: writes are done when the kernel has them, in their order, and wait where there is no room
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/pipe.inc';

ion_pipe_out(<<<'CODE'
    $done = $out->write('hello');
    say($done->getState(), $done->await(), fread($r, 10), $out->write('')->await());
    $block = str_repeat('x', 100000);
    $big = $out->write($block);
    $small = $out->write('small');
    $empty = $out->write('');
    $last = $out->write('last');
    turns();
    say($big->getState(), $small->getState(), $empty->getState(), $out->getQueuedBytes());
    /* not begun: taken out again */
    $small->cancel("not needed");
    /* begun: too late */
    $big->cancel("too late");
    say($big->getState(), $small->getState(), $out->getQueuedBytes());
    $got = '';
    while (strlen($got) < 100004) {
        $got .= fread($r, 8192);
        turns(1);
    }
    say($got === "{$block}last", $big->await(), $empty->await(), $last->await(), $out->getQueuedBytes());

    /* a writer that waits never queues more than one piece */
    ION::async(function () use ($out) {
        for ($i = 0; $i < 40; $i++) {
            $out->write(str_repeat('y', 10000))->await();
        }
        $out->end()->await();
        say('all written');
    });
    $most = $sum = 0;
    while ($sum < 400000) {
        $most = max($most, $out->getQueuedBytes());
        $sum += strlen((string) fread($r, 5000));
        turns(1);
    }
    turns();
    say($sum, $most <= 10000, $out->isWritable(), $out->isClosed());
    CODE);

/* the end */
ion_pipe_out(<<<'CODE'
    $out->write(str_repeat('x', 70000));
    $end = $out->end('the end');
    say($end->getState(), $out->isWritable(), $out->isClosed(), $out->end() === $end);
    foreach ([fn () => $out->write('x'), fn () => $out->end('x')] as $late) {
        try {
            $late();
        } catch (ION\InvalidUsageException $e) {
            say($e->getMessage());
        }
    }
    $got = '';
    while (strlen($got) < 70007) {
        $got .= fread($r, 8192);
        turns(1);
    }
    say(strlen($got), substr($got, -7), $end->await(), $out->whenClosed()->await(), $out->isClosed());
    CODE);

/* nobody reads any more */
ion_pipe_out(<<<'CODE'
    $writes = [$out->write(str_repeat('x', 70000)), $out->write('more')];
    $end = $out->end();
    fclose($r);
    say(...array_map('why', [...$writes, $end]));
    say($out->isWritable(), $out->whenClosed()->await());
    CODE);
ion_pipe_out(<<<'CODE'
    fclose($r);
    $write = $out->write('x');
    say($write->getState(), why($write), why($out->write('y')), why($out->end()));
    CODE);

/* too much */
ion_pipe_out(<<<'CODE'
    $block = str_repeat('x', 33 << 20);
    $one = $out->write($block);
    try {
        $out->write($block);
    } catch (ION\Process\QueueFullException $e) {
        say(preg_replace('~\d{8}~', 'N', $e->getMessage()), strlen($e->getMessage()) > 40);
    }
    $two = $out->write(str_repeat('y', 30 << 20));
    $out->close();
    $out->close();
    say($out->getQueuedBytes(), $one->getState());
    say(why($one), why($two), $out->isClosed(), $out->whenClosed()->await());
    try {
        $out->write('x');
    } catch (ION\InvalidUsageException $e) {
        say($e->getMessage());
    }
    /* one alone may be of any length */
    $err = ION\Process::stderr();
    say($err->write('')->await());
    CODE, ['-d', 'memory_limit=1G']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
"done" 5 "hello" 0
"pending" "pending" "pending" 34473
"pending" "canceled" 34468
true 100000 0 4 0
"all written"
400000 true false true
"pending" false false true
"write(): the pipe has been ended with end()"
"end(): the pipe has been ended with end()"
70007 "the end" true true true
"ION\\ProcessException: The other end of the pipe is closed: Broken pipe [32]" "ION\\ProcessException: The other end of the pipe is closed: Broken pipe [32]" "ION\\ProcessException: The other end of the pipe is closed: Broken pipe [32]"
false true
"failed" "ION\\ProcessException: The other end of the pipe is closed: Broken pipe [32]" "ION\\ProcessException: The other end of the pipe is closed: Broken pipe [32]" "ION\\ProcessException: The other end of the pipe is closed: Broken pipe [32]"
120 bytes true
0 "pending"
97 bytes 97 bytes true true
"write(): the pipe has been closed with close()"
0
