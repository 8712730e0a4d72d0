<?php
/*
 * Several real programs at once over a git checkout, waited for in the three ways that ION has, while
 * the loop goes on drawing. Run it with script/demo, or: php docs/examples/demo.php [CHECKOUT]
 */

use ION\Process;
use ION\Process\Exec;
use ION\Promise;

/** What runs and what has ended; draws one line while there is something to wait for. */
final class Board
{
    /** @var array<string, float> title => when it started */
    private array $running = [];
    /** @var list<array{title: string, way: string, exec: Exec}> */
    private array $ended = [];
    private int $tick = 0;
    private bool $terminal;

    public function __construct(public readonly string $directory)
    {
        $this->terminal = stream_isatty(STDOUT);
    }

    /** Starts a program, shows it, and gives the promise of its Exec. */
    public function exec(string $way, string $title, string|array $command, array $options = []): Promise
    {
        $this->running[$title] = microtime(true);
        $program = Process::exec($command, $options + ['cwd' => $this->directory]);
        return $program->then(
            fn (Exec $exec) => $this->end($title, $way, $exec),
            function (Promise\TimeoutException $timeout) use ($title, $way) {
                return $this->end($title, $way, $timeout->result);
            }
        );
    }

    private function end(string $title, string $way, Exec $exec): Exec
    {
        unset($this->running[$title]);
        $this->ended[] = ['title' => $title, 'way' => $way, 'exec' => $exec];
        if (!$this->terminal) {
            printf("%-9s %s\n", $way, $title);
        }
        return $exec;
    }

    /** Called by the timer: the line is drawn anew in its place. */
    public function draw(): void
    {
        if (!$this->terminal) {
            return;
        }
        $sign = '|/-\\'[$this->tick++ % 4];
        $names = implode(', ', array_keys($this->running));
        $line = sprintf('%s %d done, %d running: %s', $sign, count($this->ended), count($this->running), $names);
        echo "\r\e[K", strlen($line) > 78 ? substr($line, 0, 75) . '...' : $line;
    }

    public function table(): void
    {
        echo $this->terminal ? "\r\e[K" : "\n";
        printf("%-40s %-9s %-8s %9s %9s %9s\n", 'command', 'way', 'exit', 'duration', 'cpu', 'peak');
        $time = $cpu = 0.0;
        foreach ($this->ended as ['title' => $title, 'way' => $way, 'exec' => $exec]) {
            $used = $exec->usage['user'] + $exec->usage['system'];
            $exit = $exec->cause === 'exit' ? (string) $exec->status : "$exec->cause $exec->signal";
            printf(
                "%-40s %-9s %-8s %6.0f ms %6.0f ms %6.1f MB\n",
                strlen($title) > 40 ? substr($title, 0, 37) . '...' : $title,
                $way,
                $exit,
                $exec->duration * 1e3,
                $used * 1e3,
                $exec->usage['maxRss'] / 1e6
            );
            $time += $exec->duration;
            $cpu += $used;
        }
        printf("%-40s %-9s %-8s %6.0f ms %6.0f ms\n", count($this->ended) . ' programs', '', '', $time * 1e3, $cpu * 1e3);
    }
}

/** The longest time between two turns of a timer: what the loop was kept from by its callbacks. */
final class Pulse
{
    public int $turns = 0;
    public float $longest = 0.0;
    private float $last;

    public function __construct()
    {
        $this->last = microtime(true);
    }

    public function beat(): void
    {
        $now = microtime(true);
        $this->longest = max($this->longest, $now - $this->last);
        $this->last = $now;
        $this->turns++;
    }
}

$directory = realpath($argv[1] ?? dirname(__DIR__, 2)) ?: exit("no such directory\n");
$board = new Board($directory);
$pulse = new Pulse();
$began = microtime(true);
// what they find out goes here
$facts = [];

ION::interval(0.01, 'pulse')->then(fn () => $pulse->beat());
ION::interval(0.08, 'status')->then(fn () => $board->draw());

// 1. A coroutine: each yield waits for one program, and the next one uses what it said.
$history = ION::promise(function () use ($board, &$facts) {
    $head = yield $board->exec('yield', 'git rev-parse', ['git', 'rev-parse', 'HEAD']);
    if (!$head->ok()) {
        $facts[] = 'no git checkout with commits: ' . trim($head->stderr);
        return;
    }
    $commit = trim($head->stdout);
    $log = yield $board->exec('yield', 'git log', ['git', 'log', '--format=%an%x09%s', $commit]);
    $show = yield $board->exec('yield', 'git show --stat', ['git', 'show', '--stat', '--format=', $commit]);
    $facts[] = sprintf('%d commits; the last changed: %s', substr_count($log->stdout, "\n"), last_line($show->stdout));
});

// 2. A fiber: await() looks like a blocking call and blocks nobody else. Here eight at a time.
$syntax = ION::async(function () use ($board, &$facts) {
    $list = $board->exec('await', 'git ls-files', ['git', 'ls-files', '*.php', '*.inc'])->await();
    $files = array_slice(array_filter(explode("\n", $list->stdout)), 0, 8);
    $checks = [];
    foreach ($files as $file) {
        $checks[$file] = $board->exec('await', "php -l $file", [PHP_BINARY, '-n', '-l', $file]);
    }
    $results = $checks ? Promise::all($checks)->await() : [];
    $bad = array_filter($results, fn (Exec $exec) => !$exec->ok());
    $facts[] = sprintf('%d PHP files checked, %d with syntax errors', count($results), count($bad));
});

// 3. Callbacks: then() runs when the program has ended; a failure goes to the handler of its type.
$words = [
    $board->exec('then', 'cat *.[ch] | wc -l', 'git ls-files "*.[ch]" | xargs cat | wc -l')
        ->then(function (Exec $exec) use (&$facts) {
            $facts[] = number_format((int) $exec->stdout) . ' lines of C';
        }),
    $board->exec('then', 'sort | uniq -c (words)', 'git ls-files | xargs cat | tr -cs "A-Za-z" "\n" | sort | uniq -c | sort -rn')
        ->then(function (Exec $exec) use (&$facts) {
            preg_match_all('/^\s*(\d+) (\w{4,})$/m', $exec->stdout, $m);
            $facts[] = 'most used words: ' . implode(', ', array_slice($m[2], 0, 8));
        }),
    $board->exec('then', 'du -sk', ['du', '-sk', '.'])
        ->then(function (Exec $exec) use (&$facts) {
            $facts[] = sprintf('%.1f MB on disk', (int) $exec->stdout / 1e3);
        }),
    $board->exec('then', 'git grep (nothing)', ['git', 'grep', '-q', 'there is' . ' no such text']),
    $board->exec('then', 'gcc -fsyntax-only', 'command -v gcc >/dev/null && gcc -fsyntax-only -x c -', ['stdin' => "int main(void) { return 0; }\n"]),
    $board->exec('then', 'wc -c (16 MB of input)', ['wc', '-c'], ['stdin' => str_repeat('0123456789abcdef', 1 << 20)]),
    $board->exec('then', 'head -c 16M /dev/zero', ['head', '-c', '16777216', '/dev/zero']),
    $board->exec('then', 'sleep 60 (timeout 1.2 s)', ['sleep', '60'], ['timeout' => 1.2]),
];

Process::exec(['no-such-program'])->then(
    null,
    function (Process\SpawnException $error) use (&$facts) {
        $facts[] = 'as it should: ' . $error->getMessage();
    }
);

Promise::all([$history, $syntax, ...$words])->await();
ION::cancelInterval('status');
ION::cancelInterval('pulse');
$wall = microtime(true) - $began;

$board->table();
printf("\nin %.0f ms of wall time; a timer of 10 ms ran %d times meanwhile, at most %.1f ms apart\n",
    $wall * 1e3, $pulse->turns, $pulse->longest * 1e3);
echo "peak: as the kernel counts it, which starts from the peak of the caller (this PHP)\n\n";
foreach ($facts as $fact) {
    echo "- $fact\n";
}

function last_line(string $text): string
{
    return trim(strrchr("\n" . trim($text), "\n"));
}
