/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 00e810219e6d46a3238e1d7da480dceb9d7562f6 */

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

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_hasChildProcess, 0, 1, _IS_BOOL, 0)
	ZEND_ARG_TYPE_INFO(0, pid, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_getChildProcess, 0, 1, ION\\Process\\ChildProcess, 1)
	ZEND_ARG_TYPE_INFO(0, pid, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_getChildProcesses, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(ION_Process, __construct);
ZEND_METHOD(ION_Process, exec);
ZEND_METHOD(ION_Process, run);
ZEND_METHOD(ION_Process, fork);
ZEND_METHOD(ION_Process, ready);
ZEND_METHOD(ION_Process, isChild);
ZEND_METHOD(ION_Process, hasParentIPC);
ZEND_METHOD(ION_Process, getParentIPC);
ZEND_METHOD(ION_Process, whenParentExit);
ZEND_METHOD(ION_Process, hasChildProcess);
ZEND_METHOD(ION_Process, getChildProcess);
ZEND_METHOD(ION_Process, getChildProcesses);


static const zend_function_entry class_ION_Process_methods[] = {
	ZEND_ME(ION_Process, __construct, arginfo_class_ION_Process___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(ION_Process, exec, arginfo_class_ION_Process_exec, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, run, arginfo_class_ION_Process_run, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, fork, arginfo_class_ION_Process_fork, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, ready, arginfo_class_ION_Process_ready, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, isChild, arginfo_class_ION_Process_isChild, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, hasParentIPC, arginfo_class_ION_Process_hasParentIPC, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getParentIPC, arginfo_class_ION_Process_getParentIPC, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, whenParentExit, arginfo_class_ION_Process_whenParentExit, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, hasChildProcess, arginfo_class_ION_Process_hasChildProcess, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getChildProcess, arginfo_class_ION_Process_getChildProcess, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, getChildProcesses, arginfo_class_ION_Process_getChildProcesses, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_ION_Process(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION", "Process", class_ION_Process_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	return class_entry;
}
