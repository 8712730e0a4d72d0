--TEST--
Spawn: getError() has the class, the message and the line of the exception that ended a script
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
use ION\Process;
putenv('ION_ASAN_LEAKS=0');

$script = ion_test_temp('script.php');
file_put_contents($script, <<<'CODE'
<?php
class Oops extends DomainException {}
class Words extends Exception { function __toString(): string { return 'in words of its own'; } }
$cases = [
    'thrown' => fn () => throw new Oops('here'),
    'misleading' => fn () => throw new Oops("text in /no/such.php:3\nStack trace:\n#0 {main}\n\nNext Other: x"),
    'with a previous one' => fn () => throw new Oops('second', 5, new LogicException('first')),
    'in words' => fn () => throw new Words('not in these'),
    'no text' => fn () => throw new Exception(),
    'anonymous' => fn () => throw new class('nameless') extends Exception {},
    'of PHP' => fn () => no_such_function(),
    'others after it' => function () { try { throw new Oops('this'); } finally { try { throw new Oops('not this'); } catch (Oops) {} } },
    'in a fiber' => fn () => ION::async(fn () => throw new Oops('in a fiber'))->await(),
    'in a callback' => fn () => ION::defer(fn () => throw new Oops('in a callback')) && ION::dispatch(),
    'in a shutdown function' => fn () => register_shutdown_function(fn () => throw new Oops('late')),
    'two of them' => fn () => register_shutdown_function(fn () => throw new Oops('late')) ?? throw new Oops('early'),
    'forgotten' => fn () => register_shutdown_function('error_clear_last') ?? throw new Oops('forgotten'),
    'of a handler' => fn () => set_exception_handler(fn () => throw new Oops('of the handler')) ?? throw new Words('handled'),
    'handled' => fn () => set_exception_handler(fn () => exit(7)) ?? throw new Oops('handled'),
    'caught' => function () { try { throw new Oops('caught'); } catch (Oops) {} },
    'no exception' => fn () => trigger_error('no exception', E_USER_ERROR),
];
ini_set('display_errors', 0);
if (count($argv) === 1) {
    Process::getParentIPC()->send(array_keys($cases));
    exit;
}
$cases[$argv[1]]();
CODE);
file_put_contents($script, str_replace('Process::', 'ION\Process::', file_get_contents($script)));

ION::promise((function () use ($script) {
    $options = ion_test_script(['ini' => ['log_errors' => 0]]);
    $first = Process::spawnScript($script, [], $options);
    $cases = (yield $first->getIPC()->whenIncoming())->data;
    yield $first->whenExit();
    foreach ($cases as $case) {
        $child = Process::spawnScript($script, [$case], $options);
        yield $child->whenExit();
        $error = $child->getError();
        $line = fn (string $text) => current(array_keys(preg_grep("~^    '$case'~", file($script)))) + 1;
        echo "$case: {$child->getExitStatus()}";
        if ($error) {
            $class = strtok($error['class'], "\0");
            echo " $class '", strtok($error['message'], "\n"), "'", $error['file'] === $script && $error['line'] === $line($case) ? '' : " in $error[file]:$error[line]";
        }
        echo "\n";
    }
})())->await();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
thrown: 255 Oops 'here'
misleading: 255 Oops 'text in /no/such.php:3'
with a previous one: 255 Oops 'second'
in words: 255 Words 'not in these'
no text: 255 Exception ''
anonymous: 255 Exception@anonymous 'nameless'
of PHP: 255 Error 'Call to undefined function no_such_function()'
others after it: 255 Oops 'this'
in a fiber: 255 Oops 'in a fiber'
in a callback: 255 Oops 'in a callback'
in a shutdown function: 255 Oops 'late'
two of them: 255 Oops 'early'
forgotten: 255 Oops 'forgotten'
of a handler: 255 Oops 'of the handler'
handled: 7
caught: 0
no exception: 255 E_USER_ERROR 'no exception'
