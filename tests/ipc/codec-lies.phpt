--TEST--
IPC: an allowed class takes only a state that fits it
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process\ChildProcess;
use ION\Process\IPC;

/* The worker is forked before this file's classes are there, and gives their names to others. */
$child = new ChildProcess();
$child->getIPC()->setOptions(['classes' => ['Typed', 'Fixed', 'Open', 'Shut', 'Half', 'Face', 'Mix', 'Suit', 'Broken', 'NoEnum',
    'Own', 'Loose', 'Which', 'stdClass', 'SplObjectStorage', 'DateTime', 'ArrayObject']]);
$child->start(function (IPC $master) {
    eval(<<<'PHP'
        class Any { public static function with(array $state) { $any = new static(); foreach ($state as $name => $value) { $any->$name = $value; } return $any; } }
        #[AllowDynamicProperties] class Typed extends Any {}
        #[AllowDynamicProperties] class Fixed extends Any {}
        #[AllowDynamicProperties] class Open extends Any { public $own = 'own'; private $visible = 'visible'; protected $everybody = 'everybody'; }
        #[AllowDynamicProperties] class Shut extends Any {}
        class Which {} class Half {} class Face {} class Mix {}
        enum Suit { case Hearts; case Alias; case Number; case Missing; }
        enum Broken { case Good; case Bad; }
        enum NoEnum { case Hearts; }
        class Own { public function __construct(public $state) {} public function __serialize(): array { return $this->state; } }
        #[AllowDynamicProperties] class Loose { public function __construct(public $state) {} public function __serialize(): array { return $this->state; } }
    PHP);
    yield $master->whenIncoming(); /* the master has made its classes */
    $send = fn (string $title, mixed $value) => $master->send($title)->send($value);
    $send('a type that does not fit', Typed::with(['number' => 'text']));
    $send('... nor after one that does', Typed::with(['ratio' => 1.5, 'number' => null]));
    $send('... nor an object', Typed::with(['number' => new stdClass()]));
    $send('an int for a float, as PHP takes it', Typed::with(['ratio' => 2]));
    $send('... no int for a string', Typed::with(['text' => 2]));
    $send('one bad object among good ones', [Typed::with([]), [Typed::with(['number' => 2]), Typed::with(['number' => []])]]);
    $send('readonly', Fixed::with(['number' => 5]));
    $send('readonly with a wrong type', Fixed::with(['number' => '5']));
    $send('other visibility', new Open());
    $send('a static property', Open::with(['static' => 4]));
    $send('a dynamic property', Open::with(['new' => 4, '5' => 6]));
    $send('a dynamic property, deprecated', Shut::with(['new' => 4]));
    $send('a dynamic property, forbidden', Fixed::with(['new' => 4]));
    $send('an abstract class', new Half());
    $send('an interface', new Face());
    $send('a trait', new Mix());
    $send('an enum', Suit::Hearts);
    $send('a constant of the enum', Suit::Alias);
    $send('another constant of the enum', Suit::Number);
    $send('no case of the enum', Suit::Missing);
    $send('a case that cannot be made', [Broken::Good, Broken::Bad]);
    $send('an enum that is a class', NoEnum::Hearts);
    $send('a class that is an enum', new Which());
    $send('a list as state', new Own([1, 2]));
    $send('an empty state', new Own([]));
    $send('integers as names of properties', new Loose([3, 'x' => 4, 9 => 5]));
    $send('a list as properties', new Loose(['zero', 'one']));
    $send('names that are none', new Loose(["\0" => 1]));
    $send('... cut', new Loose(["\0Loose" => 1]));
    $send('... of nobody', new Loose(["\0Nobody\0secret" => 1]));
    $send('an empty name', new Loose(['' => 1]));
    $send('the same property twice', new Loose(["\0*\0x" => 1, 'x' => 2]));
    $send('numbers as keys', ['12' => 'a', '-7' => 'b', '012' => 'c']);
    $master->send('end');
});
$child->whenStarted()->await();
eval(<<<'PHP'
    class Typed { public int $number = 1; public ?float $ratio = null; public string $text = ''; public function __destruct() { if ($this->number !== 1) { echo "DESTROYED\n"; } } }
    final readonly class Fixed { public int $number; private function __construct() { echo "CONSTRUCTED\n"; } }
    #[AllowDynamicProperties] class Open { private $own = 1; protected $visible = 2; public $everybody = 3; public static $static = 3; public function show() { return "$this->own $this->visible $this->everybody"; } }
    class Shut { public $x; }
    abstract class Half { public $x; }
    interface Face {}
    trait Mix {}
    enum Suit: string { case Hearts = 'H'; const Alias = self::Hearts; const Number = 5; }
    enum Broken: string { case Good = 'g'; case Bad = NOT_DEFINED; }
    enum Which { case One; }
    class NoEnum { const Hearts = 1; }
    class Own { public function __unserialize(array $data): void { echo 'state: ', json_encode($data), "\n"; } }
    #[AllowDynamicProperties] class Loose { public $x = 'x'; }
PHP);
$child->getIPC()->send('go');
set_error_handler(function ($number, $message) { echo "error handler: $message\n"; return true; });
ION::setErrorHandler(function (Throwable $e) { echo '   ', get_class($e), ': ', $e->getMessage(), "\n"; });
ION::promise(function () use ($child) {
    while (($data = (yield $child->getIPC()->whenIncoming())->data) !== 'end') {
        if (is_string($data)) {
            echo "$data\n";
            continue;
        }
        echo '   ';
        var_dump($data);
        if ($data instanceof Open) {
            echo '   ', $data->show(), ', static ', Open::$static, "\n";
        }
        unset($data);
    }
    yield $child->whenExit();
})->await();
var_dump($child->getExitStatus(), $child->getError());
ION::setErrorHandler(null);
restore_error_handler();
unset($child);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
a type that does not fit
   TypeError: Cannot assign string to property Typed::$number of type int
... nor after one that does
   TypeError: Cannot assign null to property Typed::$number of type int
... nor an object
   TypeError: Cannot assign stdClass to property Typed::$number of type int
an int for a float, as PHP takes it
   object(Typed)#%d (3) {
  ["number"]=>
  int(1)
  ["ratio"]=>
  float(2)
  ["text"]=>
  string(0) ""
}
... no int for a string
   TypeError: Cannot assign int to property Typed::$text of type string
one bad object among good ones
   TypeError: Cannot assign array to property Typed::$number of type int
readonly
   object(Fixed)#%d (1) {
  ["number"]=>
  int(5)
}
readonly with a wrong type
   TypeError: Cannot assign string to property Fixed::$number of type int
other visibility
   object(Open)#%d (3) {
  ["own":"Open":private]=>
  string(3) "own"
  ["visible":protected]=>
  string(7) "visible"
  ["everybody"]=>
  string(9) "everybody"
}
   own visible everybody, static 3
a static property
   ION\Process\IPCException: Refused a value of class Open: it has no such property
a dynamic property
   object(Open)#%d (5) {
  ["own":"Open":private]=>
  string(3) "own"
  ["visible":protected]=>
  string(7) "visible"
  ["everybody"]=>
  string(9) "everybody"
  ["new"]=>
  int(4)
  ["5"]=>
  int(6)
}
   own visible everybody, static 3
a dynamic property, deprecated
   object(Shut)#%d (2) {
  ["x"]=>
  NULL
  ["new"]=>
  int(4)
}
a dynamic property, forbidden
   ION\Process\IPCException: Refused a value of class Fixed: it has no such property
an abstract class
   ION\Process\IPCException: Refused a value of class Half: there are no objects of it
an interface
   ION\Process\IPCException: Refused a value of class Face: there are no objects of it
a trait
   ION\Process\IPCException: Refused a value of class Mix: there are no objects of it
an enum
   enum(Suit::Hearts)
a constant of the enum
   ION\Process\IPCException: Refused a value of class Suit: it has no such case
another constant of the enum
   ION\Process\IPCException: Refused a value of class Suit: it has no such case
no case of the enum
   ION\Process\IPCException: Refused a value of class Suit: it has no such case
a case that cannot be made
   Error: Undefined constant "NOT_DEFINED"
an enum that is a class
   ION\Process\IPCException: Refused a value of class NoEnum: it is no enum
a class that is an enum
   ION\Process\IPCException: Refused a value of class Which: there are no objects of it
a list as state
state: [1,2]
   object(Own)#%d (0) {
}
an empty state
state: []
   object(Own)#%d (0) {
}
integers as names of properties
   object(Loose)#%d (3) {
  ["x"]=>
  int(4)
  ["0"]=>
  int(3)
  ["9"]=>
  int(5)
}
a list as properties
   object(Loose)#%d (3) {
  ["x"]=>
  string(1) "x"
  ["0"]=>
  string(4) "zero"
  ["1"]=>
  string(3) "one"
}
names that are none
   ION\Process\IPCException: Refused a value of class Loose: it has no such property
... cut
   ION\Process\IPCException: Refused a value of class Loose: it has no such property
... of nobody
   ION\Process\IPCException: Refused a value of class Loose: it has no such property
an empty name
   object(Loose)#%d (2) {
  ["x"]=>
  string(1) "x"
  [""]=>
  int(1)
}
the same property twice
   object(Loose)#%d (1) {
  ["x"]=>
  int(2)
}
numbers as keys
   array(3) {
  [12]=>
  string(1) "a"
  [-7]=>
  string(1) "b"
  ["012"]=>
  string(1) "c"
}
int(0)
NULL
