--TEST--
Process: replace() puts a program in the place of this process, and nothing of the script happens any more
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

/* each runs in a PHP of its own */
function attempt(string $title, string $code): void
{
    static $common = '
        use ION\Process;
        class Loud { function __destruct() { echo "DESTRUCTOR\n"; } }
        register_shutdown_function(function () { echo "SHUTDOWN FUNCTION\n"; });
        $loud = new Loud;
    ';
    echo "$title\n";
    $result = ion_test_code($common . $code);
    echo '  ', str_replace("\n", "\n  ", rtrim($result['out'] . $result['err'])), "\n  code $result[code]\n";
}

putenv('ION_ASAN_LEAKS=0');
attempt('the pid stays', '
    $pid = getmypid();
    Process::replace(["sh", "-c", "test \$0 = \$\$ && exit 7", (string) $pid]);
');
attempt('arguments byte for byte', '
    Process::replace(["printf", "<%s>\n", "", "a b", "\$x", "\n", "-"]);
');
attempt('what was printed comes first, once', '
    ob_start();
    echo "one ";
    ob_start(fn ($text) => strtoupper($text));
    echo "two ";
    Process::replace(["echo", "three"]);
');
attempt('the environment stays', '
    putenv("ION_TEST=1 2");
    putenv("_ION_EXEC_LINE=theirs:1");
    Process::replace(["sh", "-c", "echo \$ION_TEST \$_ION_EXEC_LINE"]);
');
attempt('the environment is another one', '
    putenv("ION_TEST=1");
    Process::replace(["env"], ["A" => "b c", "N" => 5, "GONE" => null]);
');
attempt('an empty environment', '
    putenv("_ION_EXEC_LINE=theirs:1");
    Process::replace(["env"], []);
');
attempt('the path is the caller\'s', '
    putenv("PATH=/nowhere:/usr/bin:/bin");
    Process::replace(["sh", "-c", "echo \$PATH"], ["PATH" => "/elsewhere"]);
');
attempt('the directory stays', '
    chdir("/usr");
    umask(0123);
    Process::replace(["sh", "-c", "pwd; umask"]);
');
attempt('in a fiber, a callback of the loop and a finally block', '
    ION::delay(0.001, function () {
        ION::async(function () {
            try {
                throw new Exception("never seen");
            } finally {
                Process::replace(["echo", "replaced"]);
            }
        });
    });
    ION::dispatch();
');
attempt('in a destructor', '
    class Last { function __destruct() { Process::replace(["echo", "replaced"]); } }
    $last = new Last;
    unset($last);
');
attempt('detached children do not matter', '
    $child = new ION\\Process\\ChildProcess();
    $child->start(function () {
        ION::await(60)->await();
    });
    $child->whenStarted()->await();
    $child->detach();
    $program = Process::exec(["sleep", "60"], ["detached" => true, "pid" => &$pid]);
    Process::replace(["sh", "-c", "kill -9 \$1 \$2 && echo both were there", "sh", (string) $child->getPID(), (string) $pid]);
');
attempt('a signal ends it', '
    Process::replace(["sh", "-c", "kill -TERM \$\$"]);
');

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
the pid stays
  
  code 7
arguments byte for byte
  <>
  <a b>
  <$x>
  <
  >
  <->
  code 0
what was printed comes first, once
  one TWO three
  code 0
the environment stays
  1 2 theirs:1
  code 0
the environment is another one
  A=b c
  N=5
  code 0
an empty environment
  
  code 0
the path is the caller's
  /elsewhere
  code 0
the directory stays
  /usr
  0123
  code 0
in a fiber, a callback of the loop and a finally block
  replaced
  code 0
in a destructor
  replaced
  code 0
detached children do not matter
  both were there
  code 0
a signal ends it
  
  code -1
