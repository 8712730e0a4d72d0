<?php
/*
 * A random program that has a bit of everything open (timers, programs, pipes, terminals, queues,
 * workers, channels, watchers, signals, fibers, coroutines, destructors) and ends anywhere in any way:
 *   end-chaos.php SEED      exit codes: 0, 7 to 9, 255; VERBOSE in the environment names what it opens
 * The programs that would outlive it are `sleep` of 1000000 + SEED seconds: whoever runs it looks that
 * none is left. Run it with a debug build of PHP (leaks) and with script/asan's (memory).
 * SPDX-License-Identifier: MIT
 */
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\ExecQueue;
use ION\Process\IPC;

$seed = (int) ($argv[1] ?? random_int(1, 1 << 20));
mt_srand($seed);
ini_set('display_errors', '0');
ini_set('log_errors', '0');
ini_set('memory_limit', '64M');
define('SLEEP', ['sleep', (string) (1000000 + $seed)]);

function below(int $limit): int
{
    return mt_rand(0, $limit - 1);
}

function one_in(int $count): bool
{
    return below($count) === 0;
}

function finish(): void
{
    switch (below(9)) {
        case 0:
            throw new LogicException('uncaught');
        case 1:
            eval('function finish() {}');
            return;
        case 2:
            str_repeat('x', 1 << 30);
            return;
        case 3:
            die('said');
        case 4:
            one_in(4) || exit(7);
            set_time_limit(1);
            for (;;);
        default:
            exit(7);
    }
}

function maybe_finish(int $count): void
{
    one_in($count) && finish();
}

/** In its destructor, of which nobody knows the hour, it does what is hard there. */
final class Grave
{
    public mixed $holds = null;

    public function __construct(private int $how)
    {
    }

    public function __destruct()
    {
        switch ($this->how) {
            case 0:
                exit(9);
            case 1:
                throw new Exception('from a destructor');
            case 2:
                Process::exec(['true']);
                break;
            case 3:
                ION::await(0.001);
                ION::dispatch(ION::LOOP_NONBLOCK);
                break;
            case 4:
                attempt(fn () => Process::run(['true']));
                break;
        }
    }
}

/** A refusal is part of the game. */
function attempt(callable $action): mixed
{
    try {
        return $action();
    } catch (ION\RuntimeException | ION\InvalidUsageException $e) {
        return null;
    }
}

function worker_main(int $how): Closure
{
    return [
        fn () => ION::await(1000),
        function (IPC $master) {
            for ($i = 0; $i < 100; $i++) {
                $master->send($i);
            }
        },
        fn () => finish(),
        function (IPC $master) {
            $master->onRequest(fn ($message) => $message->data);
        },
        function () {
            Process::exec(SLEEP);
            (new ChildProcess())->start(fn () => ION::await(100));
            ION::await(0.01)->then(fn () => finish());
        },
        function (IPC $master) {
            $master->whenIncoming()->then(fn () => finish());
        },
        function () {
            $grave = new Grave(below(6));
            yield ION::await(0.001);
            finish();
        },
        function (IPC $master) {
            $master->setOptions(['closeTimeout' => 0.1]);
            for ($i = 0; $i < 10; $i++) {
                $master->send(str_repeat('x', 100000));
            }
        },
    ][$how];
}

function worker(): array
{
    $main = worker_main(below(8));
    $seed = mt_rand();
    $worker = new ChildProcess(['stdio' => one_in(2) ? [1 => 'pipe'] : []]);
    $worker->start(function (IPC $master) use ($main, $seed) {
        mt_srand($seed);
        return $main($master);
    });
    one_in(2) && $worker->getIPC()->send(['x' => 1]);
    one_in(2) && $worker->getIPC()->whenIncoming()->then(fn () => maybe_finish(8));
    one_in(3) && $worker->whenExit()->then(fn () => maybe_finish(2));
    return [$worker, one_in(3) ? $worker->getIPC()->request('question')->onFail(fn () => 1) : null];
}

function channel(): array
{
    [$left, $right] = IPC::create();
    for ($i = below(20); $i > 0; $i--) {
        $left->send(str_repeat('x', 50000));
    }
    one_in(2) && $right->whenIncoming()->then(fn () => maybe_finish(10));
    one_in(3) && $left->close();
    return one_in(2) ? [$left, $right] : [$left];
}

function input(): Generator
{
    try {
        while (!one_in(50)) {
            yield str_repeat('x', 1000);
        }
    } finally {
        one_in(3) && ION::await(0);
    }
}

function talk(): void
{
    $program = Process::spawn(['cat']);
    $program->getStdin()->write("x\n");
    $program->getStdout()->readLine()->await();
    maybe_finish(2);
    foreach ($program->getStdout()->whenData() as $ignored) {
        finish();
    }
}

function nap(): void
{
    try {
        ION::await(below(3) / 1000)->await();
        maybe_finish(4);
        ION::await(1000)->await();
    } finally {
        one_in(4) && ION::await(0.001)->then(fn () => 1);
    }
}

function coroutine(): Generator
{
    try {
        yield ION::await(below(3) / 1000);
        maybe_finish(4);
        yield Process::exec(SLEEP);
    } finally {
        one_in(4) && ION::promise(fn () => 1);
    }
}

function watched(): array
{
    [$near, $far] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    one_in(2) && fwrite($near, 'x');
    return [
        $near,
        ION::onReadable($far, fn ($stream, $watcher) => one_in(4) ? finish() : $watcher->cancel()),
        ION::onWritable($far, fn ($stream, $watcher) => one_in(4) ? finish() : $watcher->disable()),
    ];
}

function queue(): array
{
    $things = [$queue = new ExecQueue(1 + below(2))];
    for ($i = below(5); $i >= 0; $i--) {
        $things[] = $queue->exec(one_in(2) ? ['true'] : SLEEP);
    }
    return $things;
}

function at_shutdown(): void
{
    if (one_in(2)) {
        ION::await(0.001);
        ION::dispatch(ION::LOOP_NONBLOCK);
    } else {
        attempt(fn () => Process::run(['true']));
    }
    one_in(4) && exit(8);
}

$things = [
    'timer' => fn () => ION::await(below(5) / 1000),
    'long timer' => fn () => ION::await(1000)->then(fn () => 1),
    'interval' => fn () => ION::interval(0.001)->then(fn () => null),
    'program' => fn () => Process::exec(SLEEP),
    'talkative program' => fn () => Process::exec(['yes'], [
        'onStdout' => fn () => maybe_finish(30), 'timeout' => 0.05, 'stop' => [['KILL', 0]],
    ]),
    'fed program' => fn () => Process::exec(['cat'], ['stdin' => input()]),
    'cancelled program' => fn () => Process::exec(SLEEP, ['cancel' => 'CONT', 'stop' => [['CONT', 5], ['KILL', 0]]])->cancel('x'),
    'short program' => fn () => Process::exec('echo hello; exit 3')->then(fn () => maybe_finish(5)),
    'live program' => fn () => Process::spawn(SLEEP)->whenExit(),
    'full pipe' => fn () => Process::spawn(['cat', '/dev/zero']),
    'read pipe' => fn () => Process::spawn(['cat', '/dev/zero'])->getStdout()->whenData()->then(fn () => maybe_finish(50)),
    'written pipe' => fn () => Process::spawn(['cat'])->getStdin()->write(str_repeat('x', below(500000))),
    'terminal' => fn () => Process::spawn(['cat'], ['pty' => true]),
    'queue' => queue(...),
    'worker' => worker(...),
    'another worker' => worker(...),
    'channel' => channel(...),
    'watchers' => watched(...),
    'raw timers' => fn () => [
        ION::defer(fn () => maybe_finish(6)),
        ION::delay(below(5) / 1000, fn () => maybe_finish(4)),
        ION::repeat(0.002, fn () => maybe_finish(20)),
    ],
    'signal' => function () {
        Process::signal('USR1')->then(fn () => maybe_finish(3));
        Process::kill(getmypid(), 'USR1');
    },
    'shutdown' => fn () => Process::whenShutdown()->then(fn () => 1),
    'foreign process' => fn () => Process::attach(Process::spawn(SLEEP)->getPID())->whenExit(),
    'fiber' => fn () => ION::async(nap(...)),
    'fiber at a pipe' => fn () => ION::async(talk(...)),
    'coroutine' => fn () => ION::promise(coroutine()),
    'grave' => fn () => new Grave(below(8)),
    'cycle' => function () {
        $promise = new ION\Deferred(null, false);
        $promise->self = [$promise, new Grave(2 + below(6))];
    },
    'output buffer' => fn () => ob_start(fn ($buffer) => $buffer),
    'shutdown function' => fn () => register_shutdown_function(at_shutdown(...)),
    'error handler' => fn () => ION::setErrorHandler(fn () => maybe_finish(5)),
    'orphans' => fn () => one_in(3) && Process::reapOrphans(),
];
$names = array_keys($things);
$open = [];
for ($i = 2 + below(10); $i > 0; $i--) {
    $name = $names[below(count($names))];
    getenv('VERBOSE') && fwrite(STDERR, "$name\n");
    $open[below(12)] = attempt($things[$name]);
    if (one_in(4)) {
        ION::stop(0.03);
        attempt(fn () => ION::dispatch(one_in(2) ? ION::LOOP_NONBLOCK : ION::LOOP_ONCE));
    }
    if (one_in(8)) {
        unset($open[below(12)]);
    }
}
switch (below(6)) {
    case 0:
        finish();
        break;
    case 1:
        ION::await(below(20) / 1000)->then(fn () => finish());
        break;
    case 2:
        ION::async(function () {
            ION::await(below(20) / 1000)->await();
            finish();
        });
        break;
    case 3:
        ION::promise((function () {
            yield ION::await(below(20) / 1000);
            finish();
        })());
        break;
    case 4:
        ION::delay(0.01, fn () => new Grave(below(2)));
        break;
}
ION::stop(0.5);
ION::dispatch();
