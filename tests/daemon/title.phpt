--TEST--
Daemon: the title is what ps and top show, in this process and in each forked one
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
use ION\Process;
use ION\Process\ChildProcess;

$shown = fn (int $pid) => rtrim(file_get_contents("/proc/$pid/cmdline"), "\0") . ' | ' . trim(file_get_contents("/proc/$pid/comm"));
$own = getmypid();
var_dump(Process::isTitleSupported(), Process::getTitle());
Process::setTitle('ion-test: master of all');
var_dump(Process::getTitle(), $shown($own));

$child = (new ChildProcess())->start(function ($master) use ($shown) {
    Process::setTitle('ion-test: worker');
    $master->send([Process::getTitle(), $shown(getmypid())]);
    yield $master->whenDisconnected();
});
var_dump((yield_message($child)), $shown($child->getPID()), $shown($own), Process::getTitle());
$child->stop()->await();

$child = (new ChildProcess(['title' => 'ion-test: by option']))->start(fn ($master) => $master->send([Process::getTitle(), '']));
var_dump(yield_message($child)[0]);
$child->whenExit()->await();

$long = 'ion-test ' . str_repeat('x', 100000);
Process::setTitle($long);
var_dump(strlen(Process::getTitle()) < strlen($long), str_starts_with($long, Process::getTitle()), str_starts_with(file_get_contents('/proc/self/cmdline'), substr(Process::getTitle(), 0, 1000)));
Process::setTitle('short');
var_dump($shown($own));
ion_test_try(fn () => Process::setTitle(''));
ion_test_try(fn () => Process::setTitle("a\0b"));

/* without PHP's functions */
$end = ion_test_run(ion_test_php(['-d', 'disable_functions=cli_set_process_title,cli_get_process_title', '-r', <<<'PHP'
use ION\Process;
var_dump(Process::isTitleSupported(), Process::getTitle());
Process::setTitle('own code');
var_dump(Process::getTitle(), rtrim(file_get_contents('/proc/self/cmdline'), "\0"), getenv('ION_TEST_MARK'));
Process::setTitle(str_repeat('y', 100000));
var_dump(trim(file_get_contents('/proc/self/cmdline'), 'y') === "\0", getenv('ION_TEST_MARK'));
PHP]), '', ['ION_TEST_MARK' => 'environment is whole'] + getenv());
echo $end['out'], $end['err'];

function yield_message(ChildProcess $child): array
{
    $got = null;
    $child->getIPC()->whenIncoming()->then(function ($message) use (&$got) { $got = $message->data; ION::stop(); });
    ION::dispatch();
    return $got;
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
string(0) ""
string(23) "ion-test: master of all"
string(41) "ion-test: master of all | ion-test: maste"
array(2) {
  [0]=>
  string(16) "ion-test: worker"
  [1]=>
  string(34) "ion-test: worker | ion-test: worke"
}
string(34) "ion-test: worker | ion-test: worke"
string(41) "ion-test: master of all | ion-test: maste"
string(23) "ion-test: master of all"
string(19) "ion-test: by option"
bool(true)
bool(true)
bool(true)
string(13) "short | short"
ValueError: ION\Process::setTitle(): Argument #1 ($title) must not be empty
ValueError: ION\Process::setTitle(): Argument #1 ($title) must not contain any null bytes
bool(true)
string(0) ""
string(8) "own code"
string(8) "own code"
string(20) "environment is whole"
bool(true)
string(20) "environment is whole"
