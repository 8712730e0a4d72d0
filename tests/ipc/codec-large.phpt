--TEST--
IPC: large values need a raised maxMessage and arrive whole
--INI--
memory_limit=1G
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/codec.inc';

$mebibyte = 1 << 20;
$large = str_repeat(implode('', array_map('chr', range(0, 255))), 64 * $mebibyte / 256);
foreach (['a string' => $large, 'in an array' => [[$large]]] as $title => $value) {
    try {
        codec_pass($value);
        echo "$title: SENT\n";
    } catch (ValueError $e) {
        echo "$title: ", get_class($e), "\n";
    }
    var_dump(codec_pass($value, [], ['maxMessage' => 65 * $mebibyte, 'queueLimit' => 130 * $mebibyte]) === $value);
}
unset($value);
$many = array_fill(0, 100, $large);
try {
    codec_pass($many);
    echo "SENT\n";
} catch (ValueError $e) {
    echo get_class($e), "\n";
}
echo memory_get_peak_usage() < 700 * $mebibyte ? "memory is bounded\n" : "TOO MUCH MEMORY\n";
unset($many, $large);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
a string: ValueError
bool(true)
in an array: ValueError
bool(true)
ValueError
memory is bounded
