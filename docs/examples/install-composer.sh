composer config repositories.ion path /path/to/ion/src/userland
composer require ion/ion:@dev
