--TEST--
IPC: lazy objects are made when they are sent; hooks and virtual properties
--SKIPIF--
<?php
if (PHP_VERSION_ID < 80400) {
    die('skip property hooks and lazy objects are of PHP 8.4');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/codec.inc';

eval(<<<'PHP'
class Hooked
{
    public int $stored = 1 { get { echo "GET\n"; return $this->stored; } set { echo "SET\n"; $this->stored = $value; } }
    public string $virtual { get { echo "GET\n"; return 'virtual'; } }
    public private(set) int $asymmetric = 2;
    public function change(int $value) { $this->asymmetric = $value; return $this; }
}
class Lazy { public $a = 1; public function __construct(public string $made = '') {} }
PHP);
$hooked = (new Hooked())->change(5);
$passed = codec_pass($hooked, ['Hooked']);
echo $passed->asymmetric, ' ', implode(' ', array_keys((array) $passed)), "\n";

$class = new ReflectionClass('Lazy');
$ghost = $class->newLazyGhost(function (Lazy $lazy) { echo "made a ghost\n"; $lazy->__construct('ghost'); });
$proxy = $class->newLazyProxy(function () { echo "made behind a proxy\n"; return new Lazy('proxy'); });
foreach ([$ghost, $proxy, $proxy] as $lazy) {
    $passed = codec_pass([$lazy], ['Lazy'])[0];
    var_dump($passed->made, $passed->a, get_class($passed), $class->isUninitializedLazyObject($passed));
}
echo codec_try($class->newLazyGhost(fn () => throw new DomainException('cannot be made')), ['Lazy']), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
5 stored asymmetric
made a ghost
string(5) "ghost"
int(1)
string(4) "Lazy"
bool(false)
made behind a proxy
string(5) "proxy"
int(1)
string(4) "Lazy"
bool(false)
string(5) "proxy"
int(1)
string(4) "Lazy"
bool(false)
DomainException: cannot be made
