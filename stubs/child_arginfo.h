/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 26b1d41fedd0638902fd6f4abf9b8705009acee3 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_ION_Process_ChildProcess___construct, 0, 0, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, options, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ChildProcess_start, 0, 1, IS_STATIC, 0)
	ZEND_ARG_TYPE_INFO(0, main, IS_CALLABLE, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_ChildProcess_getIPC, 0, 0, ION\\Process\\IPC, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_ChildProcess_getStdin, 0, 0, ION\\Process\\Pipe, 1)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_ChildProcess_getStdout arginfo_class_ION_Process_ChildProcess_getStdin

#define arginfo_class_ION_Process_ChildProcess_getStderr arginfo_class_ION_Process_ChildProcess_getStdin

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_ChildProcess_getPipe, 0, 1, ION\\Process\\Pipe, 0)
	ZEND_ARG_TYPE_INFO(0, descriptor, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ChildProcess_resize, 0, 2, _IS_BOOL, 0)
	ZEND_ARG_TYPE_INFO(0, columns, IS_LONG, 0)
	ZEND_ARG_TYPE_INFO(0, rows, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_ChildProcess_whenStarted, 0, 0, ION\\Promise, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_ChildProcess_whenReady arginfo_class_ION_Process_ChildProcess_whenStarted

#define arginfo_class_ION_Process_ChildProcess_whenExit arginfo_class_ION_Process_ChildProcess_whenStarted

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ChildProcess_getPID, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_ChildProcess_getId arginfo_class_ION_Process_ChildProcess_getPID

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ChildProcess_isStarted, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_ChildProcess_isAlive arginfo_class_ION_Process_ChildProcess_isStarted

#define arginfo_class_ION_Process_ChildProcess_isFinished arginfo_class_ION_Process_ChildProcess_isStarted

#define arginfo_class_ION_Process_ChildProcess_isSignaled arginfo_class_ION_Process_ChildProcess_isStarted

#define arginfo_class_ION_Process_ChildProcess_getSignal arginfo_class_ION_Process_ChildProcess_getPID

#define arginfo_class_ION_Process_ChildProcess_getExitStatus arginfo_class_ION_Process_ChildProcess_getPID

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ChildProcess_getStartedTime, 0, 0, IS_DOUBLE, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_ChildProcess_getUptime arginfo_class_ION_Process_ChildProcess_getStartedTime

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ChildProcess_getUsage, 0, 0, IS_ARRAY, 1)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_ChildProcess_getError arginfo_class_ION_Process_ChildProcess_getUsage

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ChildProcess_kill, 0, 0, _IS_BOOL, 0)
	ZEND_ARG_TYPE_MASK(0, signal, MAY_BE_LONG|MAY_BE_STRING, "\"TERM\"")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ChildProcess_killTree, 0, 0, IS_LONG, 0)
	ZEND_ARG_TYPE_MASK(0, signal, MAY_BE_LONG|MAY_BE_STRING, "\"KILL\"")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_ChildProcess_stop, 0, 0, ION\\Promise, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, ladder, IS_ARRAY, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ChildProcess_detach, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ChildProcess_ref, 0, 0, IS_STATIC, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_ChildProcess_unref arginfo_class_ION_Process_ChildProcess_ref


ZEND_METHOD(ION_Process_ChildProcess, __construct);
ZEND_METHOD(ION_Process_ChildProcess, start);
ZEND_METHOD(ION_Process_ChildProcess, getIPC);
ZEND_METHOD(ION_Process_ChildProcess, getStdin);
ZEND_METHOD(ION_Process_ChildProcess, getStdout);
ZEND_METHOD(ION_Process_ChildProcess, getStderr);
ZEND_METHOD(ION_Process_ChildProcess, getPipe);
ZEND_METHOD(ION_Process_ChildProcess, resize);
ZEND_METHOD(ION_Process_ChildProcess, whenStarted);
ZEND_METHOD(ION_Process_ChildProcess, whenReady);
ZEND_METHOD(ION_Process_ChildProcess, whenExit);
ZEND_METHOD(ION_Process_ChildProcess, getPID);
ZEND_METHOD(ION_Process_ChildProcess, getId);
ZEND_METHOD(ION_Process_ChildProcess, isStarted);
ZEND_METHOD(ION_Process_ChildProcess, isAlive);
ZEND_METHOD(ION_Process_ChildProcess, isFinished);
ZEND_METHOD(ION_Process_ChildProcess, isSignaled);
ZEND_METHOD(ION_Process_ChildProcess, getSignal);
ZEND_METHOD(ION_Process_ChildProcess, getExitStatus);
ZEND_METHOD(ION_Process_ChildProcess, getStartedTime);
ZEND_METHOD(ION_Process_ChildProcess, getUptime);
ZEND_METHOD(ION_Process_ChildProcess, getUsage);
ZEND_METHOD(ION_Process_ChildProcess, getError);
ZEND_METHOD(ION_Process_ChildProcess, kill);
ZEND_METHOD(ION_Process_ChildProcess, killTree);
ZEND_METHOD(ION_Process_ChildProcess, stop);
ZEND_METHOD(ION_Process_ChildProcess, detach);
ZEND_METHOD(ION_Process_ChildProcess, ref);
ZEND_METHOD(ION_Process_ChildProcess, unref);


static const zend_function_entry class_ION_Process_ChildProcess_methods[] = {
	ZEND_ME(ION_Process_ChildProcess, __construct, arginfo_class_ION_Process_ChildProcess___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, start, arginfo_class_ION_Process_ChildProcess_start, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, getIPC, arginfo_class_ION_Process_ChildProcess_getIPC, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, getStdin, arginfo_class_ION_Process_ChildProcess_getStdin, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, getStdout, arginfo_class_ION_Process_ChildProcess_getStdout, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, getStderr, arginfo_class_ION_Process_ChildProcess_getStderr, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, getPipe, arginfo_class_ION_Process_ChildProcess_getPipe, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, resize, arginfo_class_ION_Process_ChildProcess_resize, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, whenStarted, arginfo_class_ION_Process_ChildProcess_whenStarted, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, whenReady, arginfo_class_ION_Process_ChildProcess_whenReady, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, whenExit, arginfo_class_ION_Process_ChildProcess_whenExit, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, getPID, arginfo_class_ION_Process_ChildProcess_getPID, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, getId, arginfo_class_ION_Process_ChildProcess_getId, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, isStarted, arginfo_class_ION_Process_ChildProcess_isStarted, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, isAlive, arginfo_class_ION_Process_ChildProcess_isAlive, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, isFinished, arginfo_class_ION_Process_ChildProcess_isFinished, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, isSignaled, arginfo_class_ION_Process_ChildProcess_isSignaled, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, getSignal, arginfo_class_ION_Process_ChildProcess_getSignal, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, getExitStatus, arginfo_class_ION_Process_ChildProcess_getExitStatus, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, getStartedTime, arginfo_class_ION_Process_ChildProcess_getStartedTime, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, getUptime, arginfo_class_ION_Process_ChildProcess_getUptime, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, getUsage, arginfo_class_ION_Process_ChildProcess_getUsage, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, getError, arginfo_class_ION_Process_ChildProcess_getError, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, kill, arginfo_class_ION_Process_ChildProcess_kill, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, killTree, arginfo_class_ION_Process_ChildProcess_killTree, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, stop, arginfo_class_ION_Process_ChildProcess_stop, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, detach, arginfo_class_ION_Process_ChildProcess_detach, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, ref, arginfo_class_ION_Process_ChildProcess_ref, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ChildProcess, unref, arginfo_class_ION_Process_ChildProcess_unref, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_ION_Process_ChildProcess(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION\\Process", "ChildProcess", class_ION_Process_ChildProcess_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	return class_entry;
}
