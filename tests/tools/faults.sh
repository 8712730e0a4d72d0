#!/bin/bash
# Fails the k-th call of each system call, one run of a script each: faults.sh SCRIPT.php [PHP option...]
# The script may end as it likes (an exception is right), but neither hang nor crash. PHP's own calls at
# start-up are counted with an empty script first and left alone. ION_PHP names the PHP, K how many
# calls are failed (12), CALLS which ones.
# SPDX-License-Identifier: MIT
set -euo pipefail
script=$1
shift
php=${ION_PHP:-php8.2}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
strace -qq -o "$work/trace" true 2>/dev/null || { echo "faults: strace cannot trace here" && exit 77; }
echo '<?php' >"$work/empty.php"
runs=0 injected=0 bad=0
for call in ${CALLS:-pipe2 socketpair clone clone3 vfork fcntl epoll_ctl epoll_create1 timerfd_create timerfd_settime \
	epoll_wait read readv write waitid wait4 pidfd_open pidfd_send_signal dup2 dup3 close_range execve prctl \
	setresuid setresgid setgroups mmap openat ioctl setsid prlimit64 setpriority getdents64 mkdir fstatfs chdir}; do
	# not close: it always closes on Linux, but strace fails it by leaving it out
	case $call in
	clone | clone3 | vfork) errors='EAGAIN ENOMEM' ;;
	read | readv | write) errors='EINTR EAGAIN' ;;
	wait4 | waitid | epoll_wait) errors='EINTR' ;;
	close_range) errors='ENOSYS EPERM' ;;
	execve) errors='ENOMEM ETXTBSY' ;;
	prctl) errors='EPERM' ;;
	pipe2 | socketpair | epoll_create1 | timerfd_create | pidfd_open) errors='EMFILE ENOSYS' ;;
	mmap) errors='ENOMEM' ;;
	openat) errors='EMFILE ENOENT' ;;
	setsid | prlimit64 | setpriority) errors='EPERM' ;;
	mkdir | fstatfs | chdir) errors='EIO' ;;
	set*) errors='EPERM EAGAIN' ;;
	*) errors='EINTR ENOMEM' ;;
	esac
	before=$(strace -f -qq -e trace="$call" "$php" "$@" "$work/empty.php" 2>&1 >/dev/null | grep -c "$call(" || true)
	for error in $errors; do
		for ((k = 1; k <= ${K:-12}; k++)); do
			status=0
			timeout 10 strace -f -qq -o "$work/trace" -e trace="$call" \
				-e inject="$call:error=$error:when=$((before + k))" "$php" "$@" "$script" >"$work/out" 2>&1 || status=$?
			runs=$((runs + 1))
			grep -q INJECTED "$work/trace" || break
			injected=$((injected + 1))
			case $status in
			124) what=HANG ;;
			13[0-9]) what=CRASH ;;
			8) what=LEAK ;;
			10) what=UNEXPLAINED ;;
			11) what=LEFT ;;
			9)
				what=BROKEN
				# these fail in every child anew: strace counts for each process
				case $call in execve | prctl | close_range | dup? | set* | openat | prlimit64) continue ;; esac
				;;
			*) continue ;;
			esac
			echo "$what: $call number $k fails with $error (exit $status): $(tail -1 "$work/out" | cut -c1-120)"
			bad=$((bad + 1))
		done
	done
done
echo "$runs runs, $injected with a failing call, $bad bad"
[ $bad = 0 ] && [ $injected -gt 0 ]
