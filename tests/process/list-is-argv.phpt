--TEST--
Process: the arguments of a list arrive byte for byte
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$nasty = ['', ' ', "a b\tc\n", '"', "'", '\\', '$(id)', '`id`', ';', '&&', '*', '-n', '--', '%s', '~', '#',
    "\xff\xfe", "caf\xc3\xa9", "\x01\x1b[0m", '!history', '{a,b}', '<', '>|', 'é'];
mt_srand(4711);
for ($i = 0; $i < 500; $i++) {
    $word = '';
    for ($length = mt_rand(0, 40); $length > 0; $length--) {
        $word .= chr(mt_rand(1, 255));
    }
    $nasty[] = $word;
}
$r = ION\Process::run(['printf', '%s\0', ...$nasty], ['env' => ['LC_ALL' => 'C']]);
var_dump(explode("\0", substr($r->stdout, 0, -1)) === $nasty, $r->ok());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
bool(true)
