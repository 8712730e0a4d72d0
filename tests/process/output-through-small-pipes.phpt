--TEST--
Process: through pipes of one page 50 MiB on each stream in turn arrive byte for byte
--INI--
memory_limit=512M
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_cc();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/../differential/random.inc';

$program = ion_test_cc(__DIR__ . '/../tools/random-program.c');
$size = 5 << 20;
$steps = 'room,1,4096;room,2,4096' . str_repeat(";write,1,$size,7,100003;write,2,$size,200,4097", 10);
$r = ION\Process::run([$program, $steps]);
var_dump(
    hash('xxh3', $r->stdout) === hash('xxh3', str_repeat(RandomPrograms::pattern($size, 7), 10)),
    hash('xxh3', $r->stderr) === hash('xxh3', str_repeat(RandomPrograms::pattern($size, 200), 10)),
    ion_test_end($r),
);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
bool(true)
string(14) "exit, status 0"
