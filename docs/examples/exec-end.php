<?php
register_shutdown_function(function () {
    print 'shutdown function: ' . ION::getStats()['execs'] . " program runs\n";
});

ION\Process::exec(['sleep', '60']);
print "the end of the script\n";        // sleep gets its ladder, PHP waits for it, all in no time
