#!/bin/bash
# The rules between the folders of src/: layers.sh [TOP]
# Prints one line for each violation and fails when there is one. Comments and strings do not count.
# SPDX-License-Identifier: MIT
set -euo pipefail
top=$(cd "${1:-$(dirname "$0")/../..}" && pwd)
cd "$top"

# folder: the folders it may include, besides itself
layers='
base:
os: base
wire: base
loop: base os
stream: base os loop
proc: base os loop stream
ipc: base os wire loop
supervise: base os loop proc
share: base os
promise: base
php: base os wire loop stream proc ipc supervise share promise stubs
userland:
'

bad=0
report() {
	echo "$1"
	bad=1
}

# Prints FILE:LINE:TEXT of every line of code, with comments and the insides of strings blanked;
# #include lines keep their text.
code() {
	find src include -name '*.[ch]' -print0 | LC_ALL=C sort -z | xargs -0 perl -0777 -ne '
		s{(/\*.*?\*/)|("(?:[^"\\\n]|\\.)*"|\x27(?:[^\x27\\\n]|\\.)*\x27)}
			{my ($c, $s) = ($1, $2); defined $c ? $c =~ s/[^\n]//gr : $s}gse;
		my $n = 0;
		for my $l (split /\n/) {
			$n++;
			$l =~ s/"(?:[^"\\]|\\.)*"/""/g unless $l =~ /^\s*#\s*include/;
			print "$ARGV:$n:$l\n" if $l =~ /\S/;
		}'
}
all=$(code)

# Reports what a pattern finds in the files that match the second pattern but not the third.
forbid() { # WHY CODE_PATTERN IN NOT_IN
	local hits
	hits=$(grep -P "^(?:$3)[^:]*:\d+:" <<<"$all" | grep -vP "^(?:$4)" | grep -P "^[^:]*:\d+:.*$2" || true)
	[ -z "$hits" ] || report "$(sed "s|\$|  <- $1|" <<<"$hits")"
}
never='$^'

# 1. Includes go downwards only.
while IFS=: read -r layer below; do
	[ -n "$layer" ] || continue
	known=" $layer $below "
	while IFS=: read -r file line text; do
		[[ "$text" =~ include\ *\"([a-z0-9_]+)/ ]] || continue
		target=${BASH_REMATCH[1]}
		[ "$target" != ext ] || continue
		[[ "$known" == *" $target "* ]] || report "$file:$line:$text  <- src/$layer may not include $target/"
	done < <(grep -P "^src/$layer/[^:]*:\d+:\s*#\s*include \"" <<<"$all" || true)
done <<<"$layers"
for folder in src/*/; do
	folder=$(basename "$folder")
	grep -q "^$folder:" <<<"$layers" || report "src/$folder/  <- not in the table of tests/tools/layers.sh"
done

# 2. Who may know what.
core='src/(?:base|os|wire|loop|stream|proc|ipc|supervise|share)/'
forbid 'the core knows no Zend' '#\s*include\s+["<](?:php|zend|SAPI|TSRM|Zend|main|ext)' "$core" "$never"
forbid 'only src/loop knows libevent' '#\s*include\s+["<]event' 'src/|include/' 'src/loop/'
forbid 'internal headers stay in their folder: loop' '"loop/internal\.h"' 'src/' 'src/loop/'
forbid 'internal headers stay in their folder: proc' '"proc/internal\.h"' 'src/' 'src/proc/'
forbid 'internal headers stay in their folder: ipc' '"ipc/internal\.h"' 'src/' 'src/ipc/'
forbid 'internal headers stay in their folder: promise' '"promise/internal\.h"' 'src/' 'src/promise/'

# 3. System calls are made in src/os. Memory, clocks and getters of the own ids are no matter.
calls='read|readv|write|writev|close|close_range|pipe2?|socket|socketpair|accept4?|connect|bind|listen'
calls="$calls|sendmsg|recvmsg|send|recv|fork|vfork|clone|clone3|syscall|execve?|execvpe?|posix_spawnp?"
calls="$calls|wait|wait3|wait4|waitid|waitpid|kill|killpg|tgkill|raise|dup|dup2|dup3|fcntl|ioctl|open|openat|creat"
calls="$calls|signal|sigaction|sigprocmask|pthread_sigmask|epoll_\w+|timerfd_\w+|eventfd|signalfd|poll|select"
calls="$calls|setuid|setgid|setresuid|setresgid|setgroups|initgroups|setrlimit|prctl|chdir|umask|unlink|nanosleep|usleep|sleep"
forbid 'system calls are made in src/os' "(?<![\\w.>])(?:$calls)\\s*\\(" 'src/' 'src/os/'

# 4. One door into user code.
enter='zend_call_function|zend_call_known_\w+|zend_call_method\w*|_?call_user_function\w*|zend_fcall_info_call\w*'
enter="$enter|zend_generator_resume|zend_fiber_(?:start|resume)\\w*|zend_execute\w*|zend_eval_\w+"
forbid 'user code is entered in boundary.c' "(?<![\\w.>])(?:$enter)\\s*\\(" 'src/' 'src/php/engine/boundary\.c'
forbid 'the longjmp of a fatal error is caught in boundary.c' '\bzend_(?:first_)?try\b' 'src/' \
	'src/php/engine/boundary\.c'

# 5. What a reader relies on.
forbid 'comments are /* */' '//' 'src/|include/' "$never"
for file in $(grep -rc 'SPDX-License-Identifier: MIT' src include --include='*.[ch]' | grep -v ':1$'); do
	report "${file%:*}  <- needs one SPDX line"
done
while read -r line; do
	report "$line  <- needs an issue: FIXME(12)"
done < <(grep -rnE '(FIXME|TODO|XXX)' src include --include='*.[ch]' | grep -vE 'FIXME\([0-9]+\)' || true)
while read -r file; do
	own=${file#src/}
	own=${own%.c}.h
	[ -f "src/$own" ] || continue
	first=$(grep -m1 -E '^#[[:space:]]*include' "$file")
	[ "$first" = "#include \"$own\"" ] || report "$file  <- its own header comes first, not $first"
done < <(find src/base src/os src/wire src/loop src/stream src/proc src/ipc src/supervise src/share -name '*.c' 2>/dev/null)
for arginfo in stubs/*_arginfo.h; do
	users=$(grep -lrE "#include \"(stubs/)?$(basename "$arginfo")\"" src | wc -l)
	[ "$users" -le 1 ] || report "$arginfo  <- included by $users files, its tables are static"
done

# 6. configure makes the folders it is told of.
while read -r folder; do
	grep -q "PHP_ADD_BUILD_DIR(\[\$ext_builddir/$folder\])" config.m4 || report "$folder/  <- has no PHP_ADD_BUILD_DIR line in config.m4"
done < <(find src -name '*.c' -exec dirname {} + | LC_ALL=C sort -u)

exit $bad
