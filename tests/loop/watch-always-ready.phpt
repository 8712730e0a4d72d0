--TEST--
Loop: files and /dev/null, which no kernel watches, are always ready
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$file = ion_test_temp();
file_put_contents($file, str_repeat("line\n", 3));
foreach ([$file => 'r+', '/dev/null' => 'r+', '/dev/zero' => 'r'] as $path => $mode) {
    $stream = fopen($path, $mode);
    $counts = ['readable' => 0, 'writable' => 0];
    ION::onReadable($stream, function ($stream, ION\Watcher $watcher) use (&$counts) {
        ++$counts['readable'] < 3 || $watcher->cancel();
    });
    ION::onWritable($stream, function ($stream, ION\Watcher $watcher) use (&$counts) {
        ++$counts['writable'] < 2 || $watcher->cancel();
    });
    // they neither starve the others nor run in a turn twice
    $turns = 0;
    $watcher = ION::repeat(0, function () use (&$turns) {
        $turns++;
    })->unreference();
    ION::dispatch();
    $watcher->cancel();
    echo json_encode($counts), $turns >= 2 ? '' : " in $turns turns", "\n";
    fclose($stream);
}
$null = fopen('/dev/null', 'r');
$watcher = ION::onReadable($null, fn () => print("ready\n"))->unreference();
var_dump(ION::dispatch());
$watcher->disable();
ION::delay(0.001, fn () => null);
ION::dispatch();
$watcher->enable();
ION::delay(0, function () use ($watcher) {
    $watcher->disable();
});
ION::dispatch();
$watcher->cancel();
fclose($null);

// as standard input: a pipe that ends, a file, nothing
$code = <<<'PHP'
    ION::onReadable(STDIN, function ($stream, ION\Watcher $watcher) {
        $text = fgets($stream);
        echo json_encode($text), ';';
        if ($text === false) {
            $watcher->cancel();
        }
    });
    ION::dispatch();
    PHP;
$php = implode(' ', array_map('escapeshellarg', ion_test_php(['-r', $code])));
foreach (["printf 'one\\ntwo\\n' | $php", "$php < " . escapeshellarg($file), "$php < /dev/null"] as $command) {
    echo ion_test_run(['sh', '-c', $command])['out'], "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
{"readable":3,"writable":2}
{"readable":3,"writable":2}
{"readable":3,"writable":2}
bool(false)
ready
"one\n";"two\n";false;
"line\n";"line\n";"line\n";false;
false;