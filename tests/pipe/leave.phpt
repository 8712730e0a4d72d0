--TEST--
Pipe: an exception, exit() or a fatal error in a handler goes its way, and what was not given is not lost
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/pipe.inc';

/* thrown in a handler of the Sequence: reported, the next chunk comes */
ion_pipe_in(<<<'CODE'
    ION::setErrorHandler(fn ($e) => say('handler: ' . $e->getMessage()));
    $in->whenData()->then(function ($chunk) { say($chunk); throw new Exception("no $chunk"); });
    fwrite($w, 'one');
    turns();
    fwrite($w, 'two');
    turns();
    fclose($w);
    ION::dispatch();
    CODE);

/* thrown out of dispatch() by the error handler */
ion_pipe_in(<<<'CODE'
    ION::setErrorHandler(function ($e) { throw $e; });
    $reads = [];
    $in->read(3)->then(function ($data) { throw new Exception("no $data"); });
    $next = $in->readAll();
    fwrite($w, 'abcdef');
    fclose($w);
    try {
        ION::dispatch();
    } catch (Exception $e) {
        say($e->getMessage());
    }
    say($next->await());
    CODE);

/* exit() in each kind of handler */
foreach ([
    '$in->whenData()->then(function ($chunk) { say($chunk); exit(3); });',
    '$in->read(1)->then(function ($chunk) { say($chunk); exit(3); }); $in->readAll()->then(fn () => say("never"));',
    'ION::async(function () use ($in) { foreach ($in->whenData() as $chunk) { say($chunk); exit(3); } });',
    '$in->whenClosed()->then(function () { say("closed"); exit(3); }); $in->readAll();',
] as $code) {
    ion_pipe_in($code . <<<'CODE'
        register_shutdown_function(function () use ($in) {
            say('shutdown');
        });
        fwrite($w, 'data');
        fclose($w);
        ION::dispatch();
        CODE);
}

/* a shutdown function reads on */
ion_pipe_in(<<<'CODE'
    register_shutdown_function(function () use ($in) { say($in->readAll()->await()); });
    $in->read(1)->then(function ($chunk) { say($chunk); exit(0); });
    fwrite($w, '12345');
    fclose($w);
    ION::dispatch();
    CODE);

/* fatal errors, the memory limit among them */
foreach ([
    '$in->whenData()->then(function ($chunk) { trigger_error("by hand", E_USER_ERROR); });',
    '$in->readAll()->then(fn () => say("never"));',
    '$in->readLine()->then(fn () => say("never"));',
    'ION::async(function () use ($in) { foreach ($in->whenData() as $chunk) { $all[] = str_repeat($chunk, 1000); } });',
] as $code) {
    ion_pipe_in($code . <<<'CODE'
        ini_set('display_errors', '0');
        register_shutdown_function(function () { say('shutdown', strtok((string) error_get_last()['message'], ' '), strtok(' ')); });
        $block = str_repeat('x', 60000);
        ION::interval(0)->then(function () use ($w, $block) { fwrite($w, $block); });
        ION::dispatch();
        CODE, ['-d', 'memory_limit=16M', '-d', 'log_errors=0']);
}

/* in a handler of a write */
ion_pipe_out(<<<'CODE'
    register_shutdown_function(function () use ($out) { say('shutdown', $out->getQueuedBytes()); });
    $out->write(str_repeat('x', 70000))->then(fn () => exit(4));
    $out->write(str_repeat('y', 100000))->then(fn () => say('never'));
    fread($r, 8192);
    fread($r, 8192);
    ION::dispatch();
    CODE);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
"one"
"handler: no one"
"two"
"handler: no two"
"no abc"
"def"
"data"
"shutdown"
{"code":3,"signal":0}
"d"
"shutdown"
{"code":3,"signal":0}
"data"
"shutdown"
{"code":3,"signal":0}
"closed"
"shutdown"
{"code":3,"signal":0}
"1"
"2345"
"shutdown" "by" "hand"
{"code":255,"signal":0}
"shutdown" "Allowed" "memory"
{"code":255,"signal":0}
"shutdown" "Allowed" "memory"
{"code":255,"signal":0}
"shutdown" "Allowed" "memory"
{"code":255,"signal":0}
"shutdown" 91808
{"code":4,"signal":0}
