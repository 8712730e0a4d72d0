#!/bin/sh
# Regenerates the arginfo headers from the stubs, offline: stubs.sh [OUTPUT_DIR]
# The generator is the one of the installed PHP 8.2 (each PHP brings its own; 8.2's output compiles
# on every later one); its parser is Debian's php-parser.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
out=${1:-$top/stubs}
phpize_dir=$(dirname "$(php-config8.2 --prefix)/lib/php/$(php-config8.2 --phpapi)/build/gen_stub.php")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$phpize_dir/gen_stub.php" "$work/"
version=$(sed -n 's/.*"\(4\.[0-9.]*\)".*/\1/p' "$work/gen_stub.php" | head -1)
mkdir -p "$work/PHP-Parser-$version/lib"
ln -s /usr/share/php/PhpParser "$work/PHP-Parser-$version/lib/PhpParser"
for stub in "$top"/stubs/*.stub.php; do
	cp "$stub" "$work/"
	php8.2 -n -d extension=tokenizer.so "$work/gen_stub.php" -f "$work/$(basename "$stub")" >/dev/null
done
cp "$work"/*_arginfo.h "$out/"
