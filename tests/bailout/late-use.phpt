--TEST--
End: ION works in shutdown functions, destructors, output callbacks and error handlers
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$code = <<<'PHP'
class Late {
    public function __destruct()
    {
        /* where PHP forbids to switch fibers nobody can wait; the loop can be run */
        ION\Process::exec('echo ran')->then(function ($r) { echo 'destructor: ', $r->stdout; });
        ION::dispatch();
    }
}
$late = new Late();
register_shutdown_function(function () {
    echo 'shutdown function: ', ION\Process::exec('echo ran')->await()->stdout;
    register_shutdown_function(function () { echo 'another one: ', ION\Process::run('echo ran')->stdout; });
});
set_error_handler(function () { echo 'error handler: ', ION\Process::run('echo ran')->stdout; return true; });
echo $undefined;
set_exception_handler(function ($e) { echo 'exception handler: ', ION\Process::run('echo ran')->stdout; });
ob_start(function ($text) { static $n = 0; return $text . ($n++ ? '' : 'output callback: ' . ION\Process::run('echo ran')->stdout); });
echo "";
ob_end_flush();
throw new Exception('x');
PHP;
$end = ion_test_code($code);
echo $end['out'], $end['err'];

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
error handler: ran
output callback: ran
exception handler: ran
shutdown function: ran
another one: ran
destructor: ran
