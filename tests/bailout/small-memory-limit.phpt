--TEST--
End: below a memory limit of 8 MB 50 MB of output are read live or cut, or end the script cleanly
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$program = "['head', '-c', '50000000', '/dev/zero']";
$codes = [
    'live' => "\$n = 0; \$r = ION\\Process::run($program, ['onStdout' => function (\$chunk) use (&\$n) { \$n += strlen(\$chunk); }]); echo \"\$n \$r->status \$r->cause\";",
    'cut' => "\$r = ION\\Process::run($program, ['maxOutput' => 1_000_000]); echo strlen(\$r->stdout), \" \$r->status\", \$r->truncated ? ' truncated' : '';",
    'both cut' => "\$r = ION\\Process::run('head -c 50000000 /dev/zero; head -c 50000000 /dev/zero >&2', ['maxOutput' => 1_000_000]); echo strlen(\$r->stdout), ' ', strlen(\$r->stderr);",
    'killed' => "\$r = ION\\Process::run(['yes'], ['maxOutput' => 1_000_000, 'overflow' => 'kill']); echo strlen(\$r->stdout), \" \$r->cause\";",
    'kept' => "ini_set('display_errors', '0'); ION\\Process::exec(['yes'], ['pid' => &\$pid]); file_put_contents(\$argv[1], \$pid); ION::dispatch();",
    'kept by a callback' => "ini_set('display_errors', '0'); \$all = ''; ION\\Process::exec(['yes'], ['pid' => &\$pid, 'onStdout' => function (\$chunk) use (&\$all) { \$all .= \$chunk; }]); file_put_contents(\$argv[1], \$pid); ION::dispatch();",
    'pipe' => "\$n = 0; \$c = ION\\Process::spawn($program); ION::async(function () use (\$c, &\$n) { foreach (\$c->getStdout()->whenData() as \$chunk) { \$n += strlen(\$chunk); } })->await(); \$c->whenExit()->await(); echo \"\$n {\$c->getExitStatus()}\";",
    'lines of a pipe' => "\$n = 0; \$c = ION\\Process::spawn('yes \"\$(head -c 999 /dev/zero | tr \"\\\\0\" x)\" | head -c 50000000'); \$pipe = \$c->getStdout(); while ((\$line = \$pipe->readLine()->await()) !== null) { \$n += strlen(\$line); } echo \$n;",
    'written to a pipe' => "\$c = ION\\Process::spawn('wc -c'); for (\$i = 0; \$i < 500; \$i++) { \$c->getStdin()->write(str_repeat('x', 100_000))->await(); } \$c->getStdin()->end(); echo trim(\$c->getStdout()->readAll()->await());",
    'all of a pipe' => "ini_set('display_errors', '0'); \$c = ION\\Process::spawn(['yes']); file_put_contents(\$argv[1], \$c->getPID()); \$c->getStdout()->readAll()->await();",
    'queued for a pipe' => "ini_set('display_errors', '0'); \$c = ION\\Process::spawn(['sleep', '60']); file_put_contents(\$argv[1], \$c->getPID()); for (\$i = 0; \$i < 60; \$i++) { \$c->getStdin()->write(str_repeat(chr(65 + \$i), 1_000_000)); }",
];
/* a sanitizer puts its own memory in place of PHP's, which then has no limit */
if (getenv('ION_TEST_WRAPPED')) {
    $codes['kept by a callback'] = $codes['all of a pipe'] = $codes['queued for a pipe'] = $codes['kept'];
}
foreach ($codes as $name => $code) {
    $file = ion_test_temp('pid');
    $end = ion_test_code("ini_set('memory_limit', '8M'); register_shutdown_function(fn () => print(error_get_last() ? strtok(error_get_last()['message'], ' ') : ''));\n$code", [$file]);
    echo "$name: $end[out]$end[err] $end[code]\n";
    if (file_exists($file)) {
        $pid = (int) file_get_contents($file);
        ion_test_wait(fn () => in_array(ion_test_state($pid), ['', 'Z'], true), 'the end of the program');
    }
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
live: 50000000 0 exit 0
cut: 1000000 0 truncated 0
both cut: 1000000 1000000 0
killed: 1000000 overflow 0
kept: Allowed 255
kept by a callback: Allowed 255
pipe: 50000000 0 0
lines of a pipe: 50000000 0
written to a pipe: 50000000 0
all of a pipe: Allowed 255
queued for a pipe: Allowed 255
