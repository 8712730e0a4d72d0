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
echo memory_get_peak_usage() < 700 * $mebibyte ? "memory is bounded\n" : "TOO MUCH MEMORY\n";
/* 6.4 GB, of which no more is written than could be sent: PHP's own count knows nothing of that */
$many = array_fill(0, 100, $large);
foreach ([[], ['maxMessage' => 5]] as $options) {
    $before = getrusage()['ru_minflt'];
    try {
        codec_pass($many, [], $options);
        echo "SENT\n";
    } catch (ValueError $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
    /* pages that were touched; a refused message of 16 MiB may have touched 4,096 */
    echo ($touched = getrusage()['ru_minflt'] - $before) < 16384 ? "and not written\n" : "WRITTEN: $touched PAGES\n";
}
unset($many, $large);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
a string: ValueError
bool(true)
in an array: ValueError
bool(true)
memory is bounded
ValueError: The message is too long: it takes more than the limit (maxMessage) of 16777216 bytes
and not written
ValueError: The message is too long: it takes more than the limit (maxMessage) of 5 bytes
and not written
