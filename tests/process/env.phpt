--TEST--
Process: the option env is merged over the caller's environment, null removes
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

putenv('T_A=old');
putenv('T_B=kept');
putenv('T_C=gone');
$r = ION\Process::run(['sh', '-c', 'env | grep ^T_ | sort'], ['env' => [
    'T_A' => 'new', 'T_C' => null, 'T_D' => '', 'T_E' => "two\nlines", 'T_F' => 42, 'T_G' => 1.5,
]]);
echo $r->stdout, getenv('T_A'), ' ', getenv('T_C'), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
T_A=new
T_B=kept
T_D=
T_E=two
T_F=42
T_G=1.5
old gone
