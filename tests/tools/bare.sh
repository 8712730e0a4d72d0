#!/bin/bash
# Proves the two commands of the README on a Debian 12 that has git and nothing else: bare.sh [FOLDER]
# Clones the last commit of this checkout into a fresh chroot (FOLDER is kept and used again when it
# is there), runs script/demo and script/test twice and looks at git status. Needs root.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../../script/lib.sh"
root=${1:-$ion_cache/bare}
if [ ! -f "$root/.complete" ]; then
	ion_need debootstrap ca-certificates
	ion_as_root rm -rf --one-file-system "$root"
	mkdir -p "$ion_cache"
	ion_as_root debootstrap --variant=minbase --include=git,ca-certificates \
		--keyring=/usr/share/keyrings/debian-archive-keyring.gpg bookworm "$root" "$(ion_mirror)" >"$ion_cache/bare.log" 2>&1 ||
		die "debootstrap failed: $(tail -2 "$ion_cache/bare.log")"
	ion_as_root cp /etc/resolv.conf "$root/etc/"
	echo 'Acquire::Check-Valid-Until "false";' | ion_as_root tee "$root/etc/apt/apt.conf.d/99archive" >/dev/null
	for suite in bookworm-updates bookworm; do
		echo "deb $(ion_mirror) $suite main"
	done | ion_as_root tee "$root/etc/apt/sources.list" >/dev/null
	security=$(apt-get indextargets --format '$(REPO_URI)' | grep security | head -1 || true)
	[ -z "$security" ] || echo "deb $security bookworm-security main" | ion_as_root tee -a "$root/etc/apt/sources.list" >/dev/null
	ion_as_root touch "$root/.complete"
fi
ion_as_root rm -rf "$root/root/ion"
git clone -q "$ion_top" "$root/root/ion"
ion_chroot "$root" "$root/root/ion" '
	git config --global --add safe.directory /ion
	for turn in first second; do
		for command in demo test; do
			start=$(date +%s)
			if script/$command </dev/null >/tmp/$command.$turn 2>&1; then state=passed; else state=FAILED; fi
			tail -n 25 /tmp/$command.$turn
			echo "=== script/$command, $turn time: $state in $(($(date +%s) - start)) s"
		done
	done
	echo "=== git status:"
	git status --porcelain'
