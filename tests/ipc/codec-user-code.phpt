--TEST--
IPC: __serialize(), __unserialize() and __wakeup() may throw and change what is on its way
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/codec.inc';

class Log { public static array $lines = []; public static function flush() { echo implode(', ', self::$lines) ?: 'nothing', "\n"; self::$lines = []; } }
class Plain { public $name; public function __construct($name) { $this->name = $name; } public function __destruct() { Log::$lines[] = "~$this->name"; } }
class Wakes extends Plain { public $inner; public function __wakeup(): void { Log::$lines[] = "wake $this->name"; if ($this->name === 'bad') { throw new DomainException('no wish to wake'); } } }
class Own extends Plain
{
    public function __serialize(): array { return ['name' => $this->name]; }
    public function __unserialize(array $data): void { $this->name = $data['name']; Log::$lines[] = "unserialize $this->name"; if ($this->name === 'bad') { throw new DomainException('no wish to be'); } }
}
class Meddler
{
    public function __construct(private Closure $meddle) {}
    public function __serialize(): array { return ($this->meddle)() ?? []; }
    public function __unserialize(array $data): void {}
}

echo "order: ";
$outer = new Wakes('outer');
$outer->inner = [new Own('own'), new Wakes('inner')];
$passed = codec_pass([$outer, new Own('last')], ['Wakes', 'Own']);
Log::$lines = array_values(array_filter(Log::$lines, fn ($line) => $line[0] !== '~'));
Log::flush();
unset($passed, $outer);
Log::$lines = [];

echo "a throw in the middle: only what has woken is destroyed\n";
foreach (['Wakes', 'Own'] as $class) {
    $sent = [new Plain('plain'), new Own('first'), new $class('bad'), new Wakes('after')];
    echo codec_try($sent, ['Plain', 'Wakes', 'Own']), ': ';
    Log::flush();
    unset($sent);
    Log::flush();
}

echo "arrays and objects change while they are sent: ";
$list = [1, new Meddler(function () use (&$list) { $list = null; return [[str_repeat('m', 3)]]; }), 3];
$reference = &$list;
$passed = codec_pass(['list' => &$reference, 'end' => 4], ['Meddler']);
var_dump(count($passed['list']), $passed['end'], $list);
$object = new stdClass();
$object->first = new Meddler(function () use ($object) { unset($object->second, $object->third); $object->more = 1; return null; });
$object->second = new Plain('second');
$object->third = [new Plain('third')];
$passed = codec_pass($object, ['stdClass', 'Meddler', 'Plain']);
echo implode(' ', array_keys((array) $passed)), "\n";
unset($object->first, $object, $passed);
gc_collect_cycles();
Log::flush();

echo "a destructor throws while a value is sent: ";
class Bomb { public function __destruct() { throw new DomainException('bomb'); } }
echo codec_try([new Meddler(function () { $bomb = new Bomb(); return []; }), 2], ['Meddler']), "\n";
$bomb = new Bomb();
$holder = [&$bomb, 1];
echo codec_try([new Meddler(function () use (&$bomb) { $bomb = null; return []; }), &$bomb], ['Meddler']), "\n";

echo "sends within a send: ";
$passed = codec_pass([new Meddler(fn () => [codec_pass(['inner' => 1])]), 'outer'], ['Meddler']);
echo $passed[1], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
order: unserialize own, wake inner, wake outer, unserialize last
a throw in the middle: only what has woken is destroyed
DomainException: no wish to wake: unserialize first, wake bad, ~first
~plain, ~first, ~bad, ~after
DomainException: no wish to be: unserialize first, unserialize bad, ~first
~plain, ~first, ~bad, ~after
arrays and objects change while they are sent: int(3)
int(4)
NULL
first second third
~second, ~third, ~second, ~third
a destructor throws while a value is sent: DomainException: bomb
DomainException: bomb
sends within a send: outer
