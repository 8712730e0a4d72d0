--TEST--
Process: the option env is merged over the caller's environment, null removes
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

putenv('ION_A=old');
putenv('ION_B=kept');
putenv('ION_C=gone');
$r = ION\Process::run(['sh', '-c', 'env | grep ^ION_ | sort'], ['env' => [
    'ION_A' => 'new', 'ION_C' => null, 'ION_D' => '', 'ION_E' => "two\nlines", 'ION_F' => 42, 'ION_G' => 1.5,
]]);
echo $r->stdout, getenv('ION_A'), ' ', getenv('ION_C'), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ION_A=new
ION_B=kept
ION_D=
ION_E=two
ION_F=42
ION_G=1.5
old gone
