--TEST--
Identity: getUser() and getGroup() tell what the databases say
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

$line = fn (string $file, string $name) => explode(':', trim(current(preg_grep("/^$name:/", file($file)))));
[$name, , $uid, $gid, $gecos, $dir, $shell] = $line('/etc/passwd', 'nobody');
$nobody = ['uid' => (int) $uid, 'name' => $name, 'gecos' => $gecos, 'gid' => (int) $gid, 'dir' => $dir, 'shell' => $shell];
var_dump(Process::getUser('nobody') === $nobody, Process::getUser((int) $uid) === $nobody, Process::getUser($uid) === $nobody);
var_dump(Process::getUser()['uid'], Process::getUser(null)['name'], Process::getUser(0) === Process::getUser('0'));

[$name, , $gid, $members] = $line('/etc/group', 'nogroup');
$nogroup = ['gid' => (int) $gid, 'name' => $name, 'members' => $members === '' ? [] : explode(',', $members)];
var_dump(Process::getGroup('nogroup') === $nogroup, Process::getGroup((int) $gid) === $nogroup, Process::getGroup($gid) === $nogroup);
var_dump(Process::getGroup()['gid'], Process::getGroup('root')['name']);

echo "unknown\n";
var_dump(Process::getUser('no-such-user'), Process::getUser(4000000000), Process::getUser('4000000000'), Process::getUser('12abc'));
var_dump(Process::getGroup('no-such-group'), Process::getGroup(4000000000));

echo "misuse\n";
foreach ([-1, 4294967295, '', "a\0b"] as $user) {
    ion_test_try(fn () => Process::getUser($user));
    ion_test_try(fn () => Process::getGroup($user));
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
int(0)
string(4) "root"
bool(true)
bool(true)
bool(true)
bool(true)
int(0)
string(4) "root"
unknown
bool(false)
bool(false)
bool(false)
bool(false)
bool(false)
bool(false)
misuse
ValueError: ION\Process::getUser(): Argument #1 ($user) must be a name or an id between 0 and 4294967294
ValueError: ION\Process::getGroup(): Argument #1 ($group) must be a name or an id between 0 and 4294967294
ValueError: ION\Process::getUser(): Argument #1 ($user) must be a name or an id between 0 and 4294967294
ValueError: ION\Process::getGroup(): Argument #1 ($group) must be a name or an id between 0 and 4294967294
ValueError: ION\Process::getUser(): Argument #1 ($user) must not be empty
ValueError: ION\Process::getGroup(): Argument #1 ($group) must not be empty
ValueError: ION\Process::getUser(): Argument #1 ($user) must not contain NUL bytes
ValueError: ION\Process::getGroup(): Argument #1 ($group) must not contain NUL bytes
