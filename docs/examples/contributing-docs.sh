tests/tools/docs.sh --fix
php -d extension=$PWD/modules/ion.so tests/tools/examples.php --update exec
tests/tools/translations.sh
