dnl SPDX-License-Identifier: MIT
PHP_ARG_ENABLE([ion],
  [whether to enable ION],
  [AS_HELP_STRING([--enable-ion],
    [Enable ION: processes, promises and their event loop])],
  [yes])

PHP_ARG_WITH([libevent-dir],
  [for the installation of libevent],
  [AS_HELP_STRING([--with-libevent-dir=DIR],
    [ION: prefix of libevent >= 2.1 when pkg-config does not know it])],
  [no],
  [no])

PHP_ARG_ENABLE([ion-dev],
  [whether to build ION for its developers],
  [AS_HELP_STRING([--enable-ion-dev],
    [ION: warnings are errors, internal checks are on])],
  [no],
  [no])

dnl ION_PROBE_SYSCALL(NAME): defines ION_HAVE_<NAME> when the headers know the call's number. Whether
dnl the running kernel has it is asked at run time: a build machine says nothing about that.
AC_DEFUN([ION_PROBE_SYSCALL], [
  AC_CACHE_CHECK([whether the headers know $1], [ion_cv_syscall_$1],
    [AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[#include <sys/syscall.h>]], [[return SYS_$1 == -1;]])],
      [ion_cv_syscall_$1=yes],
      [ion_cv_syscall_$1=no])])
  if test "$ion_cv_syscall_$1" = "yes"; then
    AC_DEFINE(m4_toupper([ION_HAVE_$1]), [1], [Whether the headers know the call $1])
  fi
])

if test "$PHP_ION" != "no"; then
  dnl --- libevent -------------------------------------------------------------------------------
  if test "$PHP_LIBEVENT_DIR" = "yes"; then
    AC_MSG_ERROR([--with-libevent-dir needs a directory: --with-libevent-dir=DIR])
  elif test "$PHP_LIBEVENT_DIR" != "no"; then
    PKG_CONFIG_PATH="$PHP_LIBEVENT_DIR/lib/pkgconfig:$PHP_LIBEVENT_DIR/lib64/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
    export PKG_CONFIG_PATH
  fi
  if test -z "$PKG_CONFIG"; then
    AC_PATH_PROG([PKG_CONFIG], [pkg-config], [no])
  fi
  if test "$PKG_CONFIG" = "no"; then
    AC_MSG_ERROR([pkg-config is missing; ION finds libevent through it.
  Debian, Ubuntu: apt install pkg-config libevent-dev
  Fedora:         dnf install pkgconf libevent-devel
  Alpine:         apk add pkgconf libevent-dev
  macOS:          brew install pkg-config libevent])
  fi
  AC_MSG_CHECKING([for libevent >= 2.1])
  if $PKG_CONFIG --exists libevent_core; then
    ION_LIBEVENT_VERSION=`$PKG_CONFIG --modversion libevent_core`
    AC_MSG_RESULT([$ION_LIBEVENT_VERSION])
    if ! $PKG_CONFIG --atleast-version=2.1 libevent_core; then
      AC_MSG_ERROR([ION needs libevent 2.1 or later, this is $ION_LIBEVENT_VERSION.
  Another one can be named: --with-libevent-dir=DIR])
    fi
  else
    AC_MSG_RESULT([no])
    AC_MSG_ERROR([libevent is missing, or only its run-time part is there.
  Debian, Ubuntu: apt install libevent-dev
  Fedora:         dnf install libevent-devel
  Alpine:         apk add libevent-dev
  macOS:          brew install libevent
  elsewhere:      --with-libevent-dir=DIR, where DIR/lib/pkgconfig/libevent_core.pc exists])
  fi
  ION_LIBEVENT_CFLAGS=`$PKG_CONFIG --cflags libevent_core`
  ION_LIBEVENT_LIBS=`$PKG_CONFIG --libs libevent_core`
  PHP_EVAL_INCLINE([$ION_LIBEVENT_CFLAGS])
  PHP_EVAL_LIBLINE([$ION_LIBEVENT_LIBS], [ION_SHARED_LIBADD])
  PHP_SUBST([ION_SHARED_LIBADD])

  dnl --- what the headers know ------------------------------------------------------------------
  ION_PROBE_SYSCALL([pidfd_open])
  ION_PROBE_SYSCALL([clone3])
  ION_PROBE_SYSCALL([close_range])

  dnl --- the extension --------------------------------------------------------------------------
  ION_CFLAGS="-std=gnu11 -fvisibility=hidden -D_GNU_SOURCE -DZEND_ENABLE_STATIC_TSRMLS_CACHE=1"
  if test "$PHP_ION_DEV" != "no"; then
    ION_CFLAGS="$ION_CFLAGS -DION_DEV -Wall -Wextra -Werror -Wstrict-prototypes -Wvla"
    dnl PHP's own macros and handler signatures cause these two
    ION_CFLAGS="$ION_CFLAGS -Wno-unused-parameter -Wno-missing-field-initializers"
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
  PHP_ADD_BUILD_DIR([$ext_builddir/src/wire])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/loop])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/stream])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/proc])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/ipc])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/promise])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/php/engine])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/php/loop])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/php/promise])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/php/process])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/php/queue])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/php/ipc])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/php/pipe])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/php/child])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/php/signal])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/php/waiting])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/php/foreign])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/php/identity])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/php/daemon])
  PHP_ADD_MAKEFILE_FRAGMENT([$ext_srcdir/Makefile.frag])

  AC_MSG_NOTICE([ION: libevent $ION_LIBEVENT_VERSION, headers with pidfd_open: $ion_cv_syscall_pidfd_open, clone3: $ion_cv_syscall_clone3, close_range: $ion_cv_syscall_close_range, developer build: $PHP_ION_DEV])
fi
