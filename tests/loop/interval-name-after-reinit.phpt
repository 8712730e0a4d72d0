--TEST--
Loop: an interval that reinit() dropped does not take the name of its successor along
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$code = <<<'PHP'
$old = ION::interval(3600, 'name');
ION::reinit();
$new = ION::interval(3600, 'name');
unset($old);
gc_collect_cycles();
var_dump(ION::cancelInterval('name'));
/* kept to the end of the script, which is fine */
$kept = ION::interval(3600, 'kept');
PHP;
$end = ion_test_code($code);
echo $end['out'], $end['code'], ' ', $end['signal'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
0 0
