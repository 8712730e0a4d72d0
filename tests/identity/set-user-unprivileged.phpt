--TEST--
Identity: without privileges nothing changes, and what one is already is no error
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_nobody();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
use ION\Process;

$file = ion_test_temp('code.php');
file_put_contents($file, '<?php require ' . var_export(realpath(__DIR__ . '/identity.inc'), true) . '; require '
    . var_export(realpath(__DIR__ . '/../_lib/process.inc'), true) . ';' . <<<'PHP'
use ION\Process;
$before = ion_test_who();
foreach (['root', 'daemon'] as $user) {
    ion_test_try(fn () => Process::setUser($user));
    ion_test_try(fn () => Process::setUser($user, false));
}
ion_test_try(fn () => Process::setGroup('daemon'));
ion_test_try(fn () => Process::setGroups(['daemon']));
ion_test_try(fn () => Process::setPriority(-5));
echo Process::setUser('nobody')['name'], ' ', Process::setUser('nobody', false)['name'], ' ', Process::setGroup('nogroup')['name'], ' ', json_encode(Process::setGroups([])), "\n";
echo ion_test_who() === $before ? "unchanged\n" : ion_test_who();
PHP);
chmod($file, 0644);
$end = ion_test_run(ion_test_nobody(ion_test_php([$file])));
echo $end['out'], $end['err'];

echo "misuse\n";
foreach ([-1, 4294967295, '', "a\0b"] as $user) {
    ion_test_try(fn () => Process::setUser($user));
    ion_test_try(fn () => Process::setGroup($user));
    ion_test_try(fn () => Process::setGroups([$user]));
}
ion_test_try(fn () => Process::setGroups(['a' => 1]));
ion_test_try(fn () => Process::setGroups([1.5]));
foreach (['no-such-user', '12abc', '4294967295'] as $user) {
    ion_test_try(fn () => Process::setUser($user));
}
ion_test_try(fn () => Process::setGroup('no-such-group'));
ion_test_try(fn () => Process::setGroups([0, 'no-such-group']));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ION\ProcessException: Cannot run as user 'root': Operation not permitted
ION\ProcessException: Cannot run as user 'root': Operation not permitted
ION\ProcessException: Cannot run as user 'daemon': Operation not permitted
ION\ProcessException: Cannot run as user 'daemon': Operation not permitted
ION\ProcessException: Cannot run as group 'daemon': Operation not permitted
ION\ProcessException: Cannot run as a member of these groups: Operation not permitted
ION\ProcessException: Cannot set the priority of this process to -5: Permission denied
nobody nobody nogroup []
unchanged
misuse
ValueError: ION\Process::setUser(): Argument #1 ($user) must be a name or an id between 0 and 4294967294
ValueError: ION\Process::setGroup(): Argument #1 ($group) must be a name or an id between 0 and 4294967294
ValueError: ION\Process::setGroups(): Argument #1 ($groups) must be a name or an id between 0 and 4294967294
ValueError: ION\Process::setUser(): Argument #1 ($user) must be a name or an id between 0 and 4294967294
ValueError: ION\Process::setGroup(): Argument #1 ($group) must be a name or an id between 0 and 4294967294
ValueError: ION\Process::setGroups(): Argument #1 ($groups) must be a name or an id between 0 and 4294967294
ValueError: ION\Process::setUser(): Argument #1 ($user) must not be empty
ValueError: ION\Process::setGroup(): Argument #1 ($group) must not be empty
ValueError: ION\Process::setGroups(): Argument #1 ($groups) must not be empty
ValueError: ION\Process::setUser(): Argument #1 ($user) must not contain NUL bytes
ValueError: ION\Process::setGroup(): Argument #1 ($group) must not contain NUL bytes
ValueError: ION\Process::setGroups(): Argument #1 ($groups) must not contain NUL bytes
ValueError: ION\Process::setGroups(): Argument #1 ($groups) must be a list
TypeError: ION\Process::setGroups(): Argument #1 ($groups) must be a list of names and ids, float given in it
ION\ProcessException: There is no user 'no-such-user'
ION\ProcessException: There is no user '12abc'
ION\ProcessException: There is no user '4294967295'
ION\ProcessException: There is no group 'no-such-group'
ION\ProcessException: There is no group 'no-such-group'
