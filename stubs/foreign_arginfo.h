/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 1f9e7b6a146d567cb1bfb1f19d2b2abafa2a7938 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_ION_Process_ForeignProcess___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ForeignProcess_getPID, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ForeignProcess_isAlive, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ForeignProcess_kill, 0, 0, _IS_BOOL, 0)
	ZEND_ARG_TYPE_MASK(0, signal, MAY_BE_LONG|MAY_BE_STRING, "\"TERM\"")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_ForeignProcess_whenExit, 0, 0, ION\\Promise, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ForeignProcess_getStartedTime, 0, 0, IS_DOUBLE, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(ION_Process_ForeignProcess, __construct);
ZEND_METHOD(ION_Process_ForeignProcess, getPID);
ZEND_METHOD(ION_Process_ForeignProcess, isAlive);
ZEND_METHOD(ION_Process_ForeignProcess, kill);
ZEND_METHOD(ION_Process_ForeignProcess, whenExit);
ZEND_METHOD(ION_Process_ForeignProcess, getStartedTime);


static const zend_function_entry class_ION_Process_ForeignProcess_methods[] = {
	ZEND_ME(ION_Process_ForeignProcess, __construct, arginfo_class_ION_Process_ForeignProcess___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(ION_Process_ForeignProcess, getPID, arginfo_class_ION_Process_ForeignProcess_getPID, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ForeignProcess, isAlive, arginfo_class_ION_Process_ForeignProcess_isAlive, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ForeignProcess, kill, arginfo_class_ION_Process_ForeignProcess_kill, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ForeignProcess, whenExit, arginfo_class_ION_Process_ForeignProcess_whenExit, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ForeignProcess, getStartedTime, arginfo_class_ION_Process_ForeignProcess_getStartedTime, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_ION_Process_ForeignProcess(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION\\Process", "ForeignProcess", class_ION_Process_ForeignProcess_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	return class_entry;
}
