<?php
use ION\Process;

/* Standard output is for results; descriptor 3 is for orders and reports. */
$worker = Process::spawn('
    while read order file <&3; do
        case $order in
            count) wc -l <"$file"; echo "counted $file" >&3 ;;
            quit)  echo "goodbye" >&3; exit 0 ;;
        esac
    done', ['stdio' => [0 => 'null', 2 => 'inherit', 3 => 'pipe']]);

$control = $worker->getPipe(3);
$control->write("count README.md\n");
print 'report: ' . $control->readLine()->await();
print 'result: ' . $worker->getStdout()->readLine()->await();
$control->write("quit\n");
print 'report: ' . $control->readLine()->await();
$worker->whenExit()->await();
