--TEST--
Process: stdin from a stream wrapper written in PHP
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

class Wrapper
{
    public $context;
    private int $left = 5;
    public function stream_open($path, $mode, $options, &$opened) { return true; }
    public function stream_read($count) { return $this->left-- > 0 ? str_repeat("$this->left", 1000) : ''; }
    public function stream_eof() { return $this->left <= 0; }
    public function stream_stat() { return []; }
}
stream_wrapper_register('ion-test', Wrapper::class);
$r = ION\Process::run(['wc', '-c'], ['stdin' => fopen('ion-test://x', 'r')]);
echo trim($r->stdout), "\n";
stream_wrapper_unregister('ion-test');

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
5000
