--TEST--
Docs: the examples of install.md and loop.md print what they show
--SKIPIF--
<?php
if (trim((string) shell_exec('command -v git')) === '') {
    die('skip git is not installed');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/run.inc';

docs_test('install', 'loop');

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
done
