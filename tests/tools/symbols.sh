#!/bin/bash
# The extension exports get_module and nothing else: symbols.sh ION.SO
# Two extensions that export the same name would get each other's function.
# SPDX-License-Identifier: MIT
set -euo pipefail
others=$(nm -D --defined-only "$1" | awk '$3 != "get_module" { print $3 }')
nm -D --defined-only "$1" | grep -q ' get_module$' || { echo "$1 does not export get_module" && exit 1; }
if [ -n "$others" ]; then
	echo "$1 exports more than get_module:"
	echo "$others"
	exit 1
fi
