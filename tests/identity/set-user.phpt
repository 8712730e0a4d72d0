--TEST--
Identity: setUser() changes all ids, groups and capabilities, and there is no way back
--EXTENSIONS--
posix
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_nobody();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$head = 'use ION\Process; require ' . var_export(realpath(__DIR__ . '/identity.inc'), true) . ';'
    . 'require ' . var_export(realpath(__DIR__ . '/../_lib/process.inc'), true) . ';';
$run = function (string $title, string $code) use ($head) {
    $file = ion_test_temp('code.php');
    file_put_contents($file, "<?php $head $code");
    $end = ion_test_run(['setpriv', '--groups=1,4', ...ion_test_php([$file])]);
    echo "--- $title\n$end[out]$end[err]", $end['code'] === 0 ? '' : "code $end[code]\n";
};

$run('a user with its groups', <<<'PHP'
echo ion_test_who(), "\n";
$previous = Process::setUser('nobody');
echo $previous['name'], ' ', $previous['uid'], ' -> ', Process::getUser()['name'], "\n", ion_test_who(), "\n";
var_dump(@posix_setuid(0) || @posix_seteuid(0) || @posix_setgid(0) || @posix_setegid(0) || @posix_initgroups('root', 0));
foreach ([fn () => Process::setUser('root'), fn () => Process::setGroup(0), fn () => Process::setGroups([0])] as $back) {
    ion_test_try($back);
}
echo ion_test_who(), "\n";
PHP);
$run('an id in a string, a user without an entry alone', <<<'PHP'
ion_test_try(fn () => Process::setUser('54321'));
Process::setGroups([7, 'nogroup']);
Process::setGroup('daemon');
Process::setUser('54321', false);
echo ion_test_who(), "\n";
var_dump(Process::getUser());
PHP);
$run('what it returns', <<<'PHP'
echo json_encode(Process::setGroups(['nogroup', '5'])), "\n";
echo json_encode(Process::setGroups([])), "\n";
echo json_encode(Process::setGroup('nogroup')), "\n";
echo json_encode(Process::setGroup('root')['name']), "\n";
echo ion_test_who(), "\n";
PHP);
$run('root stays root', <<<'PHP'
Process::setUser('root');
echo ion_test_who(), "\n";
PHP);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
--- a user with its groups
uid 0 0 0 0, gid 0 0 0 0, groups [1 4], capabilities some
root 0 -> nobody
uid 65534 65534 65534 65534, gid 65534 65534 65534 65534, groups [65534], capabilities none
bool(false)
ION\ProcessException: Cannot run as user 'root': Operation not permitted
ION\ProcessException: Cannot run as group 0: Operation not permitted
ION\ProcessException: Cannot run as a member of these groups: Operation not permitted
uid 65534 65534 65534 65534, gid 65534 65534 65534 65534, groups [65534], capabilities none
--- an id in a string, a user without an entry alone
ION\ProcessException: There is no user '54321'
uid 54321 54321 54321 54321, gid 1 1 1 1, groups [7 65534], capabilities none
array(6) {
  ["uid"]=>
  int(54321)
  ["name"]=>
  string(0) ""
  ["gecos"]=>
  string(0) ""
  ["gid"]=>
  int(1)
  ["dir"]=>
  string(0) ""
  ["shell"]=>
  string(0) ""
}
--- what it returns
[1,4]
[5,65534]
{"gid":0,"name":"root","members":[]}
"nogroup"
uid 0 0 0 0, gid 0 0 0 0, groups [], capabilities some
--- root stays root
uid 0 0 0 0, gid 0 0 0 0, groups [0], capabilities some
