#!/bin/sh
# Runs the given test binaries in every way of starting and reaping programs and adds their counts up
# to one closing line.
# SPDX-License-Identifier: MIT
set -u
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0 status=0

run() { # name of the way, then the environment, then --, then binaries
	way=$1
	shift
	assignments=
	while [ "$1" != -- ]; do
		assignments="$assignments $1"
		shift
	done
	shift
	for binary; do
		# shellcheck disable=SC2086
		env $assignments "$binary" >"$log" 2>&1
		code=$?
		ok=$(grep -c '^\[       OK \]' "$log")
		bad=$(grep -c '^\[  FAILED  \] [^0-9]' "$log")
		passed=$((passed + ok))
		if [ "$code" -ne 0 ] || [ "$ok" -eq 0 ]; then
			[ "$bad" -gt 0 ] || bad=1
			failed=$((failed + bad))
			status=1
			echo "not ok: $way: $binary (exit $code)"
			cat "$log"
		else
			echo "ok: $way: $(basename "$binary"): $ok"
		fi
	done
}

run async ION_SPAWN= ION_FORCE_SIGCHLD= -- "$@"
for binary; do
	case $binary in
		*/test_spawn | */test_proc* | */test_tree | */test_cred | */test_sigchld | */test_fork)
			run vfork ION_SPAWN=vfork ION_FORCE_SIGCHLD= -- "$binary"
			run sigchld ION_SPAWN= ION_FORCE_SIGCHLD=1 -- "$binary"
			;;
	esac
done
echo "$passed passed, $failed failed, 0 skipped"
exit $status
