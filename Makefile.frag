# ION's own targets, pasted into the Makefile that phpize makes; the work is done by tests/tools and
# script/, which need no phpize. `make ion-check test` before a push.
.PHONY: ion-unit ion-layers ion-headers ion-stubs ion-reference ion-format ion-version ion-check \
	ion-selftest ion-valgrind ion-bench ion-fuzz

ion-unit: ; $(MAKE) -C $(top_srcdir)/tests/unit OUT=$(abs_top_builddir)/.build/unit run
ion-layers: ; bash $(top_srcdir)/tests/tools/layers.sh
ion-headers: ; PHP_CONFIG=$(PHP_CONFIG) bash $(top_srcdir)/tests/tools/headers.sh
ion-stubs: ; bash $(top_srcdir)/tests/tools/stubs.sh --check
ion-reference: ; $(PHP_EXECUTABLE) $(top_srcdir)/tests/tools/reference.php --check
ion-format: ; bash $(top_srcdir)/tests/tools/format.sh
ion-version: ; bash $(top_srcdir)/tests/tools/version.sh
ion-selftest: ; bash $(top_srcdir)/tests/tools/selftest.sh
ion-check: ; $(top_srcdir)/script/check
ion-valgrind: ; $(top_srcdir)/script/valgrind
ion-bench: ; $(top_srcdir)/script/bench exec
ion-fuzz: ; $(top_srcdir)/script/fuzz

# The child side runs on memory that a living parent shares with it: nothing may be added to its code.
$(builddir)/src/os/childside.lo: EXTRA_CFLAGS += -fno-sanitize=all -fno-stack-protector
