--TEST--
Signal: exit() leaves as exit() of PHP does, or at once
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

foreach (['3', '0', '255', '5, true'] as $arguments) {
    $code = <<<CODE
    register_shutdown_function(fn () => print("shutdown "));
    ION::await(0)->then(function () {
        try {
            ION\\Process::exit($arguments);
        } finally {
            echo "never: ";
        }
    });
    ION::dispatch();
    echo "not reached";
    CODE;
    $run = ion_test_code($code);
    echo "$arguments: $run[out]code $run[code]\n", $run['err'];
}
foreach ([-1, 256] as $code) {
    try {
        ION\Process::exit($code);
    } catch (ValueError $e) {
        echo $e->getMessage(), "\n";
    }
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
3: shutdown code 3
0: shutdown code 0
255: shutdown code 255
5, true: code 5
ION\Process::exit(): Argument #1 ($code) must be an exit code from 0 to 255
ION\Process::exit(): Argument #1 ($code) must be an exit code from 0 to 255
