--TEST--
IPC: allowed objects and enums arrive equal, with types, visibility and state
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/codec.inc';

enum Pure { case One; case Two; const Alias = self::Two; }
enum Suit: string { case Hearts = 'H'; case Spades = self::PREFIX . 'S'; const PREFIX = 'x'; }
class Base { private $name = 'of Base'; protected array $list = [1]; public function baseName() { return $this->name; } }
#[AllowDynamicProperties]
class Child extends Base
{
    private $name = 'of Child';
    public readonly int $id;
    public ?Child $next = null;
    public int $never;
    public float $ratio = 0.5;
    public static $count = 0;
    public static $constructed = 0;
    public function __construct() { self::$constructed++; }
    public function set($id, $next, $name) { $this->id = $id; $this->next = $next; $this->name = $name; $this->list[] = $name; return $this; }
    public function name() { return $this->name; }
    public function __destruct() { self::$count++; }
}
class Custom
{
    public function __construct(private array $data = []) {}
    public function __serialize(): array { return $this->data; }
    public function __unserialize(array $data): void { $this->data = ['woken' => $data]; }
}
class Waker { public $state = 'asleep'; public $inner; public function __wakeup(): void { $this->state = 'awake, inner ' . ($this->inner?->state ?? 'none'); } }

echo "enums: ";
$passed = codec_pass([Pure::One, Pure::Alias, Suit::Hearts, Suit::Spades, ['x' => Pure::Two]], ['pure', 'Suit']);
var_dump($passed === [Pure::One, Pure::Two, Suit::Hearts, Suit::Spades, ['x' => Pure::Two]], codec_pass(Suit::Spades, ['Suit']) === Suit::Spades);

echo "properties: ";
$child = (new Child())->set(1, (new Child())->set(2, null, 'inner'), 'outer');
$child->dynamic = ['a' => 1];
$child->{'12'} = 'numeric name';
$passed = codec_pass($child, ['CHILD']);
var_dump($passed == $child, $passed !== $child, serialize($passed) === serialize($child), Child::$constructed);
echo $passed->baseName(), ', ', $passed->name(), ', ', $passed->next->name(), ', ', json_encode((array) (fn () => $this->list)->call($passed->next)), "\n";
try {
    $passed->id = 3;
} catch (Error $e) {
    echo get_class($e), ': ', $e->getMessage(), "\n";
}
try {
    $passed->never;
} catch (Error $e) {
    echo get_class($e), ': ', $e->getMessage(), "\n";
}
Child::$count = 0;
unset($passed);
echo "destructors of what arrived: ", Child::$count, "\n";

echo "twice the same is two: ";
$same = new stdClass();
[$x, $y] = codec_pass([$same, $same], ['stdClass']);
var_dump($x == $y && $x !== $y);
var_dump(codec_pass((object) ['a' => 1, '5' => (object) []], ['stdClass']));

echo "own state: ";
var_dump(codec_pass([new Custom([1, 2]), new Custom(['k' => new Custom()])], ['Custom']));
$waker = new Waker();
$waker->inner = new Waker();
echo codec_pass($waker, ['Waker'])->state, "\n";

echo "built-in classes:\n";
$storage = new SplObjectStorage();
$storage[Pure::One] = 'one';
$values = [
    new DateTime('2024-02-29 12:00:00.123456', new DateTimeZone('Europe/Berlin')), new DateTimeImmutable('2000-01-01 UTC'),
    new DateTimeZone('+02:00'), new DateInterval('P1DT2H'), new DatePeriod(new DateTime('2024-01-01'), new DateInterval('P1D'), 3),
    new ArrayObject(['a' => [1], 'b' => null]), new ArrayIterator([3, 2, 1]), new SplDoublyLinkedList(), new SplStack(), $storage,
];
$values[7]->push('x');
$values[8]->push('y');
foreach ($values as $value) {
    $passed = codec_pass([$value], [get_class($value), 'DateTime', 'DateTimeImmutable', 'DateTimeZone', 'DateInterval', 'Pure']);
    /* intervals cannot be compared */
    if (var_export($passed[0], true) !== var_export($value, true) || get_class($passed[0]) !== get_class($value)) {
        echo get_class($value), " differs\n";
    }
}
echo codec_pass($storage, ['SplObjectStorage', 'Pure'])[Pure::One], "\n";

echo "exceptions: ";
function thrower(int $depth) { return $depth > 0 ? thrower($depth - 1) : new LogicException('deep', 5, new TypeError('cause')); }
$exception = thrower(50);
$passed = codec_pass($exception, ['LogicException', 'TypeError']);
var_dump((string) $passed === (string) $exception, $passed->getLine() === $exception->getLine(), count($passed->getTrace()), get_class($passed->getPrevious()));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
enums: bool(true)
bool(true)
properties: bool(true)
bool(true)
bool(true)
int(2)
of Base, outer, inner, [1,"inner"]
Error: Cannot modify readonly property Child::$id
Error: Typed property Child::$never must not be accessed before initialization
destructors of what arrived: 2
twice the same is two: bool(true)
object(stdClass)#%d (2) {
  ["a"]=>
  int(1)
  ["5"]=>
  object(stdClass)#%d (0) {
  }
}
own state: array(2) {
  [0]=>
  object(Custom)#%d (1) {
    ["data":"Custom":private]=>
    array(1) {
      ["woken"]=>
      array(2) {
        [0]=>
        int(1)
        [1]=>
        int(2)
      }
    }
  }
  [1]=>
  object(Custom)#%d (1) {
    ["data":"Custom":private]=>
    array(1) {
      ["woken"]=>
      array(1) {
        ["k"]=>
        object(Custom)#%d (1) {
          ["data":"Custom":private]=>
          array(1) {
            ["woken"]=>
            array(0) {
            }
          }
        }
      }
    }
  }
}
awake, inner awake, inner none
built-in classes:
one
exceptions: bool(true)
bool(true)
int(51)
string(9) "TypeError"
