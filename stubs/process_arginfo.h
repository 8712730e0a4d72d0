/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 6ba300cc02b14747def702c20a1e9ae845a56bd7 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_ION_Process___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_exec, 0, 1, ION\\Deferred, 0)
	ZEND_ARG_TYPE_MASK(0, command, MAY_BE_STRING|MAY_BE_ARRAY, NULL)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, options, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_run, 0, 1, ION\\Process\\Exec, 0)
	ZEND_ARG_TYPE_MASK(0, command, MAY_BE_STRING|MAY_BE_ARRAY, NULL)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, options, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_spawn, 0, 1, ION\\Process\\ChildProcess, 0)
	ZEND_ARG_TYPE_MASK(0, command, MAY_BE_STRING|MAY_BE_ARRAY, NULL)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, options, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_spawnScript, 0, 1, ION\\Process\\ChildProcess, 0)
	ZEND_ARG_TYPE_INFO(0, file, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, args, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, options, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_replace, 0, 1, IS_NEVER, 0)
	ZEND_ARG_TYPE_INFO(0, argv, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, env, IS_ARRAY, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_which, 0, 1, IS_STRING, 1)
	ZEND_ARG_TYPE_INFO(0, name, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, path, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_fork, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ready, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_isChild, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_hasParentIPC arginfo_class_ION_Process_isChild

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_getParentIPC, 0, 0, ION\\Process\\IPC, 1)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_whenParentExit, 0, 0, ION\\Promise, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_signal, 0, 1, ION\\Sequence, 0)
	ZEND_ARG_TYPE_MASK(0, signal, MAY_BE_LONG|MAY_BE_STRING, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_clearSignal, 0, 0, IS_VOID, 0)
	ZEND_ARG_TYPE_MASK(0, signal, MAY_BE_LONG|MAY_BE_STRING|MAY_BE_NULL, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ignoreSignal, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_MASK(0, signal, MAY_BE_LONG|MAY_BE_STRING, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_kill, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, pid, IS_LONG, 0)
	ZEND_ARG_TYPE_MASK(0, signal, MAY_BE_LONG|MAY_BE_STRING, "\"TERM\"")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, group, _IS_BOOL, 0, "false")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_isRunning, 0, 1, _IS_BOOL, 0)
	ZEND_ARG_TYPE_INFO(0, pid, IS_LONG, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_whenShutdown arginfo_class_ION_Process_whenParentExit

#define arginfo_class_ION_Process_isShutdownRequested arginfo_class_ION_Process_isChild

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_exit, 0, 0, IS_NEVER, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, code, IS_LONG, 0, "0")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, hard, _IS_BOOL, 0, "false")
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_getPid arginfo_class_ION_Process_fork

#define arginfo_class_ION_Process_getParentPid arginfo_class_ION_Process_fork

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_MASK_EX(arginfo_class_ION_Process_wait, 0, 0, MAY_BE_ARRAY|MAY_BE_FALSE)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, blocking, _IS_BOOL, 0, "true")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_killAll, 0, 0, IS_LONG, 0)
	ZEND_ARG_TYPE_MASK(0, signal, MAY_BE_LONG|MAY_BE_STRING, "\"TERM\"")
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_whenAllExit arginfo_class_ION_Process_whenParentExit

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_getStats, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_attach, 0, 1, ION\\Process\\ForeignProcess, 0)
	ZEND_ARG_TYPE_INFO(0, pid, IS_LONG, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_hasChildProcess arginfo_class_ION_Process_isRunning

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_getChildProcess, 0, 1, ION\\Process\\ChildProcess, 1)
	ZEND_ARG_TYPE_INFO(0, pid, IS_LONG, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_getChildProcesses arginfo_class_ION_Process_getStats

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_MASK_EX(arginfo_class_ION_Process_getUser, 0, 0, MAY_BE_ARRAY|MAY_BE_FALSE)
	ZEND_ARG_TYPE_MASK(0, user, MAY_BE_STRING|MAY_BE_LONG|MAY_BE_NULL, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_MASK_EX(arginfo_class_ION_Process_getGroup, 0, 0, MAY_BE_ARRAY|MAY_BE_FALSE)
	ZEND_ARG_TYPE_MASK(0, group, MAY_BE_STRING|MAY_BE_LONG|MAY_BE_NULL, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_setUser, 0, 1, IS_ARRAY, 0)
	ZEND_ARG_TYPE_MASK(0, user, MAY_BE_STRING|MAY_BE_LONG, NULL)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, groups, _IS_BOOL, 0, "true")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_setGroup, 0, 1, IS_ARRAY, 0)
	ZEND_ARG_TYPE_MASK(0, group, MAY_BE_STRING|MAY_BE_LONG, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_setGroups, 0, 1, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO(0, groups, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_getPriority, 0, 0, IS_LONG, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, pid, IS_LONG, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, which, IS_LONG, 0, "ION\\Process::PRIO_PROCESS")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_setPriority, 0, 1, IS_LONG, 0)
	ZEND_ARG_TYPE_INFO(0, priority, IS_LONG, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, pid, IS_LONG, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, which, IS_LONG, 0, "ION\\Process::PRIO_PROCESS")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_getAffinity, 0, 0, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, pid, IS_LONG, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_setAffinity, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, cpus, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, pid, IS_LONG, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_getLimit, 0, 1, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO(0, name, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_setLimit, 0, 2, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, name, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, soft, IS_LONG, 1)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, hard, IS_LONG, 1, "null")
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_getUsage arginfo_class_ION_Process_getStats

#define arginfo_class_ION_Process_getCpuCount arginfo_class_ION_Process_fork

#define arginfo_class_ION_Process_getLoad arginfo_class_ION_Process_getStats

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_stdin, 0, 0, ION\\Process\\Pipe, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_stdout arginfo_class_ION_Process_stdin

#define arginfo_class_ION_Process_stderr arginfo_class_ION_Process_stdin

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_setTitle, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, title, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_getTitle, 0, 0, IS_STRING, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_isTitleSupported arginfo_class_ION_Process_isChild

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_lockPidFile, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, path, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_redirect, 0, 2, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, fd, IS_LONG, 0)
	ZEND_ARG_TYPE_INFO(0, path, IS_STRING, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_reopen arginfo_class_ION_Process_ready

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_notify, 0, 1, _IS_BOOL, 0)
	ZEND_ARG_TYPE_INFO(0, state, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, handles, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_getListenFds arginfo_class_ION_Process_getStats

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_reapOrphans, 0, 0, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, reap, _IS_BOOL, 0, "true")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_daemonize, 0, 0, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, options, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()


ZEND_METHOD(ION_Process, __construct);
ZEND_METHOD(ION_Process, exec);
ZEND_METHOD(ION_Process, run);
ZEND_METHOD(ION_Process, spawn);
ZEND_METHOD(ION_Process, spawnScript);
ZEND_METHOD(ION_Process, replace);
ZEND_METHOD(ION_Process, which);
ZEND_METHOD(ION_Process, fork);
ZEND_METHOD(ION_Process, ready);
ZEND_METHOD(ION_Process, isChild);
ZEND_METHOD(ION_Process, hasParentIPC);
ZEND_METHOD(ION_Process, getParentIPC);
ZEND_METHOD(ION_Process, whenParentExit);
ZEND_METHOD(ION_Process, signal);
ZEND_METHOD(ION_Process, clearSignal);
ZEND_METHOD(ION_Process, ignoreSignal);
ZEND_METHOD(ION_Process, kill);
ZEND_METHOD(ION_Process, isRunning);
ZEND_METHOD(ION_Process, whenShutdown);
ZEND_METHOD(ION_Process, isShutdownRequested);
ZEND_METHOD(ION_Process, exit);
ZEND_METHOD(ION_Process, getPid);
ZEND_METHOD(ION_Process, getParentPid);
ZEND_METHOD(ION_Process, wait);
ZEND_METHOD(ION_Process, killAll);
ZEND_METHOD(ION_Process, whenAllExit);
ZEND_METHOD(ION_Process, getStats);
ZEND_METHOD(ION_Process, attach);
ZEND_METHOD(ION_Process, hasChildProcess);
ZEND_METHOD(ION_Process, getChildProcess);
ZEND_METHOD(ION_Process, getChildProcesses);
ZEND_METHOD(ION_Process, getUser);
ZEND_METHOD(ION_Process, getGroup);
ZEND_METHOD(ION_Process, setUser);
ZEND_METHOD(ION_Process, setGroup);
ZEND_METHOD(ION_Process, setGroups);
ZEND_METHOD(ION_Process, getPriority);
ZEND_METHOD(ION_Process, setPriority);
ZEND_METHOD(ION_Process, getAffinity);
ZEND_METHOD(ION_Process, setAffinity);
ZEND_METHOD(ION_Process, getLimit);
ZEND_METHOD(ION_Process, setLimit);
ZEND_METHOD(ION_Process, getUsage);
ZEND_METHOD(ION_Process, getCpuCount);
ZEND_METHOD(ION_Process, getLoad);
ZEND_METHOD(ION_Process, stdin);
ZEND_METHOD(ION_Process, stdout);
ZEND_METHOD(ION_Process, stderr);
ZEND_METHOD(ION_Process, setTitle);
ZEND_METHOD(ION_Process, getTitle);
ZEND_METHOD(ION_Process, isTitleSupported);
ZEND_METHOD(ION_Process, lockPidFile);
ZEND_METHOD(ION_Process, redirect);
ZEND_METHOD(ION_Process, reopen);
ZEND_METHOD(ION_Process, notify);
ZEND_METHOD(ION_Process, getListenFds);
ZEND_METHOD(ION_Process, reapOrphans);
ZEND_METHOD(ION_Process, daemonize);


static const zend_function_entry class_ION_Process_methods[] = {
	ZEND_ME(ION_Process, __construct, arginfo_class_ION_Process___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(ION_Process, exec, arginfo_class_ION_Process_exec, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, run, arginfo_class_ION_Process_run, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, spawn, arginfo_class_ION_Process_spawn, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, spawnScript, arginfo_class_ION_Process_spawnScript, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, replace, arginfo_class_ION_Process_replace, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, which, arginfo_class_ION_Process_which, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, fork, arginfo_class_ION_Process_fork, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, ready, arginfo_class_ION_Process_ready, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, isChild, arginfo_class_ION_Process_isChild, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, hasParentIPC, arginfo_class_ION_Process_hasParentIPC, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getParentIPC, arginfo_class_ION_Process_getParentIPC, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, whenParentExit, arginfo_class_ION_Process_whenParentExit, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, signal, arginfo_class_ION_Process_signal, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, clearSignal, arginfo_class_ION_Process_clearSignal, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, ignoreSignal, arginfo_class_ION_Process_ignoreSignal, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, kill, arginfo_class_ION_Process_kill, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, isRunning, arginfo_class_ION_Process_isRunning, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, whenShutdown, arginfo_class_ION_Process_whenShutdown, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, isShutdownRequested, arginfo_class_ION_Process_isShutdownRequested, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, exit, arginfo_class_ION_Process_exit, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getPid, arginfo_class_ION_Process_getPid, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getParentPid, arginfo_class_ION_Process_getParentPid, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, wait, arginfo_class_ION_Process_wait, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, killAll, arginfo_class_ION_Process_killAll, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, whenAllExit, arginfo_class_ION_Process_whenAllExit, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getStats, arginfo_class_ION_Process_getStats, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, attach, arginfo_class_ION_Process_attach, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, hasChildProcess, arginfo_class_ION_Process_hasChildProcess, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getChildProcess, arginfo_class_ION_Process_getChildProcess, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getChildProcesses, arginfo_class_ION_Process_getChildProcesses, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getUser, arginfo_class_ION_Process_getUser, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getGroup, arginfo_class_ION_Process_getGroup, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, setUser, arginfo_class_ION_Process_setUser, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, setGroup, arginfo_class_ION_Process_setGroup, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, setGroups, arginfo_class_ION_Process_setGroups, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getPriority, arginfo_class_ION_Process_getPriority, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, setPriority, arginfo_class_ION_Process_setPriority, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getAffinity, arginfo_class_ION_Process_getAffinity, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, setAffinity, arginfo_class_ION_Process_setAffinity, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getLimit, arginfo_class_ION_Process_getLimit, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, setLimit, arginfo_class_ION_Process_setLimit, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getUsage, arginfo_class_ION_Process_getUsage, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getCpuCount, arginfo_class_ION_Process_getCpuCount, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getLoad, arginfo_class_ION_Process_getLoad, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, stdin, arginfo_class_ION_Process_stdin, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, stdout, arginfo_class_ION_Process_stdout, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, stderr, arginfo_class_ION_Process_stderr, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, setTitle, arginfo_class_ION_Process_setTitle, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getTitle, arginfo_class_ION_Process_getTitle, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, isTitleSupported, arginfo_class_ION_Process_isTitleSupported, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, lockPidFile, arginfo_class_ION_Process_lockPidFile, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, redirect, arginfo_class_ION_Process_redirect, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, reopen, arginfo_class_ION_Process_reopen, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, notify, arginfo_class_ION_Process_notify, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getListenFds, arginfo_class_ION_Process_getListenFds, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, reapOrphans, arginfo_class_ION_Process_reapOrphans, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, daemonize, arginfo_class_ION_Process_daemonize, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_ION_Process(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION", "Process", class_ION_Process_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval const_PRIO_PROCESS_value;
	ZVAL_LONG(&const_PRIO_PROCESS_value, PRIO_PROCESS);
	zend_string *const_PRIO_PROCESS_name = zend_string_init_interned("PRIO_PROCESS", sizeof("PRIO_PROCESS") - 1, 1);
	zend_declare_class_constant_ex(class_entry, const_PRIO_PROCESS_name, &const_PRIO_PROCESS_value, ZEND_ACC_PUBLIC, NULL);
	zend_string_release(const_PRIO_PROCESS_name);

	zval const_PRIO_PGRP_value;
	ZVAL_LONG(&const_PRIO_PGRP_value, PRIO_PGRP);
	zend_string *const_PRIO_PGRP_name = zend_string_init_interned("PRIO_PGRP", sizeof("PRIO_PGRP") - 1, 1);
	zend_declare_class_constant_ex(class_entry, const_PRIO_PGRP_name, &const_PRIO_PGRP_value, ZEND_ACC_PUBLIC, NULL);
	zend_string_release(const_PRIO_PGRP_name);

	zval const_PRIO_USER_value;
	ZVAL_LONG(&const_PRIO_USER_value, PRIO_USER);
	zend_string *const_PRIO_USER_name = zend_string_init_interned("PRIO_USER", sizeof("PRIO_USER") - 1, 1);
	zend_declare_class_constant_ex(class_entry, const_PRIO_USER_name, &const_PRIO_USER_value, ZEND_ACC_PUBLIC, NULL);
	zend_string_release(const_PRIO_USER_name);

	return class_entry;
}
