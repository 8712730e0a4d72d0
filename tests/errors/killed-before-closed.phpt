--TEST--
Process: a program that cannot be looked after is killed before it could see one of its pipes or its channel end
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_strace();
ion_skip_if_forced();
ion_skip_if_slow();
ion_skip_if_opcache('calls fail that are not of ION');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$code = <<<'PHP'
<?php
[, $mark, $script, $kind] = $argv;
$child = match ($kind) {
    'nothing' => null,
    'pipes' => ION\Process::spawn(['sh', '-c', "cat; cat <&4; cat <&5; echo end > $mark"], ['stdio' => [4 => 'pipe', 5 => 'pipe']]),
    'terminal' => ION\Process::spawn(['sh', '-c', "cat; echo end > $mark"], ['pty' => true]),
    'channel' => ION\Process::spawnScript($script, [$mark]),
};
if ($child !== null) {
    try {
        $child->whenStarted()->await();
        $child->kill(9);
        echo 'started';
    } catch (ION\RuntimeException $e) {
        echo 'failed';
    }
    try {
        $child->whenExit()->await();
    } catch (ION\RuntimeException) {
    }
}
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, $code);
$script = ion_test_temp('script.php');
file_put_contents($script, '<?php try { ION\Process::getParentIPC()->whenIncoming()->await(); } finally { touch($argv[1]); }');
$mark = ion_test_temp('mark');
$trace = ion_test_temp('trace');
$run = function (string $kind, string $call, string ...$inject) use ($file, $mark, $script, $trace): array {
    /* the program has much time before the kill; a master that runs is not hurried into it */
    $end = ion_test_run(['strace', '-qq', '-o', $trace, '-e', "trace=$call,pidfd_send_signal", '-e', 'inject=pidfd_send_signal:delay_enter=100000',
        ...$inject, ...ion_test_php([$file, $mark, $script, $kind])]);
    return [trim($end['out'] . $end['err']) . ($end['code'] === 0 ? '' : " [code $end[code]]"), substr_count((string) file_get_contents($trace), "$call(")];
};
foreach (['epoll_ctl' => 'ENOMEM', 'fcntl' => 'EMFILE'] as $call => $error) {
    /* what PHP itself does comes first and is left alone */
    $own = $run('nothing', $call)[1];
    foreach (['pipes', 'channel', 'terminal'] as $kind) {
        $failed = 0;
        $end = $run($kind, $call)[1];
        for ($n = $own + 1; $n <= $end; $n++) {
            [$said] = $run($kind, $call, '-e', "inject=$call:error=$error:when=$n");
            $failed += $said === 'failed';
            in_array($said, ['failed', 'started'], true) || print("$kind, $call number " . ($n - $own) . ": $said\n");
            if (is_file($mark)) {
                unlink($mark);
                echo "$kind, $call number ", $n - $own, ": the program saw the end\n";
            }
        }
        echo "$kind $call: ", $failed > 0 ? 'met' : 'NOT MET', "\n";
    }
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
pipes epoll_ctl: met
channel epoll_ctl: met
terminal epoll_ctl: met
pipes fcntl: met
channel fcntl: met
terminal fcntl: met
