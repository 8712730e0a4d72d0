--TEST--
Process: which() asks for the effective user, as the kernel does at execve(2)
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
extension_loaded('posix') || exit('skip needs posix');
posix_geteuid() === 0 || exit('skip needs root');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

$dir = ion_test_temp('dir');
mkdir($dir);
chmod($dir, 0755);
file_put_contents("$dir/tool", "#!/bin/sh\n");
chmod("$dir/tool", 0700);
var_dump(Process::which('tool', $dir) === "$dir/tool");
posix_seteuid(posix_getpwnam('nobody')['uid']);
var_dump(Process::which('tool', $dir), Process::which("$dir/tool"));
posix_seteuid(0);
/* root may read anything, but executes only what somebody may */
chmod("$dir/tool", 0600);
var_dump(Process::which('tool', $dir));
unlink("$dir/tool");

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
NULL
NULL
NULL
