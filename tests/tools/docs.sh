#!/bin/sh
# Code blocks of the documentation are the files of docs/examples; see docs.php.
# tests/tools/docs.sh [--fix]
# SPDX-License-Identifier: MIT
set -eu
exec "${PHP:-php}" -n "$(dirname "$0")/docs.php" "$@"
