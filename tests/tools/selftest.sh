#!/bin/bash
# Plants one violation after the other in a copy of the tree and expects the tool to find it: a check
# that cannot fail proves nothing. Ends with the counts: N planted, N missed.
# SPDX-License-Identifier: MIT
set -euo pipefail
tools=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$tools/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
planted=0 missed=0

fresh() {
	rm -rf "$work/tree"
	mkdir -p "$work/tree"
	(cd "$top" && tar cf - --exclude='*.o' --exclude='*.lo' config.m4 .clang-format include src stubs docs) | tar xf - -C "$work/tree"
}

# Adds a text to a file of the copy, runs a tool on the copy, wants it to fail and to say so.
plant() { # TOOL FILE TEXT EXPECTED_OUTPUT
	local status=0
	fresh
	mkdir -p "$(dirname "$work/tree/$2")"
	[ -f "$work/tree/$2" ] || printf '/* SPDX-License-Identifier: MIT */\n' >"$work/tree/$2"
	printf '%b\n' "$3" >>"$work/tree/$2"
	# shellcheck disable=SC2086 # a tool and its option
	bash $tools/$1 "$work/tree" >"$work/out" 2>&1 || status=$?
	planted=$((planted + 1))
	if [ $status = 77 ]; then
		echo "skipped: $1 is not usable here"
		planted=$((planted - 1))
	elif [ $status = 0 ] || ! grep -qF -- "$4" "$work/out"; then
		echo "MISSED by $1 (exit $status): $2: $3"
		missed=$((missed + 1))
	fi
}

fresh
bash "$tools/layers.sh" "$work/tree" || { echo "the tree itself is not clean" && exit 1; }

plant layers.sh src/base/err.c '#include "os/reap.h"' 'may not include os/'
plant layers.sh src/os/reap.h '#include "loop/loop.h"' 'may not include loop/'
plant layers.sh src/loop/io.c '#include "proc/proc.h"' 'may not include proc/'
plant layers.sh src/proc/proc.h '#include "promise/promise.h"' 'may not include promise/'
plant layers.sh src/promise/state.h '#include "proc/proc.h"' 'may not include proc/'
plant layers.sh src/base/util.h '#include "php.h"' 'the core knows no Zend'
plant layers.sh src/proc/proc.h '#include <Zend/zend.h>' 'the core knows no Zend'
plant layers.sh src/os/reap.h '#include <event2/event.h>' 'only src/loop knows libevent'
plant layers.sh src/php/engine/errors.h '#include <event2/event.h>' 'only src/loop knows libevent'
plant layers.sh src/php/loop/plant.c '#include "loop/internal.h"' 'internal headers stay'
plant layers.sh src/proc/plant.c 'static int x(void)\n{\n\treturn (int) read(0, 0, 0);\n}' 'system calls are made in src/os'
plant layers.sh src/loop/plant.c 'static int x(void) { return fcntl (1, 2); }' 'system calls are made in src/os'
plant layers.sh src/php/process/plant.c 'static int x(void) { return kill(-1, 9); }' 'system calls are made in src/os'
plant layers.sh src/php/loop/plant.c 'static int x(void) { return zend_call_function(0, 0); }' 'user code is entered in boundary.c'
plant layers.sh src/promise/plant.c 'static void x(void) { zend_try {} zend_end_try(); }' 'caught in boundary.c'
plant layers.sh src/base/util.h '// a debug line' 'comments are /* */'
plant layers.sh src/base/util.h '/* FIXME: later */' 'needs an issue'
plant layers.sh src/base/plant.c '/* SPDX-License-Identifier: MIT */' 'needs one SPDX line'
plant layers.sh src/elsewhere/plant.c 'int ion_x;' 'not in the table'
plant layers.sh src/base/deep/plant.c 'int ion_x;' 'has no PHP_ADD_BUILD_DIR line'
plant headers.sh src/base/plant.h 'size_t ion_plant(void);' 'does not compile alone'
plant headers.sh src/os/plant.h 'zval ion_plant(void);' 'does not compile alone'
plant headers.sh src/php/engine/plant.h 'struct ion_proc_spec ion_plant;' 'does not compile alone'
plant format.sh src/base/err.c 'int  badly_formed ;' 'clang-format-violations'
plant 'stubs.sh --check' stubs/loop.stub.php 'namespace IonPlant { class Thing {} }' 'not what the stubs say'
plant version.sh include/php_ion.h '#define PHP_ION_VERSION "9.9.9"' 'the newest entry'

# Mentions in comments and strings are no violations.
fresh
printf '/* read(1), "php.h", zend_try: only words */\nconst char *ion_words = "fork() // zend_try";\n' >>"$work/tree/src/base/err.c"
bash "$tools/layers.sh" "$work/tree" || { echo "MISSED: words in comments and strings are reported" && missed=$((missed + 1)); }

if command -v cc >/dev/null; then
	printf 'int get_module(void) { return 0; }\nint ion_leaked(void) { return 0; }\n' >"$work/x.c"
	cc -shared -fPIC -o "$work/x.so" "$work/x.c"
	planted=$((planted + 1))
	! bash "$tools/symbols.sh" "$work/x.so" >/dev/null || { echo "MISSED by symbols.sh" && missed=$((missed + 1)); }
fi
echo "$planted planted, $missed missed"
[ $missed = 0 ]
