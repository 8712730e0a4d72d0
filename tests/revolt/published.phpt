--TEST--
Revolt: the tests that Revolt publishes, of its drivers and of all that stands on one
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
require __DIR__ . '/../_lib/revolt.inc';
ion_skip_unless_packages();
if (ion_test_revolt_tests() === '') {
    die('skip the package revolt/event-loop of Composer comes without its tests (ION_REVOLT_TESTS names their folder)');
}
ion_skip_unless_program('phpunit');
ion_skip_if_wrapped();
ion_skip_if_slow();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/../_lib/revolt.inc';
require __DIR__ . '/run-contract.inc';

$tests = ion_test_revolt_tests();
$folder = ion_test_temp('folder');
mkdir($folder);
$start = '<?php require_once ' . var_export(__DIR__ . '/../_lib/revolt.inc', true) . '; ion_test_autoload();';
// for those that ask the loop of the program
file_put_contents("$folder/start.php", "$start Revolt\\EventLoop::setDriver(new ION\\Revolt\\Driver());");
// Revolt runs these with each of its drivers, and more with the one that needs no extension; PHPUnit looks for
// the class by the name of the file
$parent = is_file("$tests/Driver/StreamSelectDriverTest.php") ? 'StreamSelectDriverTest' : 'DriverTest';
file_put_contents("$folder/IonDriverTest.php", $start . strtr(<<<'PHP'

    require TESTS . '/Driver/DriverTest.php';
    require_once TESTS . '/Driver/PARENT.php';
    final class IonDriverTest extends Revolt\EventLoop\Driver\PARENT
    {
        public function getFactory(): callable
        {
            return fn () => new ION\Revolt\Driver();
        }

        public function testTooLargeFileDescriptorSet(): void
        {
            self::markTestSkipped('is about select(2)');
        }
    }
    PHP, ['TESTS' => var_export($tests, true), 'PARENT' => $parent]));
$suites = ["$folder/IonDriverTest.php"];
foreach (['EventLoopTest.php', 'FiberLocalTest.php', 'SuspensionTest.php'] as $name) {
    // that of an unreleased version is about listeners, which no release has
    if (is_file("$tests/$name") && !str_contains(file_get_contents("$tests/$name"), 'implements Listener')) {
        $suites[] = "$tests/$name";
    }
}
// PHPUnit needs extensions that the tests of ION do without
$php = [PHP_BINARY, '-d', 'extension=' . ion_test_so()];
$phpunit = [trim((string) shell_exec('command -v phpunit')), '--no-configuration', '--colors=never', '--bootstrap', "$folder/start.php"];
$compilers = ['no compiler' => ['-d', 'opcache.enable_cli=0']] + (has_jit() ? ['the JIT compiler' => with_jit()] : []);
foreach ($compilers as $compiler => $options) {
    foreach ($suites as $suite) {
        foreach (run_with_inputs([...$php, ...$options, ...$phpunit, $suite]) as $input => $said) {
            preg_match('/^OK\b/m', $said) && !str_contains($said, 'ended with')
                || print(basename($suite) . " with $compiler and $input:\n$said\n");
        }
    }
}
echo "done\n";
array_map(unlink(...), glob("$folder/*"));
rmdir($folder);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
done
