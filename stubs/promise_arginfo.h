/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 7c7db32b9b4fcc3269079e78993b14d136a76636 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_ION_Promise___construct, 0, 0, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, done, IS_CALLABLE, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, fail, IS_CALLABLE, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Promise_then, 0, 0, ION\\Promise, 0)
	ZEND_ARG_OBJ_TYPE_MASK(0, done, ION\\Promise, MAY_BE_CALLABLE|MAY_BE_NULL, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, fail, IS_CALLABLE, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Promise_onDone, 0, 1, ION\\Promise, 0)
	ZEND_ARG_TYPE_INFO(0, done, IS_CALLABLE, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Promise_onFail, 0, 1, ION\\Promise, 0)
	ZEND_ARG_TYPE_INFO(0, fail, IS_CALLABLE, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Promise_finally, 0, 1, ION\\Promise, 0)
	ZEND_ARG_TYPE_INFO(0, callback, IS_CALLABLE, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Promise_await, 0, 0, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Promise_forget, 0, 1, IS_STATIC, 0)
	ZEND_ARG_OBJ_TYPE_MASK(0, handler, ION\\Promise, MAY_BE_STRING, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Promise_setName, 0, 1, IS_STATIC, 0)
	ZEND_ARG_TYPE_INFO(0, name, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Promise_getState, 0, 0, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Promise_getFlags, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Promise_getResult arginfo_class_ION_Promise_await

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Promise_all, 0, 0, ION\\Deferred, 0)
	ZEND_ARG_VARIADIC_TYPE_INFO(0, promises, IS_MIXED, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Promise_any arginfo_class_ION_Promise_all

#define arginfo_class_ION_Promise_race arginfo_class_ION_Promise_all

#define arginfo_class_ION_Promise_settle arginfo_class_ION_Promise_all

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Promise_invoke, 0, 1, ION\\Deferred, 0)
	ZEND_ARG_TYPE_INFO(0, callback, IS_CALLABLE, 0)
	ZEND_ARG_VARIADIC_TYPE_INFO(0, args, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_ResolvablePromise_done, 0, 0, IS_STATIC, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, value, IS_MIXED, 0, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_ResolvablePromise_fail, 0, 1, IS_STATIC, 0)
	ZEND_ARG_OBJ_INFO(0, error, Throwable, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_ION_Deferred___construct, 0, 0, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, canceller, IS_CALLABLE, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, protected, _IS_BOOL, 0, "true")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Deferred_cancel, 0, 1, IS_STATIC, 0)
	ZEND_ARG_TYPE_INFO(0, reason, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Deferred_timeout, 0, 1, IS_STATIC, 0)
	ZEND_ARG_TYPE_INFO(0, seconds, IS_DOUBLE, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_ION_Sequence___construct, 0, 0, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, starter, IS_CALLABLE, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, release, IS_CALLABLE, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Sequence___invoke, 0, 0, ION\\Promise, 0)
	ZEND_ARG_VARIADIC_TYPE_INFO(0, args, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Sequence_cancel, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Sequence_getIterator, 0, 0, Iterator, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(ION_Promise, __construct);
ZEND_METHOD(ION_Promise, then);
ZEND_METHOD(ION_Promise, onDone);
ZEND_METHOD(ION_Promise, onFail);
ZEND_METHOD(ION_Promise, finally);
ZEND_METHOD(ION_Promise, await);
ZEND_METHOD(ION_Promise, forget);
ZEND_METHOD(ION_Promise, setName);
ZEND_METHOD(ION_Promise, getState);
ZEND_METHOD(ION_Promise, getFlags);
ZEND_METHOD(ION_Promise, getResult);
ZEND_METHOD(ION_Promise, all);
ZEND_METHOD(ION_Promise, any);
ZEND_METHOD(ION_Promise, race);
ZEND_METHOD(ION_Promise, settle);
ZEND_METHOD(ION_Promise, invoke);
ZEND_METHOD(ION_ResolvablePromise, done);
ZEND_METHOD(ION_ResolvablePromise, fail);
ZEND_METHOD(ION_Deferred, __construct);
ZEND_METHOD(ION_Deferred, cancel);
ZEND_METHOD(ION_Deferred, timeout);
ZEND_METHOD(ION_Sequence, __construct);
ZEND_METHOD(ION_Sequence, __invoke);
ZEND_METHOD(ION_Sequence, cancel);
ZEND_METHOD(ION_Sequence, getIterator);


static const zend_function_entry class_ION_Promise_methods[] = {
	ZEND_ME(ION_Promise, __construct, arginfo_class_ION_Promise___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Promise, then, arginfo_class_ION_Promise_then, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Promise, onDone, arginfo_class_ION_Promise_onDone, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Promise, onFail, arginfo_class_ION_Promise_onFail, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Promise, finally, arginfo_class_ION_Promise_finally, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Promise, await, arginfo_class_ION_Promise_await, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Promise, forget, arginfo_class_ION_Promise_forget, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Promise, setName, arginfo_class_ION_Promise_setName, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Promise, getState, arginfo_class_ION_Promise_getState, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Promise, getFlags, arginfo_class_ION_Promise_getFlags, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Promise, getResult, arginfo_class_ION_Promise_getResult, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Promise, all, arginfo_class_ION_Promise_all, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Promise, any, arginfo_class_ION_Promise_any, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Promise, race, arginfo_class_ION_Promise_race, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Promise, settle, arginfo_class_ION_Promise_settle, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Promise, invoke, arginfo_class_ION_Promise_invoke, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_FE_END
};


static const zend_function_entry class_ION_ResolvablePromise_methods[] = {
	ZEND_ME(ION_ResolvablePromise, done, arginfo_class_ION_ResolvablePromise_done, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_ResolvablePromise, fail, arginfo_class_ION_ResolvablePromise_fail, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_ION_Deferred_methods[] = {
	ZEND_ME(ION_Deferred, __construct, arginfo_class_ION_Deferred___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Deferred, cancel, arginfo_class_ION_Deferred_cancel, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Deferred, timeout, arginfo_class_ION_Deferred_timeout, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_ION_Sequence_methods[] = {
	ZEND_ME(ION_Sequence, __construct, arginfo_class_ION_Sequence___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Sequence, __invoke, arginfo_class_ION_Sequence___invoke, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Sequence, cancel, arginfo_class_ION_Sequence_cancel, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Sequence, getIterator, arginfo_class_ION_Sequence_getIterator, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_ION_Promise(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION", "Promise", class_ION_Promise_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_NOT_SERIALIZABLE|ZEND_ACC_ALLOW_DYNAMIC_PROPERTIES;

	zval const_FLAG_HANDLED_value;
	ZVAL_LONG(&const_FLAG_HANDLED_value, ION_PROMISE_HANDLED);
	zend_string *const_FLAG_HANDLED_name = zend_string_init_interned("FLAG_HANDLED", sizeof("FLAG_HANDLED") - 1, 1);
	zend_declare_class_constant_ex(class_entry, const_FLAG_HANDLED_name, &const_FLAG_HANDLED_value, ZEND_ACC_PUBLIC, NULL);
	zend_string_release(const_FLAG_HANDLED_name);

	zval const_FLAG_INTERNAL_value;
	ZVAL_LONG(&const_FLAG_INTERNAL_value, ION_PROMISE_INTERNAL);
	zend_string *const_FLAG_INTERNAL_name = zend_string_init_interned("FLAG_INTERNAL", sizeof("FLAG_INTERNAL") - 1, 1);
	zend_declare_class_constant_ex(class_entry, const_FLAG_INTERNAL_name, &const_FLAG_INTERNAL_value, ZEND_ACC_PUBLIC, NULL);
	zend_string_release(const_FLAG_INTERNAL_name);

	zval const_FLAG_PROTECTED_value;
	ZVAL_LONG(&const_FLAG_PROTECTED_value, ION_PROMISE_PROTECTED);
	zend_string *const_FLAG_PROTECTED_name = zend_string_init_interned("FLAG_PROTECTED", sizeof("FLAG_PROTECTED") - 1, 1);
	zend_declare_class_constant_ex(class_entry, const_FLAG_PROTECTED_name, &const_FLAG_PROTECTED_value, ZEND_ACC_PUBLIC, NULL);
	zend_string_release(const_FLAG_PROTECTED_name);

	zval const_FLAG_COROUTINE_value;
	ZVAL_LONG(&const_FLAG_COROUTINE_value, ION_PROMISE_COROUTINE);
	zend_string *const_FLAG_COROUTINE_name = zend_string_init_interned("FLAG_COROUTINE", sizeof("FLAG_COROUTINE") - 1, 1);
	zend_declare_class_constant_ex(class_entry, const_FLAG_COROUTINE_name, &const_FLAG_COROUTINE_value, ZEND_ACC_PUBLIC, NULL);
	zend_string_release(const_FLAG_COROUTINE_name);

	zval const_FLAG_FIBER_value;
	ZVAL_LONG(&const_FLAG_FIBER_value, ION_PROMISE_FIBER);
	zend_string *const_FLAG_FIBER_name = zend_string_init_interned("FLAG_FIBER", sizeof("FLAG_FIBER") - 1, 1);
	zend_declare_class_constant_ex(class_entry, const_FLAG_FIBER_name, &const_FLAG_FIBER_value, ZEND_ACC_PUBLIC, NULL);
	zend_string_release(const_FLAG_FIBER_name);

	zval const_FLAG_SEQUENCE_value;
	ZVAL_LONG(&const_FLAG_SEQUENCE_value, ION_PROMISE_SEQUENCE);
	zend_string *const_FLAG_SEQUENCE_name = zend_string_init_interned("FLAG_SEQUENCE", sizeof("FLAG_SEQUENCE") - 1, 1);
	zend_declare_class_constant_ex(class_entry, const_FLAG_SEQUENCE_name, &const_FLAG_SEQUENCE_value, ZEND_ACC_PUBLIC, NULL);
	zend_string_release(const_FLAG_SEQUENCE_name);

	zend_string *attribute_name_AllowDynamicProperties_class_ION_Promise = zend_string_init_interned("AllowDynamicProperties", sizeof("AllowDynamicProperties") - 1, 1);
	zend_add_class_attribute(class_entry, attribute_name_AllowDynamicProperties_class_ION_Promise, 0);
	zend_string_release(attribute_name_AllowDynamicProperties_class_ION_Promise);

	return class_entry;
}

static zend_class_entry *register_class_ION_ResolvablePromise(zend_class_entry *class_entry_ION_Promise)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION", "ResolvablePromise", class_ION_ResolvablePromise_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_ION_Promise);
	class_entry->ce_flags |= ZEND_ACC_NOT_SERIALIZABLE|ZEND_ACC_ALLOW_DYNAMIC_PROPERTIES;

	zend_string *attribute_name_AllowDynamicProperties_class_ION_ResolvablePromise = zend_string_init_interned("AllowDynamicProperties", sizeof("AllowDynamicProperties") - 1, 1);
	zend_add_class_attribute(class_entry, attribute_name_AllowDynamicProperties_class_ION_ResolvablePromise, 0);
	zend_string_release(attribute_name_AllowDynamicProperties_class_ION_ResolvablePromise);

	return class_entry;
}

static zend_class_entry *register_class_ION_Deferred(zend_class_entry *class_entry_ION_ResolvablePromise)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION", "Deferred", class_ION_Deferred_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_ION_ResolvablePromise);
	class_entry->ce_flags |= ZEND_ACC_NOT_SERIALIZABLE|ZEND_ACC_ALLOW_DYNAMIC_PROPERTIES;

	zend_string *attribute_name_AllowDynamicProperties_class_ION_Deferred = zend_string_init_interned("AllowDynamicProperties", sizeof("AllowDynamicProperties") - 1, 1);
	zend_add_class_attribute(class_entry, attribute_name_AllowDynamicProperties_class_ION_Deferred, 0);
	zend_string_release(attribute_name_AllowDynamicProperties_class_ION_Deferred);

	return class_entry;
}

static zend_class_entry *register_class_ION_Sequence(zend_class_entry *class_entry_ION_Promise, zend_class_entry *class_entry_IteratorAggregate)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION", "Sequence", class_ION_Sequence_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_ION_Promise);
	class_entry->ce_flags |= ZEND_ACC_NOT_SERIALIZABLE|ZEND_ACC_ALLOW_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 1, class_entry_IteratorAggregate);

	zend_string *attribute_name_AllowDynamicProperties_class_ION_Sequence = zend_string_init_interned("AllowDynamicProperties", sizeof("AllowDynamicProperties") - 1, 1);
	zend_add_class_attribute(class_entry, attribute_name_AllowDynamicProperties_class_ION_Sequence, 0);
	zend_string_release(attribute_name_AllowDynamicProperties_class_ION_Sequence);

	return class_entry;
}
