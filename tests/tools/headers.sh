#!/bin/bash
# Compiles each header alone: it includes what it needs. headers.sh [TOP]
# Headers below src/php and src/promise may include PHP's; the others are compiled without its path.
# SPDX-License-Identifier: MIT
set -euo pipefail
top=$(cd "${1:-$(dirname "$0")/../..}" && pwd)
cd "$top"
cc=${CC:-cc}
php=$(${PHP_CONFIG:-php-config} --includes)
event=$(pkg-config --cflags libevent_core)
common="-std=gnu11 -D_GNU_SOURCE -DION_DEV -Wall -Wextra -Werror -Wno-unused-parameter -Wno-unused-function -fsyntax-only -x c -Isrc -I."
bad=0
for header in $(find src include -name '*.h' | LC_ALL=C sort); do
	case "$header" in
	src/php/* | src/promise/* | include/*) flags="$php -Iinclude -DCOMPILE_DL_ION" ;;
	src/loop/*) flags=$event ;;
	*) flags= ;;
	esac
	# through an including file: compiled directly, a header warns about its own guard and pragmas
	# shellcheck disable=SC2086 # the flags are words
	if ! printf '#include "%s"\nextern int ion_header_alone;\n' "$header" | $cc $common $flags -; then
		echo "$header  <- does not compile alone"
		bad=1
	fi
done
exit $bad
