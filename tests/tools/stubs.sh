#!/bin/bash
# Regenerates the arginfo headers from the stubs, offline: stubs.sh [--check] [TOP]
# With --check nothing is written: differences from the committed headers are shown and fail.
# The generator is PHP 8.2's (each PHP brings its own; 8.2's output compiles on every later one),
# its parser Debian's php-parser. Exit 77 where one of them is missing.
# SPDX-License-Identifier: MIT
set -euo pipefail
check=
[ "${1:-}" != --check ] || { check=yes && shift; }
top=$(cd "${1:-$(dirname "$0")/../..}" && pwd)
parser=/usr/share/php/PhpParser
generator=
if command -v php-config8.2 >/dev/null; then
	generator=$(php-config8.2 --prefix)/lib/php/$(php-config8.2 --phpapi)/build/gen_stub.php
fi
if [ ! -f "$generator" ] || [ ! -d "$parser" ]; then
	echo "stubs: needs php8.2-dev and php-parser of Debian 12"
	exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$generator" "$work/gen_stub.php"
version=$(sed -n 's/.*"\(4\.[0-9.]*\)".*/\1/p' "$work/gen_stub.php" | head -1)
mkdir -p "$work/PHP-Parser-$version/lib"
ln -s "$parser" "$work/PHP-Parser-$version/lib/PhpParser"
for stub in "$top"/stubs/*.stub.php; do
	cp "$stub" "$work/"
	# it reports what it writes on stdout, errors too
	if ! php8.2 -n -d extension=tokenizer.so "$work/gen_stub.php" -f "$work/$(basename "$stub")" >"$work/log" 2>&1; then
		cat "$work/log"
		exit 1
	fi
done
if [ -z "$check" ]; then
	cp "$work"/*_arginfo.h "$top/stubs/"
	exit 0
fi
bad=0
for made in "$work"/*_arginfo.h; do
	diff -u "$top/stubs/$(basename "$made")" "$made" || bad=1
done
[ $bad = 0 ] || echo "stubs: the headers are not what the stubs say; run tests/tools/stubs.sh and commit"
exit $bad
