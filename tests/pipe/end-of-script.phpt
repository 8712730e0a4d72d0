--TEST--
Pipe: at the end of the script queued bytes are written as far as there is room, and failures are told once
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/pipe.inc';

/* nobody waits for it: what fits has left */
$code = ion_test_temp('code.php');
file_put_contents($code, '<?php ION\Process::stdout()->write(str_repeat("x", 300000)); ION\Process::stdout()->end("end");');
$file = ion_test_temp('output');
foreach (['file' => fopen($file, 'w'), 'pipe' => ['pipe', 'w']] as $kind => $out) {
    $process = proc_open(ion_test_php([$code]), [['file', '/dev/null', 'r'], $out, ['pipe', 'w']], $pipes);
    $errors = stream_get_contents($pipes[2]);
    ion_test_wait(fn () => !proc_get_status($process)['running'], 'its end');
    /* read when it has ended: it did not wait for the reader */
    $text = $kind === 'file' ? file_get_contents($file) : stream_get_contents($pipes[1]);
    echo $kind, ' ', strlen($text), ' ', json_encode(substr($text, -3)), ' ', json_encode($errors), "\n";
    array_map('fclose', $pipes);
    proc_close($process);
    $out = null;
}

/* writes that nobody looks at: reported, and end() not a second time */
ion_pipe_out(<<<'CODE'
    ION::setErrorHandler(fn ($e) => say($e->getMessage()));
    fclose($r);
    $out->write('lost');
    $out->end();
    ION::dispatch();
    say('quiet');
    CODE);
ion_pipe_out(<<<'CODE'
    ION::setErrorHandler(fn ($e) => say($e->getMessage()));
    fclose($r);
    $out->end('lost');
    ION::dispatch();
    say('told');
    CODE);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
file 300003 "end" ""
pipe 65536 "xxx" ""
"The other end of the pipe is closed: Broken pipe"
"quiet"
"told"
"The other end of the pipe is closed: Broken pipe"
