--TEST--
Pipe: readLine() keeps newlines, crosses chunks, and has a limit that loses nothing
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/pipe.inc';

ion_pipe_in(<<<'CODE'
    fwrite($w, "a\n\n\r\nb\0c\nno newline");
    fclose($w);
    while (($line = $in->readLine()->await()) !== null) {
        say($line);
    }
    CODE);

/* longer than any buffer, in pieces of every size around a chunk */
ion_pipe_in(<<<'CODE'
    $lines = [];
    foreach ([65535, 65536, 65537, 0, 1, 200000, 4095, 4096, 131072] as $i => $size) {
        $lines[] = str_repeat(chr(97 + $i), $size) . "\n";
    }
    $rest = implode('', $lines);
    $feeding = ION::interval(0)->then(function () use (&$rest, $w, $in) {
        $rest === null || $rest = substr($rest, (int) fwrite($w, substr($rest, 0, 50001)));
        if ($rest === '') {
            $rest = null;
            fclose($w);
        }
    });
    $got = [];
    while (($line = $in->readLine()->await()) !== null) {
        $got[] = $line;
    }
    say($got === $lines);
    exit(0);
    CODE);

ion_pipe_in(<<<'CODE'
    fwrite($w, "12345\n123456\n1234567");
    say($in->readLine(6)->await(), why($in->readLine(6)), why($in->readLine(6)));
    say($in->readLine(7)->await(), why($in->readLine(7)->timeout(0.001)));
    fwrite($w, '8');
    say(why($in->readLine(7)), $in->read()->await());
    $waiting = [$in->readLine(3), $in->readLine()];
    fwrite($w, "1234");
    turns();
    fwrite($w, "5\n");
    say(...array_map('why', $waiting));
    fclose($w);
    foreach ([0, -1] as $max) {
        try {
            $in->readLine($max);
        } catch (ValueError $e) {
            say($e->getMessage());
        }
    }
    CODE);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
"a\n"
"\n"
"\r\n"
"b\u0000c\n"
"no newline"
true
"12345\n" "ION\\ProcessException: The line is longer than 6 bytes: Message too long [90]" "ION\\ProcessException: The line is longer than 6 bytes: Message too long [90]"
"123456\n" "ION\\Promise\\TimeoutException: Timed out after 0.001 s"
"ION\\ProcessException: The line is longer than 7 bytes: Message too long [90]" "12345678"
"ION\\ProcessException: The line is longer than 3 bytes: Message too long [90]" "12345\n"
"ION\\Process\\Pipe::readLine(): Argument #1 ($max) must be at least 1"
"ION\\Process\\Pipe::readLine(): Argument #1 ($max) must be at least 1"
