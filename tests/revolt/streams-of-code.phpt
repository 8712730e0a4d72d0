--TEST--
Revolt: a stream made of PHP code does as it likes when it is asked for its descriptor
--SKIPIF--
<?php
require __DIR__ . '/../_lib/revolt.inc';
ion_skip_unless_packages();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/revolt.inc';
require __DIR__ . '/../_lib/streams.inc';
ion_test_autoload();
require __DIR__ . '/../_lib/init.inc';

final class Code
{
    public $context;
    public static ?Closure $asked = null;
    private $below;

    public function stream_open(): bool
    {
        $this->below = ion_test_pair()[0];
        return true;
    }

    public function stream_cast()
    {
        $asked = self::$asked;
        self::$asked = null;
        $asked && $asked();
        return $this->below;
    }

    public function stream_close(): void
    {
        fclose($this->below);
    }

    public function stream_set_option(): bool
    {
        return false;
    }
}
stream_wrapper_register('ion-code', Code::class);
$stream = fopen('ion-code://', 'r+');

$driver = new ION\Revolt\Driver();
$once = fn (string $name) => static function (string $id) use ($driver, $name): void {
    echo "$name\n";
    $driver->disable($id);
};
$cancel_all = static function () use ($driver): void {
    array_map($driver->cancel(...), $driver->getIdentifiers());
};
$throw = static fn () => throw new RuntimeException('not now');

echo "a new callback\n";
$old = $driver->onWritable($stream, $once('old'));
Code::$asked = $cancel_all;
$new = $driver->onWritable($stream, $once('new'));
var_dump($driver->getIdentifiers() === [$new]);
$driver->run();
Code::$asked = $throw;
ion_test_revolt_run(fn () => $driver->onWritable($stream, $once('never')));
var_dump($driver->getIdentifiers() === [$new]);

echo "one that is enabled again\n";
Code::$asked = fn () => $driver->enable($new);
$driver->enable($new);
$driver->run();
Code::$asked = $throw;
ion_test_revolt_run(fn () => $driver->enable($new));
var_dump($driver->isEnabled($new));
Code::$asked = $cancel_all;
try {
    $driver->enable($new);
} catch (Revolt\EventLoop\InvalidCallbackError $e) {
    var_dump($e->getCallbackId() === $new);
}
$driver->run();

echo "a watcher\n";
$watcher = ION::onWritable($stream, function ($stream, ION\Watcher $watcher): void {
    echo "watcher\n";
    $watcher->disable();
})->disable();
Code::$asked = fn () => $watcher->enable();
$watcher->enable();
ION::dispatch();
foreach ([$throw, fn () => $watcher->cancel()] as Code::$asked) {
    ion_test_revolt_run($watcher->enable(...));
    var_dump($watcher->isEnabled());
    ION::dispatch();
}

Code::$asked = null;
fclose($stream);
ion_test_close_streams();
unset($watcher, $driver, $once, $cancel_all, $throw);
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
a new callback
bool(true)
new
RuntimeException: not now
bool(true)
one that is enabled again
new
RuntimeException: not now
bool(false)
bool(true)
a watcher
watcher
RuntimeException: not now
bool(false)
ION\InvalidUsageException: A watcher that was cancelled, or whose one call was made, cannot be enabled again
bool(false)
