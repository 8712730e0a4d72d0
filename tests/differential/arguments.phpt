--TEST--
Differential: 10,000 random arguments and variables arrive byte for byte under LC_ALL=C
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_cc();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$program = ion_test_cc(__DIR__ . '/../tools/random-program.c');
$seed = (int) (getenv('ION_DIFFERENTIAL_SEED') ?: 6);
$random = new Random\Randomizer(new Random\Engine\Mt19937($seed));
$special = ['"', "'", '\\', "\n", '$(id)', '`id`', ';', '-', '--', "\xff", "\xc3", '%s', '*', '~', ' '];
$word = function () use ($random, $special) {
    $word = strtr($random->getBytes($random->getInt(1, 40)), "\0", "\1");
    return $random->getInt(0, 3) ? $word : $special[$random->getInt(0, 14)] . $word;
};
$different = [];
$lane = function () use (&$left, $program, $word, &$different, &$count) {
    while ($left-- > 0) {
        $argv = [$program, 'dump,1'];
        $env = [];
        for ($i = 0; $i < 180; $i++) {
            $argv[] = $i % 60 ? $word() : '';
        }
        for ($i = 0; $i < 20; $i++) {
            $env[strtr($word(), '=', ':') . '_'] = $word();
        }
        $env += ['LC_ALL' => 'C', '_ION_EXEC_LINE' => 'here'];
        $out = ION\Process::exec($argv, ['env' => $env, 'clearEnv' => true])->await()->stdout;
        $variables = array_map(fn ($name, $value) => "$name=$value", array_keys($env), $env);
        sort($variables, SORT_STRING);
        $expected = '';
        foreach (['argument' => $argv, 'env' => $variables] as $what => $strings) {
            foreach ($strings as $string) {
                $expected .= "$what " . strlen($string) . ":$string\n";
            }
        }
        $count += count($argv) - 2 + count($env) - 2;
        if (!str_starts_with($out, $expected)) {
            $at = strspn($out ^ $expected, "\0");
            $different[] = bin2hex(substr($expected, $at - 20, 60)) . ' became ' . bin2hex(substr($out, $at - 20, 60));
        }
    }
};
$left = 50;
ION\Promise::all(array_map(fn () => ION::async($lane), range(1, 4)))->await();
echo "$count strings, ", count($different), " programs saw others\n", $different ? "seed $seed: $different[0]\n" : '';

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
10000 strings, 0 programs saw others
