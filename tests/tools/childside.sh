#!/bin/sh
# The child side shares memory and thread-local storage with a running parent, so its object file
# must need nothing from anywhere: no libc, no stack protector, no sanitizer, no memcpy.
#   childside.sh childside.o
# SPDX-License-Identifier: MIT
set -eu
[ $# -eq 1 ] && [ -f "$1" ] || {
	echo "usage: childside.sh OBJECT" >&2
	exit 2
}
# some architectures name the table of the dynamic linker, which is no call
undefined=$(nm -u "$1" | sed 's/^ *[Uwv] //' | grep -v '^_GLOBAL_OFFSET_TABLE_$' || true)
if [ -n "$undefined" ]; then
	echo "not ok: $1 needs:" >&2
	echo "$undefined" >&2
	exit 1
fi
# thread-local storage of the object's own
if readelf -SW "$1" | grep -qE '\.t(data|bss)'; then
	echo "not ok: $1 has thread-local variables" >&2
	exit 1
fi
echo "ok: $1 needs nothing"
