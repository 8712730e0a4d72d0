#!/bin/bash
# Builds and runs threads.c: threads.sh ION.SO OUTPUT_FOLDER, with PHP_CONFIG of a ZTS PHP with embed.
# SPDX-License-Identifier: MIT
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
prefix=$("$PHP_CONFIG" --prefix)
mkdir -p "$2"
echo "extension=$1" >"$2/php.ini"
# shellcheck disable=SC2046 # the includes are words
${CC:-gcc} -g -Wall -D_GNU_SOURCE -o "$2/threads" "$here/threads.c" $("$PHP_CONFIG" --includes) -L"$prefix/lib" -lphp \
	-Wl,-rpath,"$prefix/lib" -lpthread
PHPRC=$2 timeout 120 "$2/threads" 8 20
