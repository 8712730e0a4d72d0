--TEST--
Pipe: own standard streams of every kind, whose flags stay as they are
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/pipe.inc';

const FILTER = <<<'CODE'
    require $argv[array_key_last($argv)];
    $in = ION\Process::stdin();
    $out = ION\Process::stdout();
    if ($in !== ION\Process::stdin() || $out !== ION\Process::stdout()) {
        echo "not the same\n";
    }
    while (($line = $in->readLine()->await()) !== null) {
        $out->write(strrev(rtrim($line)) . "\n");
    }
    $out->end("done\n")->await();
    echo "descriptor 1 is still open\n";
    fwrite(STDERR, ION\Process::stderr()->write('')->await() === 0 ? "stderr\n" : '');
    CODE;
$code = ion_test_temp('filter.php');
file_put_contents($code, "<?php\n" . FILTER);
$argv = [...ion_test_php([$code]), __DIR__ . '/../_lib/helpers.inc'];

function flags($stream): string
{
    /* the number of a stream is that of its link in /proc */
    $target = stream_get_meta_data($stream)['uri'] ?? 'socket:[' . fstat($stream)['ino'] . ']';
    foreach (glob('/proc/self/fd/*') as $link) {
        if (@readlink($link) === $target) {
            preg_match('~flags:\s+(\d+)~', file_get_contents(str_replace('/fd/', '/fdinfo/', $link)), $m);
            return octdec($m[1]) & 04000 ? 'O_NONBLOCK' : 'blocking';
        }
    }
    return "$target not found";
}

$input = "abc\ndef\nlast";
$file = ion_test_temp('input');
file_put_contents($file, $input);
$output = ion_test_temp('output');
$fifo = ion_pipe_fifo();
foreach (['file', 'null', 'fifo', 'socket', 'full'] as $kind) {
    echo "--- $kind\n";
    $feed = null;
    switch ($kind) {
        case 'file':
            [$in, $out] = [fopen($file, 'r'), fopen($output, 'w')];
            break;
        case 'null':
            [$in, $out] = [fopen('/dev/null', 'r'), fopen('/dev/null', 'w')];
            break;
        case 'full':
            [$in, $out] = [fopen($file, 'r'), fopen('/dev/full', 'w')];
            break;
        case 'fifo':
            $in = ion_pipe_open($fifo, 'r');
            $out = fopen($output, 'w');
            break;
        case 'socket':
            [$in, $feed] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
            $out = $in;
            break;
    }
    $flags = [flags($in), flags($out)];
    $process = proc_open($argv, [$in, $out, ['pipe', 'w']], $pipes);
    if ($kind === 'fifo') {
        /* not before: a program of proc_open() has what is open here */
        $feed = fopen($fifo, 'w');
    }
    if ($feed) {
        fwrite($feed, $input);
        $kind === 'socket' ? stream_socket_shutdown($feed, STREAM_SHUT_WR) : fclose($feed);
    }
    $errors = stream_get_contents($pipes[2]);
    fclose($pipes[2]);
    $end = ion_test_close($process);
    var_dump($flags === ['blocking', 'blocking'] && $flags === [flags($in), flags($out)]);
    if ($kind === 'socket') {
        fclose($in);
        echo stream_get_contents($feed);
    } elseif ($kind !== 'null' && $kind !== 'full') {
        echo file_get_contents($output);
    }
    echo preg_replace('~^(?:PHP )?(?:Fatal error:  ?)?|in /.*$|^#.*$|^  thrown.*$|^Stack trace:$~m', '', $kind === 'full' ? '' : $errors), json_encode($end), "\n";
}

/* closed before the start */
echo "--- closed\n";
$code = <<<'CODE'
    foreach (['stdin', 'stderr', 'stdout'] as $name) {
        try {
            ION\Process::$name();
            echo "$name opened\n";
        } catch (ION\ProcessException $e) {
            echo get_class($e), ": {$e->getMessage()} [$e->errno]\n";
        }
    }
    CODE;
echo ion_test_code('fclose(STDIN); fclose(STDERR);' . $code)['out'];
$in = $out = $feed = null;

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
--- file
bool(true)
cba
fed
tsal
done
descriptor 1 is still open
stderr
{"code":0,"signal":0}
--- null
bool(true)
stderr
{"code":0,"signal":0}
--- fifo
bool(true)
cba
fed
tsal
done
descriptor 1 is still open
stderr
{"code":0,"signal":0}
--- socket
bool(true)
cba
fed
tsal
done
descriptor 1 is still open
stderr
{"code":0,"signal":0}
--- full
bool(true)
{"code":255,"signal":0}
--- closed
ION\ProcessException: Cannot use standard input: Bad file descriptor [9]
ION\ProcessException: Cannot use standard error: Bad file descriptor [9]
stdout opened
