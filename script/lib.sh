# What the commands in script/ and .ci/run share: packages, builds, suites and their sum. Sourced, not run.
# Everything that is made goes below .build/ (ignored by git) or $ION_CACHE_DIR.
#   PHP_CONFIG  another PHP than Debian's 8.2 (its phpize and php are taken from beside it)
#   ION_JOBS    how many compilers and tests at once; default: the processors
#   ION_CACHE_DIR  what is costly to make and kept between runs; default /var/tmp/ion-cache
# SPDX-License-Identifier: MIT
set -euo pipefail

ion_top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
ion_out=$ion_top/.build
ion_cache=${ION_CACHE_DIR:-/var/tmp/ion-cache}
ion_jobs=${ION_JOBS:-$(nproc 2>/dev/null || echo 2)}
# each suite adds one line: NAME PASSED FAILED SKIPPED SECONDS, tab-separated
ion_results=${ION_RESULTS:-$ion_out/results.tsv}

ion_packages_build=(gcc libc6-dev make pkg-config libevent-dev php8.2-cli php8.2-dev)
ion_packages_test=(strace php8.2-opcache php8.2-xml php8.2-mbstring phpunit php-parser libcmocka-dev clang-format-14)
ion_packages_ci=(clang-14 libclang-rt-14-dev valgrind debootstrap dpkg-dev xz-utils ca-certificates)

say() {
	printf '== %s\n' "$*"
}

die() {
	printf 'error: %s\n' "$*" >&2
	exit 1
}

# ---- packages -----------------------------------------------------------------------------------

# Runs a command as root: as it is when we are, by sudo otherwise.
ion_as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		die "this needs root and there is no sudo: $*"
	fi
}

# Installs what is missing of the named Debian packages; nothing is asked when all are there.
ion_need() {
	if ! command -v dpkg-query >/dev/null; then
		ion_need_programs
		return
	fi
	local missing=() package
	for package in "$@"; do
		dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
	done
	[ ${#missing[@]} -gt 0 ] || return 0
	say "installing ${missing[*]}"
	if [ -z "${ion_apt_updated:-}" ]; then
		ion_as_root apt-get update -qq || say "apt-get update failed, trying with the lists that are here"
		ion_apt_updated=yes
	fi
	ion_as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
		-o Dpkg::Use-Pty=0 "${missing[@]}" >"${TMPDIR:-/tmp}/ion-apt.$$" 2>&1 || {
		cat "${TMPDIR:-/tmp}/ion-apt.$$" >&2
		die "apt-get could not install ${missing[*]}"
	}
	rm -f "${TMPDIR:-/tmp}/ion-apt.$$"
}

# Where there is no apt: says what is missing and leaves the installing to the user.
ion_need_programs() {
	local program
	for program in cc make pkg-config phpize; do
		command -v "$program" >/dev/null || die "$program is missing; see README.md for what ION needs"
	done
	pkg-config --atleast-version=2.1 libevent_core || die "libevent >= 2.1 (with headers) is missing"
}

# Sets ION_PHP_FPM for the tests of that SAPI. The package is only unpacked: installing it would start
# a service on the machine. Without the package these tests are skipped.
ion_fpm() {
	local fpm=$ion_cache/fpm/usr/sbin/php-fpm8.2
	if [ ! -x "$fpm" ] && command -v apt-get >/dev/null; then
		rm -rf "$ion_cache/fpm"
		mkdir -p "$ion_cache/fpm"
		(cd "$ion_cache/fpm" && apt-get download -qq php8.2-fpm && dpkg -x php8.2-fpm_*.deb .) >/dev/null 2>&1 || true
	fi
	if [ -x "$fpm" ]; then
		export ION_PHP_FPM=${ION_PHP_FPM:-$fpm}
	fi
}

# Makes FOLDER what Composer installs for FILE, anew when FILE has changed; without Composer, or its
# registry, what is there already stays. Fails when the folder has not all of it.
ion_composer() { # FOLDER FILE
	if [ -f "$1/vendor/autoload.php" ] && cmp -s "$2" "$1/composer.json"; then
		return 0
	fi
	command -v composer >/dev/null || return 1
	rm -rf "$1.new"
	mkdir -p "$1.new"
	cp "$2" "$1.new/composer.json"
	(cd "$1.new" && COMPOSER_ALLOW_SUPERUSER=1 timeout 180 composer update --no-interaction --no-progress -q) \
		>/dev/null 2>&1 </dev/null || true
	[ -f "$1.new/vendor/autoload.php" ] || return 1
	rm -rf "$1"
	mv "$1.new" "$1"
}

# Sets ION_PACKAGES for the tests of the Revolt and ReactPHP drivers: the published packages, as
# Composer installs them. Where its registry cannot be reached these tests are skipped.
ion_packages() {
	[ -z "${ION_PACKAGES:-}" ] || return 0
	export ION_PACKAGES=$ion_cache/packages
	ion_composer "$ION_PACKAGES" "$ion_top/tests/revolt/composer.json" ||
		say "Composer does not give all packages: some tests of the drivers are skipped"
}

# Sets ION_PEERS for the benchmark of programs: other packages that start them. Without them their
# columns are missing.
ion_peers() {
	[ -z "${ION_PEERS:-}" ] || return 0
	export ION_PEERS=$ion_cache/peers
	ion_composer "$ION_PEERS" "$ion_top/tests/bench/peers.json" ||
		say "Composer does not give all packages to compare with"
}

# Where this machine gets Debian from: no host is written down here.
ion_mirror() {
	local uri
	uri=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' | grep -v security | head -1)
	[ -n "$uri" ] || uri=$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | head -1)
	[ -n "$uri" ] || die "apt knows no Debian mirror"
	echo "$uri"
}

# Runs a shell command inside a Debian made by script/php-chroot, with DIR of this machine as /ion, PACKAGES
# (those of Composer) as /packages, and with /proc; in a mount namespace of its own, so that nothing stays mounted.
ion_chroot() { # ROOT DIR COMMAND [PACKAGES]
	ion_as_root mkdir -p "$1/ion" "$1/packages"
	ion_as_root env -i PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" LC_ALL=C.UTF-8 \
		unshare -m --propagation private sh -c '
			# a mount itself, without which unshare(1) in it cannot make its own
			mount --bind "$1" "$1" &&
			mkdir -p "$1/dev/pts" && { [ -e "$1/dev/ptmx" ] || ln -s pts/ptmx "$1/dev/ptmx"; } &&
			mount -t proc proc "$1/proc" && mount -t tmpfs tmpfs "$1/dev/shm" &&
			mount -t devpts -o ptmxmode=0666,mode=0620 devpts "$1/dev/pts" && mount --bind "$2" "$1/ion" &&
			{ [ ! -d "$4" ] || mount --bind "$4" "$1/packages"; } &&
			exec chroot "$1" sh -c "cd /ion && $3"' sh "$1" "$2" "$3" "${4:-}"
}

# ---- builds -------------------------------------------------------------------------------------

# Sets php_config, phpize and php: $PHP_CONFIG's, or Debian's 8.2, or what the path has.
ion_find_php() {
	php_config=${PHP_CONFIG:-$(command -v php-config8.2 || command -v php-config || true)}
	[ -n "$php_config" ] || die "no php-config: install php8.2-dev, or set PHP_CONFIG"
	phpize=${php_config/php-config/phpize}
	php=$("$php_config" --php-binary)
	[ -x "$php" ] || php=${php_config/php-config/php}
}

# The files of the project: tracked ones and new ones, as they are in the working tree.
ion_files() {
	cd "$ion_top"
	if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
		git ls-files -co --exclude-standard | while read -r file; do
			[ ! -f "$file" ] || echo "$file"
		done
	else
		find . -type f ! -path './.build/*' ! -path './.git/*' ! -name '*.o' ! -name '*.lo' | sed 's|^\./||'
	fi
}

# Makes DIR a copy of the project with unchanged times, so that make compiles only what changed;
# what the project no longer has disappears from the copy.
ion_copy() { # DIR
	local manifest=$1/.ion-files
	mkdir -p "$1"
	ion_files | LC_ALL=C sort >"$manifest.new"
	[ ! -f "$manifest" ] || LC_ALL=C comm -23 "$manifest" "$manifest.new" | (cd "$1" && xargs -r -d '\n' rm -f)
	(cd "$ion_top" && tar cf - -T "$manifest.new") | tar xf - -C "$1"
	mv "$manifest.new" "$manifest"
}

# Builds the extension in .build/VARIANT and sets ion_dir and ion_so. CC, CFLAGS and LDFLAGS are heeded.
# A change of these, of PHP (its folder of extensions names version, threads and debugging), of config.m4 or of the
# list of sources starts over.
ion_build() { # VARIANT [CONFIGURE_OPTION...]
	local variant=$1
	shift
	ion_find_php
	ion_dir=$ion_out/$variant
	ion_so=$ion_dir/modules/ion.so
	local key
	key=$( (echo "$* CC=${CC:-} CFLAGS=${CFLAGS:-} LDFLAGS=${LDFLAGS:-} $php_config" &&
		"$php_config" --version && "$php_config" --extension-dir && cat "$ion_top/config.m4" "$ion_top/Makefile.frag" &&
		ion_files | grep '^src/.*\.c$' | LC_ALL=C sort) | sha256sum | cut -c1-16)
	if [ "$(cat "$ion_dir/.ion-key" 2>/dev/null || true)" != "$key" ]; then
		rm -rf "$ion_dir"
	fi
	ion_copy "$ion_dir"
	if ! ion_compile "$key" "$@" >"$ion_out/$variant.log" 2>&1; then
		grep -v libtool "$ion_out/$variant.log" | grep -A4 -E 'error:|undefined reference' | head -60 >&2 ||
			tail -15 "$ion_out/$variant.log" >&2
		echo "the whole log: $ion_out/$variant.log" >&2
		return 1
	fi
}

# Called with all output in a log, from inside a condition: every step checks itself.
ion_compile() { # KEY [CONFIGURE_OPTION...]
	local key=$1
	shift
	cd "$ion_dir" || return 1
	if [ ! -f .ion-key ]; then
		"$phpize" || return 1
		./configure --with-php-config="$php_config" --enable-ion "$@" || return 1
	fi
	make -j"$ion_jobs" || return 1
	echo "$key" >.ion-key
	cd "$ion_top"
}

# ---- suites and their sum -----------------------------------------------------------------------

ion_record() { # SUITE PASSED FAILED SKIPPED SECONDS
	mkdir -p "$(dirname "$ion_results")"
	printf '%s\t%s\t%s\t%s\t%s\n' "$@" >>"$ion_results"
	printf '   %-34s %5s passed %4s failed %4s skipped %5s s\n' "$@"
}

# One check that passes (0), is skipped (77) or fails; what it prints is shown when it did not pass.
ion_check() { # SUITE COMMAND...
	local suite=$1 start=$SECONDS status=0 log
	shift
	mkdir -p "$ion_out/logs"
	log=$ion_out/logs/${suite//[ \/]/-}.log
	"$@" >"$log" 2>&1 </dev/null || status=$?
	case $status in
	0) ion_record "$suite" 1 0 0 $((SECONDS - start)) ;;
	77)
		ion_record "$suite" 0 0 1 $((SECONDS - start))
		sed 's/^/   skipped: /' "$log" | tail -3
		;;
	*)
		ion_record "$suite" 0 1 0 $((SECONDS - start))
		echo "--- $suite failed (exit $status):"
		tail -150 "$log"
		echo "---"
		;;
	esac
}

# A suite that could not be run at all, with the reason; counted as one skipped test.
ion_skip() { # SUITE REASON
	ion_record "$1" 0 0 1 0
	echo "   SKIPPED: $1: $2"
}

# Runs a command in a session of its own, at most SECONDS long, and ends what it left running: a test
# that hung stays behind run-tests as a busy process. Its output goes where ours goes.
ion_contained() { # SECONDS COMMAND...
	local seconds=$1 status=0 session stat line owner
	shift
	setsid timeout --foreground --kill-after=5 "$seconds" "$@" </dev/null &
	session=$!
	wait "$session" || status=$?
	for stat in /proc/[0-9]*/stat; do
		# PID (name) state parent group session ...
		read -r line 2>/dev/null <"$stat" || continue
		read -r _ _ _ owner _ <<<"${line##*) }"
		[ "$owner" != "$session" ] || kill -KILL "${line%% *}" 2>/dev/null || true
	done
	return $status
}

# Runs .phpt tests in a built copy. The environment (ION_SPAWN=..., wrappers) is handed on.
#   ion_tester, ion_tester_php: another PHP to run the tests with, and to run run-tests itself with
#   ion_timeout: seconds for one test
ion_phpt() { # SUITE DIR [RUN_TESTS_OPTION_OR_TEST...]
	local suite=$1 dir=$2 start=$SECONDS list log
	shift 2
	mkdir -p "$ion_out/logs"
	list=$ion_out/logs/${suite//[ \/]/-}.results
	log=$ion_out/logs/${suite//[ \/]/-}.log
	rm -f "$list"
	local tests=("$@")
	[[ " $* " == *" tests"* ]] || tests+=(tests)
	(cd "$dir" && find tests -name '*.diff' -delete && NO_COLOR=1 TEST_PHP_EXECUTABLE=${ion_tester:-$php} \
		ion_contained 1500 "${ion_tester_php:-$php}" -n run-tests.php -q -n -j"$ion_jobs" --set-timeout "${ion_timeout:-60}" \
		-d "extension=$dir/modules/ion.so" -W "$list" "${tests[@]}") >"$log" 2>&1 || true
	ion_phpt_count "$suite" "$dir" "$list" "$log" $((SECONDS - start))
}

# Counts run-tests' list of results; shows the differences of the failed tests in full.
ion_phpt_count() { # SUITE DIR LIST LOG SECONDS
	local passed failed skipped
	[ -s "$3" ] || {
		ion_record "$1" 0 1 0 "$5"
		echo "--- $1: run-tests gave no results:"
		tail -50 "$4"
		return
	}
	passed=$(grep -c '^PASSED' "$3" || true)
	skipped=$(grep -cE '^(SKIPPED|XFAILED)' "$3" || true)
	failed=$(($(wc -l <"$3") - passed - skipped))
	ion_record "$1" "$passed" "$failed" "$skipped" "$5"
	grep -E 'reason:' "$4" | sed -E 's/^.*SKIP (.*) reason: (.*)$/   skipped: \1: \2/' | LC_ALL=C sort -u | head -30 || true
	local state file
	{ grep -vE '^(PASSED|SKIPPED|XFAILED)' "$3" || true; } | while IFS=$'\t' read -r state file; do
		echo "--- $1: $state ${file#"$2"/}"
		cat "$2/${file%.phpt}.diff" 2>/dev/null || cat "${file%.phpt}.diff" 2>/dev/null || true
		echo
	done
}

# Runs the same files by PHPUnit; the extension comes through the INI, as PHPUnit starts PHP itself.
ion_phpunit() { # SUITE DIR
	local suite=$1 dir=$2 start=$SECONDS junit=$ion_out/logs/phpunit.xml log=$ion_out/logs/phpunit.log
	mkdir -p "$ion_out/logs" "$dir/ini"
	rm -f "$junit"
	echo "extension=$dir/modules/ion.so" >"$dir/ini/ion.ini"
	(cd "$dir" && PHP_INI_SCAN_DIR=":$dir/ini" ion_contained 300 "$php" "$(command -v phpunit)" \
		--log-junit "$junit" --no-interaction) >"$log" 2>&1 || true
	local line total failed skipped
	line=$(grep -m1 '<testsuite ' "$junit" 2>/dev/null || true)
	count() {
		sed -nE "s/.* $1=\"([0-9]+)\".*/\1/p" <<<"$line"
	}
	if [ -z "$line" ]; then
		ion_record "$suite" 0 1 0 $((SECONDS - start))
		tail -40 "$log"
		return
	fi
	total=$(count tests) skipped=$(count skipped) failed=$(($(count failures) + $(count errors)))
	ion_record "$suite" $((total - failed - skipped)) "$failed" "$skipped" $((SECONDS - start))
	if [ "$failed" != 0 ]; then
		cat "$log"
	fi
}

# The C unit tests; a program that does not even build counts as one failure.
ion_unit() { # SUITE [MAKE_VARIABLE...]
	local suite=$1 start=$SECONDS status=0 log=$ion_out/logs/unit.log passed failed skipped
	shift
	mkdir -p "$ion_out/logs"
	make -C "$ion_top/tests/unit" -j"$ion_jobs" OUT="$ion_out/unit" "$@" run >"$log" 2>&1 </dev/null || status=$?
	read -r passed failed skipped < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped$/\1 \2 \3/p' "$log" | tail -1) ||
		passed=0 failed=0 skipped=0
	[ $status = 0 ] || [ "$failed" != 0 ] || failed=1
	ion_record "$suite" "$passed" "$failed" "$skipped" $((SECONDS - start))
	if [ "$failed" != 0 ]; then
		echo "--- $suite:"
		cat "$log"
	fi
}

ion_results_start() {
	[ -n "${ION_RESULTS:-}" ] || rm -f "$ion_results"
}

# The table of all suites and the one closing line; part of a larger run, only its state.
# Fails when a test failed or nothing ran.
ion_results_end() {
	if [ -n "${ION_RESULTS:-}" ]; then
		! awk -F '\t' '$3 > 0 { bad = 1 } END { exit !bad }' "$ion_results"
		return
	fi
	awk -F '\t' '
		BEGIN { printf "\n%-36s %7s %7s %8s %8s\n", "suite", "passed", "failed", "skipped", "seconds" }
		{ printf "%-36s %7d %7d %8d %8d\n", $1, $2, $3, $4, $5; p += $2; f += $3; s += $4; t += $5 }
		END {
			printf "%-36s %7d %7d %8d %8d\n\n", "sum", p, f, s, t
			printf "%d passed, %d failed, %d skipped\n", p, f, s
			exit f > 0 || p == 0
		}' "$ion_results"
}
