/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 7fbb61a76ca19d955dd97284389f3d2641e64902 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_ION_Process_ExecQueue___construct, 0, 0, 1)
	ZEND_ARG_TYPE_INFO(0, limit, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_ExecQueue_exec, 0, 1, ION\\Deferred, 0)
	ZEND_ARG_TYPE_MASK(0, command, MAY_BE_STRING|MAY_BE_ARRAY, NULL)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, options, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, queuePriority, IS_LONG, 0, "0")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ExecQueue_getLimit, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ExecQueue_setLimit, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, limit, IS_LONG, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_ExecQueue_count arginfo_class_ION_Process_ExecQueue_getLimit

#define arginfo_class_ION_Process_ExecQueue_getRunning arginfo_class_ION_Process_ExecQueue_getLimit

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ExecQueue_pause, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_ExecQueue_resume arginfo_class_ION_Process_ExecQueue_pause

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_ExecQueue_isPaused, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_ExecQueue_clear arginfo_class_ION_Process_ExecQueue_getLimit

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_ExecQueue_whenIdle, 0, 0, ION\\Promise, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(ION_Process_ExecQueue, __construct);
ZEND_METHOD(ION_Process_ExecQueue, exec);
ZEND_METHOD(ION_Process_ExecQueue, getLimit);
ZEND_METHOD(ION_Process_ExecQueue, setLimit);
ZEND_METHOD(ION_Process_ExecQueue, count);
ZEND_METHOD(ION_Process_ExecQueue, getRunning);
ZEND_METHOD(ION_Process_ExecQueue, pause);
ZEND_METHOD(ION_Process_ExecQueue, resume);
ZEND_METHOD(ION_Process_ExecQueue, isPaused);
ZEND_METHOD(ION_Process_ExecQueue, clear);
ZEND_METHOD(ION_Process_ExecQueue, whenIdle);


static const zend_function_entry class_ION_Process_ExecQueue_methods[] = {
	ZEND_ME(ION_Process_ExecQueue, __construct, arginfo_class_ION_Process_ExecQueue___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ExecQueue, exec, arginfo_class_ION_Process_ExecQueue_exec, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ExecQueue, getLimit, arginfo_class_ION_Process_ExecQueue_getLimit, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ExecQueue, setLimit, arginfo_class_ION_Process_ExecQueue_setLimit, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ExecQueue, count, arginfo_class_ION_Process_ExecQueue_count, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ExecQueue, getRunning, arginfo_class_ION_Process_ExecQueue_getRunning, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ExecQueue, pause, arginfo_class_ION_Process_ExecQueue_pause, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ExecQueue, resume, arginfo_class_ION_Process_ExecQueue_resume, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ExecQueue, isPaused, arginfo_class_ION_Process_ExecQueue_isPaused, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ExecQueue, clear, arginfo_class_ION_Process_ExecQueue_clear, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_ExecQueue, whenIdle, arginfo_class_ION_Process_ExecQueue_whenIdle, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_ION_Process_ExecQueue(zend_class_entry *class_entry_Countable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION\\Process", "ExecQueue", class_ION_Process_ExecQueue_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_Countable);

	return class_entry;
}
