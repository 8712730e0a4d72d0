php -d extension=$PWD/modules/ion.so script.php
