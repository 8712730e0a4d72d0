--TEST--
Pipe: whenData() brings chunks while somebody listens, and nothing is read while nobody does
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/pipe.inc';

ion_pipe_in(<<<'CODE'
    /* nobody reads: the pipe fills, the writer waits */
    $full = 0;
    while (($n = fwrite($w, str_repeat('x', 4096))) > 0) { $full += $n; }
    turns();
    say($full, (int) fwrite($w, 'y'));
    $seen = '';
    say($in->whenData() === $in->whenData());
    $handler = $in->whenData()->then(function (string $chunk) use (&$seen) { $seen .= $chunk; });
    ION::dispatch(ION::LOOP_ONCE);
    say($seen);

    /* one is paused: neither handlers nor reads get anything */
    $in->pause();
    fwrite($w, 'while paused');
    turns();
    $read = $in->read(5);
    turns();
    say($in->isPaused(), strlen($seen), $read->getState());
    ION::dispatch();
    say('a paused pipe keeps no loop alive');
    $in->resume();
    ION::dispatch(ION::LOOP_ONCE);
    /* reads come first, the Sequence gets the rest */
    say($read->await(), substr($seen, 65536));

    /* pausing in the handler keeps what comes after it */
    $seen = [];
    $in->whenData()->forget($handler);
    $in->whenData()->then(function (string $chunk) use (&$seen, $in) { $seen[] = strlen($chunk); $in->pause(); });
    foreach ([70000, 10] as $size) {
        fwrite($w, str_repeat('z', $size));
        turns();
    }
    say($seen);
    $in->resume();
    ION::dispatch(ION::LOOP_ONCE);
    say($in->isPaused(), $seen);
    fwrite($w, 'the end');
    fclose($w);
    $in->whenClosed()->then(fn () => say('closed'));
    $waiting = ION::async(fn () => why($in->whenData()));
    while (!$in->isClosed()) {
        $in->resume();
        ION::dispatch(ION::LOOP_ONCE);
    }
    say(array_sum($seen), $waiting->await(), why($in->whenData()));
    CODE);

/* a foreach: without a turn of the loop as long as there is something */
ion_pipe_in(<<<'CODE'
    $turns = 0;
    ION::interval(0)->then(function () use (&$turns) { $turns++; });
    ION::async(function () use ($in, $w, &$turns) {
        $left = 5;
        fwrite($w, "$left ");
        foreach ($in->whenData() as $i => $chunk) {
            say($i, $chunk, $turns);
            if ($left-- > 0) {
                fwrite($w, "$left ");
            } elseif ($w !== null) {
                ION::await(0)->then(function () use (&$w) { fclose($w); $w = null; });
            }
        }
        say('ended');
        foreach ($in->whenData() as $chunk) { say('never'); }
        ION::stop();
    });
    ION::dispatch();
    CODE);

/* one that is left, and one that is busy: the rest stays */
ion_pipe_in(<<<'CODE'
    $gate = new ION\ResolvablePromise();
    $fiber = ION::async(function () use ($in, $gate) {
        foreach ($in->whenData() as $chunk) {
            say($chunk);
            $gate->await();
            break;
        }
        say($in->read()->await());
        foreach ($in->whenData() as $chunk) { say($chunk); }
    });
    fwrite($w, 'one');
    turns();
    fwrite($w, 'two');
    turns();
    $gate->done();
    turns();
    fwrite($w, 'three');
    fclose($w);
    $fiber->await();
    CODE);

/* a writer that never stops does not keep others from their turn */
ion_pipe_in(<<<'CODE'
    $ticks = 0;
    ION::interval(0.001)->then(function () use (&$ticks, &$end) { if (++$ticks === 5) { $end = true; } });
    ION::async(function () use ($in, $w, &$end) {
        fwrite($w, 'x');
        foreach ($in->whenData() as $chunk) {
            if ($end) {
                break;
            }
            fwrite($w, $chunk);
        }
        say('others had their turns');
        ION::stop();
    });
    ION::dispatch();
    CODE);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
65536 0
true
65536 bytes
true 65536 "pending"
"a paused pipe keeps no loop alive"
"while" " paused"
[65536]
true [65536,10]
"closed"
65553 "the end" "ION\\Promise\\CancelException: The pipe has ended"
0 "5 " 0
1 "4 " 0
2 "3 " 0
3 "2 " 0
4 "1 " 0
5 "0 " 0
"ended"
"one"
"two"
"three"
"others had their turns"
