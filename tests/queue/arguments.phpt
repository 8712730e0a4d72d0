--TEST--
Queue: a command runs as it was given, whatever becomes of the variables it was given by
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\ExecQueue;

$queue = new ExecQueue(1);
$queue->pause();

$word = str_repeat('word ', 3);
$command = ['printf', '<%s>', &$word];
$variable = str_repeat('value ', 2);
$directory = sys_get_temp_dir() . '/.';
$signal = 'USR1';
$options = [
    'env' => ['VARIABLE' => &$variable],
    'cwd' => &$directory,
    'stop' => [[&$signal, 5]],
];
$first = $queue->exec($command, $options);
$second = $queue->exec('echo "$VARIABLE"; pwd; kill -9 $$', $options);
$line = __LINE__ - 1;
$third = $queue->exec(['sh', '-c', 'echo ${_ION_EXEC_LINE##*/}']);
$fourth = $queue->exec(['sh', '-c', 'echo ${_ION_EXEC_LINE-none}'], ['env' => ['_ION_EXEC_LINE' => null]]);
$fifth = $queue->exec(['sh', '-c', 'echo $_ION_EXEC_LINE'], ['env' => ['_ION_EXEC_LINE' => 'mine']]);
$sixth = $queue->exec(['sh', '-c', 'env'], ['clearEnv' => true, 'env' => null]);
$lines = ["a\n", "b\n"];
$seventh = $queue->exec(['cat'], ['stdin' => (function () use (&$lines) {
    yield from $lines;
})()]);
$eighth = $queue->exec(['cat'], ['stdin' => $lines]);

$word = $variable = $directory = $signal = 5;
$command = $options = null;

echo "the reference of pid\n";
$pid = $later = 'unset';
$ninth = $queue->exec(['sh', '-c', 'echo $$'], ['pid' => &$pid]);
var_dump($pid);

$queue->resume();
echo $first->await()->stdout, "\n", str_replace(realpath(sys_get_temp_dir()), 'TEMP', $second->await()->stdout);
strtok($third->await()->stdout, ':');
echo (int) strtok(':') - $line, "\n";
echo $fourth->await()->stdout, $fifth->await()->stdout;
preg_match('/^_ION_EXEC_LINE=.*:(\d+)$/m', $sixth->await()->stdout, $found);
var_dump((int) $found[1] - $line);
$lines = ["changed\n"];
echo $seventh->await()->stdout, $eighth->await()->stdout;
var_dump($pid === (int) $ninth->await()->stdout);
/* set at once where it starts at once */
$tenth = $queue->exec(['sh', '-c', 'echo $$'], ['pid' => &$later]);
var_dump(is_int($later), $later === (int) $tenth->await()->stdout);
/* the queue lets go of it */
$pid = 'mine again';
var_dump($pid);

echo "an array that contains itself\n";
$self = [];
$self['env'] = &$self;
ion_test_try(fn () => $queue->exec(['true'], $self));
$self = null;
var_dump(count($queue), $queue->getRunning());

/* what it inherits is taken at the start */
$here = getcwd();
$queue->pause();
$eleventh = $queue->exec('pwd; echo $LATE');
chdir('/');
putenv('LATE=yes');
$queue->resume();
echo $eleventh->await()->stdout;
putenv('LATE');
chdir($here);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
the reference of pid
string(5) "unset"
<word word word >
value value 
TEMP
2
none
mine
int(5)
changed
a
b
bool(true)
bool(true)
bool(true)
string(10) "mine again"
an array that contains itself
TypeError: Option "env" must have values of type string|int|float|null, but 'env' is of type array
int(0)
int(0)
/
yes
