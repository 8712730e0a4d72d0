#!/bin/sh
# Makes system calls fail, or say that they did what they did not, under strace, and compares what
# probe says. Needs strace; counted as skipped without.
#   inject.sh PROBE (without sanitizers: they are slow under strace)
# SPDX-License-Identifier: MIT
set -u
probe=$1
passed=0 failed=0
[ "$(id -u)" -eq 0 ] && command -v strace >/dev/null || {
	echo "0 passed, 0 failed, 1 skipped"
	exit 0
}
out=$(mktemp)
trap 'rm -f "$out"' EXIT

check() { # what is expected, the faults (separated by blanks), --, probe's arguments
	expected=$1
	faults=
	shift
	while [ "$1" != -- ]; do
		faults="$faults -e inject=$1"
		shift
	done
	shift
	for way in async vfork; do
		# shellcheck disable=SC2086
		ION_SPAWN=$way strace -f -o /dev/null $PATHS $faults "$probe" "$@" >"$out" 2>&1
		got=$(head -n 1 "$out")
		if [ "$got" = "$expected" ]; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			echo "not ok: $way:$PATHS$faults $*: expected '$expected', got '$got'"
		fi
	done
}

# how often the loop calls it before the first program is started
before() {
	strace -o "$out" -e "trace=$1" "$probe" -n 0 true >/dev/null
	grep -c "^$1(.*$2" "$out"
}
pipes=$(before pipe2 '')
watchers=$(before epoll_ctl EPOLL_CTL_ADD)

PATHS=
# the child's steps
check 'error fds ENFILE' dup3:error=ENFILE:when=1 -- true
check 'error fds EBUSY' dup3:error=EBUSY:when=3 -- true
PATHS='-P /dev/null'
check 'error fds ENOENT' openat:error=ENOENT -- true
PATHS=
check 'exit 0 ' close_range:error=ENOSYS -- true
check 'exit 0 012' close_range:error=ENOSYS -- sh -c 'ls /proc/$$/fd | tr -d "\n"; :'
check 'exit 0 end' close_range:error=ENOSYS getdents64:error=EIO:when=1 -- \
	sh -c 'for i in 3 4 5 6 7 8 9; do [ -e /proc/$$/fd/$i ] && echo $i; done; echo end'
check 'error privileges EPERM' setgroups:error=EPERM -- -u 65534 true
check 'error privileges EAGAIN' setresuid:error=EAGAIN:when=1 -- -u 65534 true
check 'error privileges EPERM' setresgid:error=EPERM -- -u 65534 true
check 'error signals EINVAL' rt_sigprocmask:error=EINVAL -- -d / true
check 'error signals EINVAL' prctl:error=EINVAL -- true
check 'error cwd EIO' chdir:error=EIO -- -d / true
PATHS='-P /usr/bin/true'
check 'error exec ENOMEM' execve:error=ENOMEM -- /usr/bin/true
PATHS=
# calls that only say that they were done
check 'error privileges EPERM' setgroups:retval=0 -- -u 65534 -g 7 true
check 'error privileges EPERM' setresgid:retval=0 -- -u 65534 true
check 'error privileges EPERM' setresuid:retval=0 -- -u 65534 true
check 'error privileges EPERM' setresuid:retval=0:when=1 -- -u 65534 true
check 'error privileges EPERM' setuid:retval=0 -- -u 65534 true
check 'error privileges EPERM' setgid:retval=0 -- -u 65534 true
check 'error privileges EPERM' capget:error=EPERM -- -u 65534 true
check 'error privileges EPERM' capset:error=EPERM -- -u 65534 true
check 'error privileges EPERM' getgroups:error=EFAULT -- -u 65534 true
# the parent's calls
check 'error pipe EMFILE' "pipe2:error=EMFILE:when=$((pipes + 1))" -- true
check 'error pipe ENFILE' "pipe2:error=ENFILE:when=$((pipes + 2))" -- true
check 'error fork EAGAIN' clone:error=EAGAIN -- true
check 'error fork ENOMEM' clone:error=ENOMEM -- true
check 'error fork EMFILE' clone:error=EMFILE -- true
# without a watcher nothing may run
check 'error pipe ENOMEM' "epoll_ctl:error=ENOMEM:when=$((watchers + 2))" -- true
check 'error fork ENOSPC' "epoll_ctl:error=ENOSPC:when=$((watchers + 3))" -- sleep 60
# interrupted, delayed
check 'exit 3 ' waitid:error=EINTR:when=2..3 -- sh -c 'exit 3'
check 'exit 0 input' write:error=EINTR:when=1..2 -- -i cat
PATHS='-P /usr/bin/dash'
check 'exit 7 ' execve:delay_enter=50000 -- /usr/bin/dash -c 'exit 7'
PATHS='-P /nonexistent'
check 'error exec ENOENT' execve:delay_enter=50000 -- -n 3 /nonexistent
PATHS=
# kernels without pidfds for waitid, without pidfd_send_signal
check 'exit 3 ' waitid:error=EINVAL:when=1 -- sh -c 'exit 3'
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
