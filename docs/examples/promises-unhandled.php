<?php
function load(): ION\Promise
{
    return ION::promise(function () {
        throw new RuntimeException('nobody will hear this');
    });
}

load();                                         // the promise is thrown away, the failure is not
print "end\n";
