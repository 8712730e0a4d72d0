--TEST--
Docs: the examples of docs/en/guide/pipes.md print what it shows
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

docs_test('pipes');

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
done
