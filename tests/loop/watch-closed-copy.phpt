--TEST--
Loop: a stream that was closed before its watcher, and of which a program has a copy, is not heard of again
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

putenv('ION_ASAN_LEAKS=0');
// in a PHP of its own: its loop makes itself new descriptors
$ended = ion_test_code("require '" . __DIR__ . "/../_lib/streams.inc';\n" . <<<'PHP'
    // watched, readable for ever, and closed first, as AMPHP does it; the program keeps it open
    [$a, $b] = ion_test_pair();
    $watcher = ION::onReadable($a, fn () => print("called\n"));
    $program = proc_open(['cat'], [['pipe', 'r'], ['file', '/dev/null', 'w'], 3 => $a], $pipes);
    fwrite($b, 'never read');
    fclose($a);
    $watcher->cancel();
    fclose($b);

    // these have its number
    [$a, $b] = ion_test_pair();
    $calls = 0;
    $watchers = [];
    foreach ([$a, $b] as $stream) {
        stream_set_blocking($stream, false);
        $watchers[] = ION::onReadable($stream, function ($stream) use (&$calls) {
            $calls++;
            echo 'read ', json_encode(fread($stream, 10)), "\n";
            ION::stop();
        });
    }
    ION::stop(0.05);
    ION::dispatch();
    var_dump($calls);
    fwrite($b, 'x');
    ION::dispatch();
    foreach ($watchers as $watcher) {
        $watcher->cancel();
    }
    fclose($pipes[0]);
    var_dump(proc_close($program));
    PHP);
echo $ended['out'], $ended['err'], $ended['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(0)
read "x"
int(0)
0
