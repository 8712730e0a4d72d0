/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 69510a93458ca25d299706b9090829599b3a5bd6 */

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_TYPE_MASK_EX(arginfo_class_ION_Process_Manager_add, 0, 1, ION\\Process\\ChildProcess|ION\\Process\\ForeignProcess, 0)
	ZEND_ARG_OBJ_TYPE_MASK(0, process, ION\\Process\\ChildProcess|ION\\Process\\ForeignProcess, MAY_BE_LONG, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_TYPE_MASK_EX(arginfo_class_ION_Process_Manager_get, 0, 1, ION\\Process\\ChildProcess|ION\\Process\\ForeignProcess, MAY_BE_NULL)
	ZEND_ARG_TYPE_INFO(0, pid, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_Manager_remove, 0, 1, _IS_BOOL, 0)
	ZEND_ARG_OBJ_TYPE_MASK(0, process, ION\\Process\\ChildProcess|ION\\Process\\ForeignProcess, MAY_BE_LONG, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_Manager_clear, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_Manager_count, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_Manager_getPids, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_Manager_signalAll, 0, 0, IS_LONG, 0)
	ZEND_ARG_TYPE_MASK(0, signal, MAY_BE_LONG|MAY_BE_STRING, "\"TERM\"")
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_Manager_killAll arginfo_class_ION_Process_Manager_count

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_Manager_whenAllExit, 0, 0, ION\\Promise, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_Manager_getIterator, 0, 0, Iterator, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(ION_Process_Manager, add);
ZEND_METHOD(ION_Process_Manager, get);
ZEND_METHOD(ION_Process_Manager, remove);
ZEND_METHOD(ION_Process_Manager, clear);
ZEND_METHOD(ION_Process_Manager, count);
ZEND_METHOD(ION_Process_Manager, getPids);
ZEND_METHOD(ION_Process_Manager, signalAll);
ZEND_METHOD(ION_Process_Manager, killAll);
ZEND_METHOD(ION_Process_Manager, whenAllExit);
ZEND_METHOD(ION_Process_Manager, getIterator);


static const zend_function_entry class_ION_Process_Manager_methods[] = {
	ZEND_ME(ION_Process_Manager, add, arginfo_class_ION_Process_Manager_add, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Manager, get, arginfo_class_ION_Process_Manager_get, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Manager, remove, arginfo_class_ION_Process_Manager_remove, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Manager, clear, arginfo_class_ION_Process_Manager_clear, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Manager, count, arginfo_class_ION_Process_Manager_count, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Manager, getPids, arginfo_class_ION_Process_Manager_getPids, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Manager, signalAll, arginfo_class_ION_Process_Manager_signalAll, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Manager, killAll, arginfo_class_ION_Process_Manager_killAll, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Manager, whenAllExit, arginfo_class_ION_Process_Manager_whenAllExit, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Manager, getIterator, arginfo_class_ION_Process_Manager_getIterator, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_ION_Process_Manager(zend_class_entry *class_entry_Countable, zend_class_entry *class_entry_IteratorAggregate)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION\\Process", "Manager", class_ION_Process_Manager_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 2, class_entry_Countable, class_entry_IteratorAggregate);

	return class_entry;
}
