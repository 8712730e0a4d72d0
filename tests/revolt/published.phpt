--TEST--
Revolt: the tests that Revolt publishes for its drivers
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
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/revolt.inc';

$folder = sys_get_temp_dir() . '/ion-test-' . getmypid();
mkdir($folder);
// PHPUnit looks for the class by the name of the file
$suite = "$folder/IonDriverTest.php";
file_put_contents($suite, strtr(<<<'PHP'
    <?php
    require LIB;
    ion_test_autoload();
    require TESTS . '/Driver/DriverTest.php';
    final class IonDriverTest extends Revolt\EventLoop\Driver\DriverTest
    {
        public function getFactory(): callable
        {
            return fn () => new ION\Revolt\Driver();
        }
    }
    PHP, ['LIB' => var_export(__DIR__ . '/../_lib/revolt.inc', true), 'TESTS' => var_export(ion_test_revolt_tests(), true)]));
$phpunit = trim((string) shell_exec('command -v phpunit'));
// PHPUnit needs extensions that the tests of ION do without
$argv = [PHP_BINARY, '-d', 'extension=' . ion_test_so(), $phpunit, '--no-configuration', '--colors=never', $suite];
$ended = ion_test_run($argv, '', null, 120.0);
unlink($suite);
rmdir($folder);
echo preg_match('/^OK.*$/m', $ended['out'], $m) ? "OK\n" : $ended['out'] . $ended['err'];

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
OK
