#!/bin/sh
# A translated page says on its first line which text it translates:
#     <!-- source: docs/en/guide/exec.md sha256:... -->
# This fails when the English page has changed since, and when a page of docs/en has no line for it
# in a translation that exists. "--stamp" writes the present sums: for whoever has just brought the
# translations up to date.
# SPDX-License-Identifier: MIT
set -eu
cd "$(dirname "$0")/../.."
stamp=${1:-}
failed=0
count=0
for page in $(find docs -path docs/en -prune -o -path docs/reference -prune -o -path docs/examples -prune \
	-o -name '*.md' -path 'docs/??/*' -print | LC_ALL=C sort); do
	count=$((count + 1))
	line=$(head -n 1 "$page")
	source=$(printf '%s\n' "$line" | sed -n 's/^<!-- source: \([^ ]*\) sha256:[0-9a-fX]* -->$/\1/p')
	if [ -z "$source" ] || [ ! -f "$source" ]; then
		echo "$page: its first line does not name the page that it translates"
		failed=1
		continue
	fi
	sum=$(sha256sum "$source" | cut -d ' ' -f 1)
	if [ "$stamp" = "--stamp" ]; then
		sed -i "1s|.*|<!-- source: $source sha256:$sum -->|" "$page"
	elif [ "$line" != "<!-- source: $source sha256:$sum -->" ]; then
		echo "$page: $source has changed since it was translated"
		failed=1
	fi
done
echo "translations: $count pages, $([ $failed = 0 ] && echo up to date || echo stale)"
exit $failed
