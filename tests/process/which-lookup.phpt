--TEST--
Process: which() finds what exec() would run, and nothing else
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

$here = getcwd();
$root = ion_test_temp('root');
mkdir($root);
function put(string $file, int $mode): void
{
    file_put_contents($file, "#!/bin/sh\necho \$0\n");
    chmod($file, $mode);
}
foreach (['a', 'b', 'c'] as $dir) {
    mkdir("$root/$dir");
}
put("$root/a/plain", 0644);
put("$root/b/plain", 0755);
mkdir("$root/a/folder");
put("$root/b/folder", 0755);
put("$root/b/both", 0755);
put("$root/c/both", 0755);
symlink("$root/c/both", "$root/a/link");
symlink("$root/nowhere", "$root/a/broken");
put("$root/c/only here", 0711);
$all = "$root/a:$root/b:$root/c";
$short = fn (?string $path) => $path === null ? 'none' : str_replace($root, 'ROOT', $path);

echo "along a given path\n";
foreach (['plain', 'folder', 'both', 'link', 'broken', 'only here', 'missing', '.', '..'] as $name) {
    echo "  $name: ", $short(Process::which($name, $all)), "\n";
}

echo "absolute entries only\n";
chdir("$root/b");
foreach (['', ':', '.', "::$root/c", "$root/c/", "../b:$root/c", "nowhere:/nowhere:$root/c:", "$root/b/both"] as $path) {
    echo "  '", $short($path), "': ", $short(Process::which('both', $path)), "\n";
}

echo "a name with a slash is not looked up\n";
foreach (['./both', '../b/both', "$root/c/both", "$root/a/plain", "$root/a", "$root/a/link", './missing', 'both/', '../b'] as $name) {
    echo '  ', $short($name), ': ', $short(Process::which($name, $all)), "\n";
}

echo "the PATH of the environment\n";
$before = getenv('PATH');
putenv("PATH=$all");
echo '  ', $short(Process::which('plain')), "\n";
putenv('PATH=');
echo '  ', $short(Process::which('sh')), "\n";
putenv('PATH');
var_dump(in_array(Process::which('sh'), ['/usr/bin/sh', '/bin/sh'], true));
putenv("PATH=$before");

echo "too long to be a path\n";
var_dump(Process::which(str_repeat('x', 5000)), Process::which('./' . str_repeat('x', 5000)), Process::which('sh', '/' . str_repeat('x', 5000) . ':/bin'));

echo "misuse\n";
ion_test_try(fn () => Process::which(''));
ion_test_try(fn () => Process::which("a\0b"));
ion_test_try(fn () => Process::which('a', "/bin\0"));

echo "exec() agrees\n";
foreach (['plain', 'folder', 'both', 'link', 'broken', 'only here', 'missing', './both', '../c/both'] as $name) {
    foreach ([$all, "$root/c:$root/a", "$root/a", ''] as $path) {
        putenv("PATH=$path");
        $found = Process::which($name);
        try {
            $ran = rtrim(Process::run([$name])->stdout);
        } catch (Process\SpawnException) {
            $ran = null;
        }
        if ($found !== $ran) {
            echo "  $name in ", $short($path), ': ', $short($found), ' but ', $short($ran), "\n";
        }
    }
}
putenv("PATH=$before");
chdir($here);
Process::run(['rm', '-r', $root]);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
along a given path
  plain: ROOT/b/plain
  folder: ROOT/b/folder
  both: ROOT/b/both
  link: ROOT/a/link
  broken: none
  only here: ROOT/c/only here
  missing: none
  .: none
  ..: none
absolute entries only
  '': none
  ':': none
  '.': none
  '::ROOT/c': ROOT/c/both
  'ROOT/c/': ROOT/c//both
  '../b:ROOT/c': ROOT/c/both
  'nowhere:/nowhere:ROOT/c:': ROOT/c/both
  'ROOT/b/both': none
a name with a slash is not looked up
  ./both: ./both
  ../b/both: ../b/both
  ROOT/c/both: ROOT/c/both
  ROOT/a/plain: none
  ROOT/a: none
  ROOT/a/link: ROOT/a/link
  ./missing: none
  both/: none
  ../b: none
the PATH of the environment
  ROOT/b/plain
  none
bool(true)
too long to be a path
NULL
NULL
string(7) "/bin/sh"
misuse
ValueError: ION\Process::which(): Argument #1 ($name) must not be empty
ValueError: ION\Process::which(): Argument #1 ($name) must not contain any null bytes
ValueError: ION\Process::which(): Argument #2 ($path) must not contain any null bytes
exec() agrees
