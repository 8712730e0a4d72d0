--TEST--
Process: _ION_EXEC_LINE names the file and line of the call
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

function line(array $options = []): string
{
    return ION\Process::run(['printenv', '_ION_EXEC_LINE'], $options)->stdout;
}
echo line() === __FILE__ . ':' . (__LINE__ - 2) . "\n" ? 'right' : line(), "\n";
$promise = ION\Process::exec(
    ['printenv', '_ION_EXEC_LINE']
);
[$from, $to] = [__LINE__ - 3, __LINE__ - 1];
sscanf(strrchr($promise->await()->stdout, ':'), ':%d', $line);
var_dump($line >= $from && $line <= $to);
echo line(['env' => ['_ION_EXEC_LINE' => 'mine']]);
var_dump(line(['env' => ['_ION_EXEC_LINE' => null]]));
var_dump(getenv('_ION_EXEC_LINE'));
/* one of our own caller is not passed on */
putenv('_ION_EXEC_LINE=/somebody/else.php:1');
var_dump(str_contains(line(), __FILE__));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
right
bool(true)
mine
string(0) ""
bool(false)
bool(true)
