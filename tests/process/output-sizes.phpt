--TEST--
Process: outputs of every size around that of a pipe arrive whole, on both streams
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

foreach ([0, 1, 4095, 4096, 4097, 65535, 65536, 65537, 131072, 1048575, 1048576, 1048577] as $size) {
    $all["$size stdout"] = ION\Process::exec(['head', '-c', "$size", '/dev/zero']);
    $all["$size stderr"] = ION\Process::exec("head -c $size /dev/zero >&2");
}
$bad = [];
foreach (ION\Promise::all($all)->await() as $name => $r) {
    [$size, $stream] = explode(' ', $name);
    $other = $stream === 'stdout' ? 'stderr' : 'stdout';
    if ($r->$stream !== str_repeat("\0", (int) $size) || $r->$other !== '' || !$r->ok()) {
        $bad[] = "$name: " . strlen($r->$stream) . ', ' . ion_test_end($r);
    }
}
echo $bad ? implode("\n", $bad) : 'all', "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
all
