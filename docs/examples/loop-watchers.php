<?php
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);

ION::onReadable($here, function ($stream, ION\Watcher $watcher) {
    $line = fgets($stream);
    if ($line === false) {
        $watcher->cancel();     // before the stream is closed
        fclose($stream);
        return;
    }
    print "read $line";
});
ION::defer(function () use ($there) {
    print "the loop runs\n";
    fwrite($there, "one\ntwo\n");
});
ION::delay(0.01, function () use ($there) {
    fwrite($there, "three\n");
    fclose($there);
});
$ticks = ION::repeat(0.004, function () {})->unreference();

ION::dispatch();
print $ticks->isEnabled() ? "still ticking, but nobody waits for it\n" : '';
