--TEST--
Pipe: reads are served in their order, with what is there
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/pipe.inc';

ion_pipe_in(<<<'CODE'
    /* there already: without a turn of the loop */
    fwrite($w, 'abcdef');
    $first = $in->read(2);
    say($first->getState(), $first->await(), $in->read()->await());

    /* they wait, each for its own */
    $reads = [$in->read(3), $in->readLine(), $in->read(), $in->readLine()];
    turns();
    say(...array_map(fn ($r) => $r->getState(), $reads));
    fwrite($w, "onetwo\nthree");
    turns();
    say(...array_map(fn ($r) => $r->getState(), $reads));
    say(...array_map(fn ($r) => $r->await(), array_slice($reads, 0, 3)));
    fwrite($w, " and\nrest");
    say($reads[3]->await());

    /* cancelled: what it would have got is for the next one */
    $cancelled = $in->readLine();
    $next = $in->read();
    say($next->getState());
    $cancelled->cancel('no more');
    say($cancelled->getState(), $next->await());
    $late = $in->read();
    $late->timeout(0.001);
    say(why($late));
    fwrite($w, 'not lost');
    say($in->read(100)->await());

    /* half a line that was read ahead */
    fwrite($w, "line\nhalf");
    say($in->readLine()->await(), $in->read()->await());

    /* everything, and the end */
    $all = $in->readAll();
    fwrite($w, str_repeat('x', 50000));
    turns();
    say($all->getState(), $in->isReadable(), $in->isClosed());
    fwrite($w, "y");
    fclose($w);
    $after = [$in->read(), $in->readLine(), $in->readAll()];
    say($all->await(), substr($all->await(), -2));
    say(...array_map(fn ($r) => $r->await(), $after));
    say($in->isReadable(), $in->isClosed(), $in->whenClosed()->await(), $in->whenClosed() === $in->whenClosed());
    say($in->read()->await(), $in->readLine()->await(), $in->readAll()->await());
    CODE);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
"done" "ab" "cdef"
"pending" "pending" "pending" "pending"
"done" "done" "done" "pending"
"one" "two\n" "three"
" and\n"
"pending"
"canceled" "rest"
"ION\\Promise\\TimeoutException: Timed out after 0.001 s"
"not lost"
"line\n" "half"
"pending" true false
50001 bytes "xy"
null null ""
false true true true
null null ""
