--TEST--
Docs: the examples of the integrate folder print what they show
--SKIPIF--
<?php
require __DIR__ . '/../_lib/revolt.inc';
ion_skip_unless_packages();
if (trim((string) shell_exec('command -v git')) === '') {
    die('skip git is not installed');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/run.inc';

docs_test('integrate');

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
done
