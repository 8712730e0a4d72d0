--TEST--
Pipe: pipes, closures and promises that hold each other are collected when nothing can arrive any more
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
/* some of the scripts end with what they listen to */
putenv('ION_ASAN_LEAKS=0');
require __DIR__ . '/../pipe/pipe.inc';

ion_pipe_in(<<<'CODE'
    final class Witness
    {
        public $hold;
        public function __construct(public string $name) {}
        public function __destruct() { say("$this->name gone"); }
    }
    function step(string $what): void { gc_collect_cycles(); say("- $what"); }

    /* the Pipe of a standard stream lives as long as the request; its listeners do not */
    $witness = new Witness('handler');
    $handler = $in->whenData()->then(function ($chunk) use ($in, $witness) { say($chunk); });
    unset($witness);
    fwrite($w, 'x');
    turns();
    step('listened to');
    $in->whenData()->forget($handler);
    unset($handler);
    step('not any more');

    /* reads that wait are held by it */
    $witness = new Witness('reader');
    $in->readAll()->then(function ($all) use ($in, $witness) { say($all); });
    unset($witness);
    step('waiting');
    fwrite($w, 'all');
    fclose($w);
    ION::dispatch();
    step('ended');

    /* what has settled holds nothing */
    $witness = new Witness('closed');
    $closed = $in->whenClosed();
    $closed->then(function () use ($closed, $witness) { say('closed'); });
    unset($witness, $closed);
    step('the end');

    $witness = new Witness('fiber');
    ION::async(function () use ($in, $witness) { foreach ($in->whenData() as $chunk); say('foreach ended'); });
    unset($witness);
    step('over');
    CODE);

/* abandoned at the end of the script, in every state */
ion_pipe_in(<<<'CODE'
    $reads = [$in->read(), $in->readLine(), $in->readAll()];
    foreach ($reads as $read) { $read->then(function () use ($in, &$reads) {}); }
    ION::async(function () use ($in) {
        try {
            foreach ($in->whenData() as $chunk);
        } finally {
            say('finally');
        }
    });
    $in->whenClosed()->then(function () use ($in) {});
    $out = ION\Process::stdout();
    $out->write(str_repeat('x', 100))->then(function () use ($out) {});
    CODE);
ion_pipe_out(<<<'CODE'
    $writes = [$out->write(str_repeat('x', 100000)), $out->write('y'), $out->end('z')];
    foreach ($writes as $write) { $write->then(function () use ($out, &$writes) {}); }
    unset($writes, $write, $out);
    gc_collect_cycles();
    say('end');
    CODE);

/* no memory is lost */
ion_pipe_in(<<<'CODE'
    $round = function () use ($in, $w) {
        for ($i = 0; $i < 100; $i++) {
            fwrite($w, "line\nmore" . str_repeat('x', 40000));
            $in->readLine()->await();
            $in->read(1000)->then(fn () => 1);
            $cancelled = [$in->readAll(), $in->readLine()];
            foreach ($cancelled as $one) { $one->cancel('x'); }
            turns(1);
            $handler = $in->whenData()->then(function ($chunk) { return strlen($chunk); });
            turns(2);
            $in->whenData()->forget($handler);
            ION::async(function () use ($in, $w) {
                fwrite($w, 'f');
                foreach ($in->whenData() as $chunk) { break; }
            })->await();
        }
        gc_collect_cycles();
        return memory_get_usage();
    };
    $round();
    $before = $round();
    for ($i = 0; $i < 5; $i++) { $after = $round(); }
    say($after - $before);
    CODE);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
"x"
"- listened to"
"handler gone"
"- not any more"
"- waiting"
"all"
"reader gone"
"- ended"
"closed"
"closed gone"
"- the end"
"foreach ended"
"fiber gone"
"- over"
xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"finally"
"end"
0
