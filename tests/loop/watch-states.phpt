--TEST--
Loop: a watcher is enabled and referenced from the start, and cancelled for ever
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

function show(ION\Watcher $watcher): void
{
    echo $watcher->isEnabled() ? 'enabled' : 'disabled', $watcher->isReferenced() ? ', referenced' : ', unreferenced', "\n";
}

$watcher = ION::delay(60, fn () => null);
show($watcher);
var_dump($watcher->disable() === $watcher, $watcher->disable()->disable() === $watcher);
show($watcher);
var_dump(ION::dispatch());
var_dump($watcher->enable()->enable() === $watcher, $watcher->unreference()->unreference() === $watcher);
show($watcher);
show($watcher->reference()->reference());
$watcher->cancel();
$watcher->cancel();
show($watcher->disable()->unreference());
try {
    $watcher->enable();
} catch (ION\InvalidUsageException $e) {
    echo $e->getMessage(), "\n";
}
foreach (['defer' => [], 'delay' => [0]] as $kind => $arguments) {
    ION::$kind(...[...$arguments, function (ION\Watcher $watcher) use ($kind) {
        echo "$kind: ";
        show($watcher);
        try {
            $watcher->enable();
        } catch (ION\InvalidUsageException $e) {
            echo "not again\n";
        }
    }]);
}
ION::dispatch();
try {
    clone $watcher;
} catch (Error $e) {
    echo $e->getMessage(), "\n";
}
try {
    serialize($watcher);
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
enabled, referenced
bool(true)
bool(true)
disabled, referenced
bool(false)
bool(true)
bool(true)
enabled, unreferenced
enabled, referenced
disabled, unreferenced
A watcher that was cancelled, or whose one call was made, cannot be enabled again
defer: disabled, referenced
not again
delay: disabled, referenced
not again
Trying to clone an uncloneable object of class ION\Watcher
Serialization of 'ION\Watcher' is not allowed