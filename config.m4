dnl SPDX-License-Identifier: MIT
PHP_ARG_ENABLE([ion],
  [whether to enable ION],
  [AS_HELP_STRING([--enable-ion], [Enable ION: processes, promises and their event loop])],
  [yes])

PHP_ARG_WITH([libevent-dir],
  [for the installation of libevent],
  [AS_HELP_STRING([--with-libevent-dir=DIR], [ION: prefix of libevent >= 2.1 when pkg-config does not know it])],
  [no], [no])

PHP_ARG_ENABLE([ion-dev],
  [whether to build ION for its developers],
  [AS_HELP_STRING([--enable-ion-dev], [ION: warnings are errors, internal checks are on])],
  [no], [no])

if test "$PHP_ION" != "no"; then
  dnl --- libevent -------------------------------------------------------------------------------
  if test "$PHP_LIBEVENT_DIR" != "no"; then
    export PKG_CONFIG_PATH="$PHP_LIBEVENT_DIR/lib/pkgconfig:$PHP_LIBEVENT_DIR/lib64/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
  fi
  if test -z "$PKG_CONFIG"; then
    AC_PATH_PROG([PKG_CONFIG], [pkg-config], [no])
  fi
  if test "$PKG_CONFIG" = "no"; then
    AC_MSG_ERROR([pkg-config is missing: ION needs it to find libevent (Debian and Ubuntu: apt install pkg-config libevent-dev)])
  fi
  AC_MSG_CHECKING([for libevent >= 2.1])
  if $PKG_CONFIG --atleast-version=2.1 libevent_core; then
    ION_LIBEVENT_VERSION=`$PKG_CONFIG --modversion libevent_core`
    ION_LIBEVENT_CFLAGS=`$PKG_CONFIG --cflags libevent_core`
    ION_LIBEVENT_LIBS=`$PKG_CONFIG --libs libevent_core`
    AC_MSG_RESULT([$ION_LIBEVENT_VERSION])
  elif $PKG_CONFIG --exists libevent_core; then
    ION_LIBEVENT_VERSION=`$PKG_CONFIG --modversion libevent_core`
    AC_MSG_RESULT([$ION_LIBEVENT_VERSION])
    AC_MSG_ERROR([ION needs libevent 2.1 or later, found $ION_LIBEVENT_VERSION])
  else
    AC_MSG_RESULT([no])
    AC_MSG_ERROR([libevent is missing: install its development files (Debian and Ubuntu: apt install libevent-dev; Fedora: dnf install libevent-devel; Alpine: apk add libevent-dev; macOS: brew install libevent), or name its prefix with --with-libevent-dir=DIR])
  fi
  PHP_EVAL_INCLINE([$ION_LIBEVENT_CFLAGS])
  PHP_EVAL_LIBLINE([$ION_LIBEVENT_LIBS], [ION_SHARED_LIBADD])
  PHP_SUBST([ION_SHARED_LIBADD])

  dnl --- what the C library and the kernel headers know (the kernel itself is asked at run time) ---
  ion_probe_syscall() {
    AC_MSG_CHECKING([for the system call number of $1])
    AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[#include <sys/syscall.h>]], [[return SYS_$1 == -1;]])],
      [AC_MSG_RESULT([yes]); ion_probe=yes],
      [AC_MSG_RESULT([no]); ion_probe=no])
  }
  ion_probe_syscall pidfd_open
  if test "$ion_probe" = "yes"; then
    AC_DEFINE([ION_HAVE_PIDFD_OPEN], [1], [pidfd_open(2) has a number here])
  fi
  ion_probe_syscall clone3
  if test "$ion_probe" = "yes"; then
    AC_DEFINE([ION_HAVE_CLONE3], [1], [clone3(2) has a number here])
  fi
  ion_probe_syscall close_range
  if test "$ion_probe" = "yes"; then
    AC_DEFINE([ION_HAVE_CLOSE_RANGE], [1], [close_range(2) has a number here])
  fi

  dnl --- the extension --------------------------------------------------------------------------
  ION_CFLAGS="-std=gnu11 -fvisibility=hidden -D_GNU_SOURCE"
  if test "$PHP_ION_DEV" != "no"; then
    ION_CFLAGS="$ION_CFLAGS -DION_DEV -Wall -Wextra -Werror -Wno-unused-parameter -Wno-missing-field-initializers -Wstrict-prototypes -Wshadow -Wvla"
  fi
  PHP_ADD_INCLUDE([PHP_EXT_BUILDDIR([ion])])
  PHP_ADD_INCLUDE([PHP_EXT_SRCDIR([ion])])
  PHP_ADD_INCLUDE([PHP_EXT_SRCDIR([ion])/src])
  PHP_ADD_INCLUDE([PHP_EXT_SRCDIR([ion])/include])

  ION_SOURCES=`cd PHP_EXT_SRCDIR([ion]) && find src -name '*.c' | LC_ALL=C sort | tr '\n' ' '`
  PHP_NEW_EXTENSION([ion], [$ION_SOURCES], [$ext_shared], , [$ION_CFLAGS])
  dnl each folder by its own line: in a shell loop this breaks configure
  PHP_ADD_BUILD_DIR([$ext_builddir/src])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/base])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/os])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/loop])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/proc])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/promise])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/php/engine])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/php/loop])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/php/promise])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/php/process])
  PHP_ADD_MAKEFILE_FRAGMENT([$ext_srcdir/Makefile.frag])
fi
