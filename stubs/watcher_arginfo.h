/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 7a7794d100e415edfa999f9f2643c961956febb3 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_ION_Watcher___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Watcher_enable, 0, 0, IS_STATIC, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Watcher_disable arginfo_class_ION_Watcher_enable

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Watcher_cancel, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Watcher_reference arginfo_class_ION_Watcher_enable

#define arginfo_class_ION_Watcher_unreference arginfo_class_ION_Watcher_enable

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Watcher_isEnabled, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Watcher_isReferenced arginfo_class_ION_Watcher_isEnabled


ZEND_METHOD(ION_Watcher, __construct);
ZEND_METHOD(ION_Watcher, enable);
ZEND_METHOD(ION_Watcher, disable);
ZEND_METHOD(ION_Watcher, cancel);
ZEND_METHOD(ION_Watcher, reference);
ZEND_METHOD(ION_Watcher, unreference);
ZEND_METHOD(ION_Watcher, isEnabled);
ZEND_METHOD(ION_Watcher, isReferenced);


static const zend_function_entry class_ION_Watcher_methods[] = {
	ZEND_ME(ION_Watcher, __construct, arginfo_class_ION_Watcher___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(ION_Watcher, enable, arginfo_class_ION_Watcher_enable, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Watcher, disable, arginfo_class_ION_Watcher_disable, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Watcher, cancel, arginfo_class_ION_Watcher_cancel, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Watcher, reference, arginfo_class_ION_Watcher_reference, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Watcher, unreference, arginfo_class_ION_Watcher_unreference, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Watcher, isEnabled, arginfo_class_ION_Watcher_isEnabled, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Watcher, isReferenced, arginfo_class_ION_Watcher_isReferenced, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_ION_Watcher(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION", "Watcher", class_ION_Watcher_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	return class_entry;
}
