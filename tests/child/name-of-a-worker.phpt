--TEST--
Child: a worker that cannot be started is called by what it was to run
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process\ChildProcess;

class Mailer extends ChildProcess
{
    public static function send(): void
    {
    }

    public function __invoke(): void
    {
    }

    public function __call(string $name, array $arguments): void
    {
    }
}

function work(): void
{
}

$refused = ['cwd' => '/no/such/directory'];
$callables = [
    Mailer::send(...), 'Mailer::send', [Mailer::class, 'send'], 'work', work(...), new Mailer(), [new Mailer(), 'magic'], 'strlen',
    fn () => 1,
    static function () { yield 1; },
    new class { public function __invoke() {} },
];
foreach ([ChildProcess::class, Mailer::class] as $class) {
    foreach ($callables as $callable) {
        try {
            (new $class($refused))->start($callable)->whenStarted()->await();
        } catch (ION\Process\SpawnException $e) {
            echo $e->getMessage(), "\n";
        }
    }
}

/* its class may be gone with it, its name is not */
$worker = (new ChildProcess($refused))->start((fn () => fn () => 1)());
gc_collect_cycles();
$worker->whenExit()->onFail(fn (Throwable $e) => print("{$e->getMessage()}\n"));
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
cannot start worker Mailer::send (%s:7): cwd '/no/such/directory': No such file or directory
cannot start worker Mailer::send (%s:7): cwd '/no/such/directory': No such file or directory
cannot start worker Mailer::send (%s:7): cwd '/no/such/directory': No such file or directory
cannot start worker work (%s:20): cwd '/no/such/directory': No such file or directory
cannot start worker work (%s:20): cwd '/no/such/directory': No such file or directory
cannot start worker Mailer::__invoke (%s:11): cwd '/no/such/directory': No such file or directory
cannot start worker Mailer::magic: cwd '/no/such/directory': No such file or directory
cannot start worker strlen: cwd '/no/such/directory': No such file or directory
cannot start worker {closure} (%s:27): cwd '/no/such/directory': No such file or directory
cannot start worker {closure} (%s:28): cwd '/no/such/directory': No such file or directory
cannot start worker class@anonymous::__invoke (%s:29): cwd '/no/such/directory': No such file or directory
cannot start Mailer with Mailer::send (%s:7): cwd '/no/such/directory': No such file or directory
cannot start Mailer with Mailer::send (%s:7): cwd '/no/such/directory': No such file or directory
cannot start Mailer with Mailer::send (%s:7): cwd '/no/such/directory': No such file or directory
cannot start Mailer with work (%s:20): cwd '/no/such/directory': No such file or directory
cannot start Mailer with work (%s:20): cwd '/no/such/directory': No such file or directory
cannot start Mailer with Mailer::__invoke (%s:11): cwd '/no/such/directory': No such file or directory
cannot start Mailer with Mailer::magic: cwd '/no/such/directory': No such file or directory
cannot start Mailer with strlen: cwd '/no/such/directory': No such file or directory
cannot start Mailer with {closure} (%s:27): cwd '/no/such/directory': No such file or directory
cannot start Mailer with {closure} (%s:28): cwd '/no/such/directory': No such file or directory
cannot start Mailer with class@anonymous::__invoke (%s:29): cwd '/no/such/directory': No such file or directory
cannot start worker {closure} (%s:42): cwd '/no/such/directory': No such file or directory
