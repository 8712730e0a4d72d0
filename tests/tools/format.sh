#!/bin/bash
# Checks the C files against .clang-format, or brings them into form: format.sh [--fix] [TOP]
# clang-format 14 (Debian 12's): other versions differ in details, so they are refused. Exit 77 without it.
# SPDX-License-Identifier: MIT
set -euo pipefail
mode=(--dry-run -Werror)
[ "${1:-}" != --fix ] || { mode=(-i) && shift; }
top=$(cd "${1:-$(dirname "$0")/../..}" && pwd)
cd "$top"
format=$(command -v clang-format-14 || command -v clang-format || true)
if [ -z "$format" ] || ! "$format" --version | grep -q 'version 14\.'; then
	echo "format: clang-format 14 is not installed"
	exit 77
fi
folders=()
for folder in src include tests/unit tests/bench tests/fuzz tests/tools; do
	[ ! -d "$folder" ] || folders+=("$folder")
done
find "${folders[@]}" -name '*.[ch]' ! -name '*_arginfo.h' -print0 | xargs -0 "$format" "${mode[@]}" --style=file
