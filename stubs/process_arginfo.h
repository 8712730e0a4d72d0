/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 70d650956b34ddf62b4ad4dae2d2b6472ab270de */

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


ZEND_METHOD(ION_Process, __construct);
ZEND_METHOD(ION_Process, exec);
ZEND_METHOD(ION_Process, run);


static const zend_function_entry class_ION_Process_methods[] = {
	ZEND_ME(ION_Process, __construct, arginfo_class_ION_Process___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(ION_Process, exec, arginfo_class_ION_Process_exec, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process, run, arginfo_class_ION_Process_run, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
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
