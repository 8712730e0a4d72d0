--TEST--
Loop: watchers that a forked child inherits are disabled, and can be enabled in its own loop
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../_lib/streams.inc';
require __DIR__ . '/../_lib/init.inc';

use ION\Process\ChildProcess;

/** @return array<string, ION\Watcher> of each kind, each of which prints its kind and ends, but not in the parent */
function watchers($stream): array
{
    $parent = getmypid();
    $say = fn (string $kind) => function (...$args) use ($kind, $parent) {
        if (getmypid() !== $parent) {
            echo " $kind";
            end($args)->cancel();
        }
    };
    return [
        'defer' => ION::defer($say('defer')),
        'delay' => ION::delay(0, $say('delay')),
        'repeat' => ION::repeat(0, $say('repeat')),
        'readable' => ION::onReadable($stream, $say('readable')),
        'writable' => ION::onWritable($stream, $say('writable')),
        'signal' => ION::onSignal('USR1', $say('signal')),
    ];
}

function live_in_child(string $name, array $enabled, array $disabled): void
{
    $states = fn (array $watchers) => implode(array_map(fn ($watcher) => (int) $watcher->isEnabled(), $watchers));
    echo "$name: ", $states($enabled), ' ', $states($disabled);
    // nothing of the parent's runs here
    ION::dispatch();
    foreach ([$enabled, $disabled] as $watchers) {
        foreach ($watchers as $watcher) {
            $watcher->enable();
        }
        echo ', ', $states($watchers), ':';
        posix_kill(getmypid(), SIGUSR1);
        ION::dispatch();
        echo ' ', $states($watchers);
    }
    echo "\n";
}

/** @param ION\Watcher[] ...$all */
function cancel_all(array ...$all): void
{
    foreach ($all as $watchers) {
        array_map(fn ($watcher) => $watcher->cancel(), $watchers);
    }
}

[$a, $b] = ion_test_pair();
fwrite($b, 'x');
foreach (['at top level', 'of a callback'] as $place) {
    $fork = function () use ($place, &$enabled, &$disabled) {
        $pid = pcntl_fork();
        if ($pid === 0) {
            live_in_child("a child $place", $enabled, $disabled);
            posix_kill(getmypid(), SIGKILL);
        }
        pcntl_waitpid($pid, $status);
        cancel_all($enabled, $disabled);
    };
    // in front of those below
    $place === 'of a callback' && ION::defer($fork);
    $enabled = watchers($a);
    $disabled = array_map(fn ($watcher) => $watcher->disable(), watchers($a));
    $place === 'at top level' && $fork();
    ION::dispatch();
}

// what is called once has been called when the worker is forked
$enabled = array_diff_key(watchers($a), ['defer' => 1, 'delay' => 1]);
$disabled = array_map(fn ($watcher) => $watcher->disable(), watchers($a));
$worker = (new ChildProcess())->start(fn () => live_in_child('a worker', $enabled, $disabled));
$worker->whenExit()->then(fn () => cancel_all($enabled, $disabled));
ION::dispatch();

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
a child at top level: 000000 000000, 111111: defer writable readable signal delay repeat 000000, 111111: defer writable readable signal delay repeat 000000
a child of a callback: 000000 000000, 111111: defer writable readable signal delay repeat 000000, 111111: defer writable readable signal delay repeat 000000
a worker: 0000 000000, 1111: writable readable signal repeat 0000, 111111: defer writable readable signal delay repeat 000000
