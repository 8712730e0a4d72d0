--TEST--
Revolt: programs of AMPHP and ReactPHP, as they are, beside programs and a worker of ION
--EXTENSIONS--
posix
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
require __DIR__ . '/../_lib/revolt.inc';
// amphp/parallel starts the real PHP, which cannot take over what the script around it has set
ion_skip_if_wrapped();
if (!extension_loaded('filter')) {
    die('skip amphp/socket needs the extension filter');
}
ion_skip_unless_packages('amphp/parallel', 'amphp/process', 'amphp/socket', 'react/child-process', 'react/socket');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/revolt.inc';

putenv('ION_ASAN_LEAKS=0');
foreach (['amphp', 'reactphp'] as $name) {
    $program = [__DIR__ . "/programs/$name.inc", ion_test_packages()];
    $errors = ['-d', 'error_reporting=' . ION_TEST_PACKAGES_ERRORS];
    $plain = ion_test_run(ion_test_php([...$errors, ...$program]));
    $ion = ion_test_run(ion_test_php([...$errors, '-d', 'auto_prepend_file=' . __DIR__ . '/programs/beside.inc', ...$program]));
    echo "$name\n", $ion['out'], $ion['err'];
    // what stands behind is ION's own
    str_starts_with($ion['out'], $plain['out']) || print("without ION:\n$plain[out]$plain[err]\n");
    var_dump($ion['code']);
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
amphp
{"early":["","",4],"killed":["","",1],"lines":["got a line\n","error\n",3],"long":["the same","",0]}
[[40,"child 1 is done"],[40,"child 2 is done"]]
[["CLIENT 1","CLIENT 2","CLIENT 3","CLIENT 4","CLIENT 5","CLIENT 6","CLIENT 7","CLIENT 8","CLIENT 9","CLIENT 10"],10]
signal USR2
timeout
Event loop terminated without resuming the current suspension 
beside: program 1 ended with 1, program 2 ended with 2, program 3 ended with 3, worker ended with 7, worker said hello
int(0)
reactphp
early: [0,"",4,null]
echo: [200000,"error",3,null]
killed: [null,9]
signal: "USR2"
talk: ["CLIENT 1","CLIENT 2","CLIENT 3","CLIENT 4","CLIENT 5","CLIENT 6","CLIENT 7","CLIENT 8","CLIENT 9","CLIENT 10"]
ticks: 5
beside: program 1 ended with 1, program 2 ended with 2, program 3 ended with 3, worker ended with 7, worker said hello
int(0)
