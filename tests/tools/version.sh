#!/bin/bash
# The version in include/php_ion.h is the one of the changelog's newest entry: version.sh [TOP]
# SPDX-License-Identifier: MIT
set -euo pipefail
top=$(cd "${1:-$(dirname "$0")/../..}" && pwd)
code=$(sed -nE 's/^#define PHP_ION_VERSION "([^"]+)".*/\1/p' "$top/include/php_ion.h")
log=$(sed -nE 's/^## .*([0-9]+\.[0-9]+\.[0-9]+[A-Za-z0-9.-]*).*/\1/p' "$top/docs/CHANGELOG.md" | head -1)
if [ -z "$code" ] || [ "$code" != "$log" ]; then
	echo "include/php_ion.h says '$code', the newest entry of docs/CHANGELOG.md '$log'"
	exit 1
fi
