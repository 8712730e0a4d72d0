#!/bin/bash
# composer.json says what PIE reads, and the same as config.m4 and include/php_ion.h: composer.sh [TOP]
# (The Composer of Debian 12 does not know the php-ext block, so `composer validate` cannot tell.)
# SPDX-License-Identifier: MIT
set -euo pipefail
top=$(cd "${1:-$(dirname "$0")/../..}" && pwd)
exec "${PHP:-php}" -n -r '
	$package = json_decode(file_get_contents("$argv[1]/composer.json"), true, 16, JSON_THROW_ON_ERROR);
	$m4 = file_get_contents("$argv[1]/config.m4");
	$bad = [];
	$ext = $package["php-ext"] ?? [];
	$known = ["extension-name", "priority", "support-zts", "support-nts", "build-path", "download-url-method",
		"os-families", "os-families-exclude", "configure-options"];
	preg_match("~^[a-z0-9](?:[_.-]?[a-z0-9]+)*/[a-z0-9](?:(?:[_.]|-{1,2})?[a-z0-9]+)*$~", $package["name"] ?? "") || $bad[] = "name";
	($package["type"] ?? "") === "php-ext" || $bad[] = "type";
	($package["license"] ?? "") === "MIT" || $bad[] = "license";
	array_keys($package["require"] ?? []) === ["php"] || $bad[] = "require: an extension can require only php";
	array_diff(array_keys($ext), $known) === [] || $bad[] = "php-ext: unknown keys";
	($ext["extension-name"] ?? "") === "ion" || $bad[] = "extension-name";
	is_bool($ext["support-zts"] ?? null) && is_bool($ext["support-nts"] ?? null) || $bad[] = "support-zts, support-nts";
	array_diff($ext["os-families"] ?? ["none"], ["windows", "bsd", "darwin", "solaris", "linux", "unknown"]) === [] || $bad[] = "os-families";
	foreach ($ext["configure-options"] ?? [] as $option) {
		$name = $option["name"] ?? "";
		array_keys($option) === ["name", "description", "needs-value"] || $bad[] = "configure-options: keys of $name";
		str_contains($m4, "--$name") || $bad[] = "configure-options: config.m4 has no --$name";
	}
	foreach ($bad as $what) echo "composer.json: $what\n";
	exit($bad ? 1 : 0);' "$top"
