--TEST--
Pipe: the streams of a living program, of every size, in every way of reading, to their ends
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

$no_input = ['stdio' => [0 => 'null']];
$ways = [
    'all' => fn ($pipe) => $pipe->readAll()->await(),
    'read' => function ($pipe) {
        for ($all = ''; ($data = $pipe->read()->await()) !== null; $all .= $data);
        return $all;
    },
    'odd' => function ($pipe) {
        for ($all = ''; ($data = $pipe->read(4097)->await()) !== null; $all .= $data);
        return $all;
    },
    'lines' => function ($pipe) {
        for ($all = ''; ($line = $pipe->readLine()->await()) !== null; $all .= $line);
        return $all;
    },
    'handler' => function ($pipe) {
        $all = '';
        $pipe->whenData()->then(function ($chunk) use (&$all) { $all .= $chunk; });
        $pipe->whenClosed()->await();
        return $all;
    },
    'foreach' => fn ($pipe) => ION::async(function () use ($pipe) {
        $all = '';
        foreach ($pipe->whenData() as $chunk) {
            $all .= $chunk;
        }
        return $all;
    })->await(),
];
foreach ([0, 1, 65535, 65536, 65537, 1048575, 1048576, 1048577] as $size) {
    $expected = substr(str_repeat("line of text\n", intdiv($size, 13) + 1), 0, $size);
    $right = [];
    foreach ($ways as $name => $way) {
        /* through cat: what is written comes back */
        $cat = Process::spawn(['cat']);
        $sent = $cat->getStdin()->end($expected);
        $right[$name] = $way($cat->getStdout()) === $expected && $sent->await() === true && $cat->getStderr()->readAll()->await() === '';
        $cat->whenExit()->await();
        $right[$name] = $right[$name] && $cat->getExitStatus() === 0;
    }
    echo $size, ' ', json_encode($right), "\n";
}

/* 100 MiB, without keeping it */
$program = Process::spawn('head -c 104857600 /dev/zero | tr "\0" "i"', $no_input);
$hash = hash_init('sha256');
$before = memory_get_usage();
memory_reset_peak_usage();
$program->getStdout()->whenData()->then(fn ($chunk) => hash_update($hash, $chunk) ? null : null);
$program->getStdout()->whenClosed()->await();
$expected = hash_init('sha256');
for ($i = 0; $i < 1600; $i++) {
    hash_update($expected, str_repeat('i', 65536));
}
var_dump(hash_final($hash) === hash_final($expected), memory_get_peak_usage() - $before < 1 << 20);

/* there and back again, while it goes on */
$cat = Process::spawn(['cat']);
$reply = $cat->getStdout();
for ($i = 0; $i < 3; $i++) {
    $cat->getStdin()->write("question $i\n");
    echo $reply->readLine()->await();
}
var_dump($cat->isAlive(), $reply->isReadable(), $cat->getStdin()->isWritable());
$cat->getStdin()->end();
var_dump($reply->read()->await(), $cat->whenExit()->await()->getExitStatus(), $cat->getStdin()->isClosed());

/* half closed: sort answers when its input has ended */
$sort = Process::spawn(['sort'], ['env' => ['LC_ALL' => 'C']]);
foreach (['pear', 'apple', 'fig'] as $line) {
    $sort->getStdin()->write("$line\n");
}
$sort->getStdin()->end("banana\n");
echo $sort->getStdout()->readAll()->await();

/* both streams at once, each larger than a pipe */
$both = Process::spawn('i=0; while [ $i -lt 2000 ]; do echo "out line number $i of some length to fill the pipe"; echo "err line number $i of some length to fill the pipe" >&2; i=$((i+1)); done', $no_input);
[$out, $err] = [$both->getStdout()->readAll(), $both->getStderr()->readAll()];
[$out, $err] = [$out->await(), $err->await()];
var_dump(substr_count($out, "\n"), $err === str_replace('out', 'err', $out));

/* read after the end of the program */
$late = Process::spawn('echo first; echo second; printf last', $no_input);
$late->whenExit()->await();
echo $late->getStdout()->readLine()->await(), json_encode($late->getStdout()->isReadable()), "\n";
var_dump($late->getStdout()->readAll()->await(), $late->getStdout()->isClosed());

/* nobody reads: the program waits, and nothing piles up here */
$file = ion_test_temp('progress');
$writer = Process::spawn("head -c 1000000 /dev/zero; echo done >$file", $no_input);
$before = memory_get_usage();
ION::await(0.02)->await();
var_dump(file_exists($file), memory_get_usage() - $before < 100000);
$out = $writer->getStdout();
$sum = 0;
$out->whenData()->then(function ($chunk) use (&$sum, $out) { $sum += strlen($chunk); $out->pause(); });
ION::await(0.02)->await();
var_dump($sum > 0 && $sum <= 65536, $out->isPaused(), file_exists($file));
$resuming = ION::interval(0);
$resuming->then(fn () => $out->resume());
$out->whenClosed()->await();
$resuming->cancel();
var_dump($sum);
$writer->whenExit()->await();

/* from one program to the next */
$from = Process::spawn('head -c 3000000 /dev/zero | tr "\0" x', $no_input);
$to = Process::spawn(['wc', '-c']);
ION::async(function () use ($from, $to) {
    foreach ($from->getStdout()->whenData() as $chunk) {
        $to->getStdin()->write($chunk)->await();
    }
    $to->getStdin()->end();
});
echo trim($to->getStdout()->readAll()->await()), "\n";

/* a program that does not read, or not all */
$deaf = Process::spawn('exec <&-; echo ready; sleep 60', ['stop' => [['KILL', 0]]]);
echo $deaf->getStdout()->readLine()->await();
try {
    $deaf->getStdin()->write('anybody?')->await();
} catch (ION\ProcessException $e) {
    echo $e->getMessage(), ' ', $e->errno, "\n";
}
$deaf->stop([['KILL', 0]])->await();
$head = Process::spawn(['head', '-c', '5']);
$write = $head->getStdin()->write(str_repeat('y', 1000000));
echo $head->getStdout()->readAll()->await(), ' ';
try {
    $write->await();
} catch (ION\ProcessException $e) {
    echo $e->errno, "\n";
}

/* descriptors above 2 go both ways */
$program = Process::spawn('read line <&5; echo "got $line" >&5; cat <&5 >&2; echo bye >&5', ['stdio' => [5 => 'pipe']]);
$pipe = $program->getPipe(5);
$pipe->write("hello\n");
echo $pipe->readLine()->await();
$pipe->end("the rest\n");
echo $program->getStderr()->readAll()->await(), $pipe->readAll()->await();
var_dump($pipe->isClosed());
$program = $pipe = $late = $out = $err = $both = $writer = $deaf = $head = $write = $from = $to = $sort = $cat = $reply = $sent = $resuming = $sequence = null;
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
0 {"all":true,"read":true,"odd":true,"lines":true,"handler":true,"foreach":true}
1 {"all":true,"read":true,"odd":true,"lines":true,"handler":true,"foreach":true}
65535 {"all":true,"read":true,"odd":true,"lines":true,"handler":true,"foreach":true}
65536 {"all":true,"read":true,"odd":true,"lines":true,"handler":true,"foreach":true}
65537 {"all":true,"read":true,"odd":true,"lines":true,"handler":true,"foreach":true}
1048575 {"all":true,"read":true,"odd":true,"lines":true,"handler":true,"foreach":true}
1048576 {"all":true,"read":true,"odd":true,"lines":true,"handler":true,"foreach":true}
1048577 {"all":true,"read":true,"odd":true,"lines":true,"handler":true,"foreach":true}
bool(true)
bool(true)
question 0
question 1
question 2
bool(true)
bool(true)
bool(true)
NULL
int(0)
bool(true)
apple
banana
fig
pear
int(2000)
bool(true)
first
true
string(11) "second
last"
bool(true)
bool(false)
bool(true)
bool(true)
bool(true)
bool(false)
int(1000000)
3000000
ready
The other end of the pipe is closed: Broken pipe 32
yyyyy 32
got hello
the rest
bye
bool(true)
