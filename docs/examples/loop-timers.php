<?php
ION::await(0.02)->then(function () {
    print "20 ms are over\n";
});
ION::await(0.01)->then(function () {
    print "10 ms are over\n";
});

print "start\n";
ION::dispatch();
print "nothing is left to wait for\n";
