<?php
class GitDriver
{
    public int $pullPid = 0;

    public function __construct(private string $directory)
    {
    }

    public function pull(): Generator
    {
        $result = yield ION\Process::exec('git pull --prune', [
            'cwd' => $this->directory,          // where the program runs
            'pid' => &$this->pullPid,           // its pid, set before exec() returns
        ]);
        return $result->stdout;
    }
}

$driver = new GitDriver(getcwd());
ION::promise($driver->pull())->then(function (string $text) {
    print $text;
});
print $driver->pullPid > 0 ? "the pid is known at once\n" : "no pid\n";
ION::dispatch();
