--TEST--
Promise: unhandled failures are reported at the end of the script too
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

/* the cycles of these scripts are garbage at their end, no leaks */
putenv('ION_ASAN_LEAKS=0');
$code = <<<'PHP'
$global = (new ION\ResolvablePromise())->fail(new DomainException('global'));
$cycle = (new ION\ResolvablePromise())->fail(new DomainException('cycle'));
$cycle->self = $cycle;
unset($cycle);
$timer = ION::await(60);
$child = $timer->then();
register_shutdown_function(function () { echo "shutdown function\n"; });
class Last { public $p; function __destruct() { echo "destructor\n"; $this->p->getResult(); } }
$last = new Last();
$last->p = (new ION\ResolvablePromise())->fail(new DomainException('handled in a destructor'));
echo "end\n";
PHP;
$clean = fn (string $out) => preg_replace(['~ in /\S+~', '~(Fatal error: ).*~'], ['', '$1...'], $out);
echo $clean(ion_test_code($code)['out']);
echo "-- handler\n";
echo $clean(ion_test_code('ION::setErrorHandler(function ($e) { echo "reported ", $e->getMessage(), "\n"; });' . $code)['out']);
echo "-- exit()\n";
$run = ion_test_code($code . 'function f() { $p = (new ION\ResolvablePromise())->fail(new Exception("cut off by exit")); exit(3); } f();');
echo $clean($run['out']), $run['code'], "\n";
echo "-- fatal error\n";
$run = ion_test_code($code . 'function f(): void { $p = (new ION\ResolvablePromise())->fail(new Exception("x")); eval("class Incomplete implements Countable {}"); } f();');
echo $clean($run['out']), $run['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
--EXPECTF--
end
shutdown function
destructor

Warning: Nobody handled the failure of a promise made DomainException: global in Unknown on line 0

Warning: Nobody handled the failure of a promise made DomainException: cycle in Unknown on line 0
-- handler
end
shutdown function
destructor
reported global
reported cycle
-- exit()
end
shutdown function
destructor

Warning: Nobody handled the failure of a promise made DomainException: global in Unknown on line 0

Warning: Nobody handled the failure of a promise made DomainException: cycle in Unknown on line 0
3
-- fatal error
end

Fatal error: ...
shutdown function
255
