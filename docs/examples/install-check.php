<?php
print 'ION ' . ION::VERSION . ' on ' . ION::ENGINE . ' ' . ION::ENGINE_VERSION . "\n";
