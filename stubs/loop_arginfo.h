/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: e745bbb29c6dc4e34a4478287a5f937974b46aa9 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_ION___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_dispatch, 0, 0, _IS_BOOL, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, flags, IS_LONG, 0, "0")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_stop, 0, 0, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, after, IS_DOUBLE, 0, "0.0")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_reinit, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_await, 0, 1, ION\\Deferred, 0)
	ZEND_ARG_TYPE_INFO(0, seconds, IS_DOUBLE, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_interval, 0, 1, ION\\Sequence, 0)
	ZEND_ARG_TYPE_INFO(0, seconds, IS_DOUBLE, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, name, IS_STRING, 0, "\"\"")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_cancelInterval, 0, 1, _IS_BOOL, 0)
	ZEND_ARG_TYPE_INFO(0, name, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_promise, 0, 1, ION\\Promise, 0)
	ZEND_ARG_TYPE_INFO(0, x, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_async, 0, 1, ION\\Deferred, 0)
	ZEND_ARG_TYPE_INFO(0, fn, IS_CALLABLE, 0)
	ZEND_ARG_VARIADIC_TYPE_INFO(0, args, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_deferred, 0, 1, ION\\Deferred, 0)
	ZEND_ARG_TYPE_INFO(0, resolver, IS_CALLABLE, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, canceller, IS_CALLABLE, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_defer, 0, 1, ION\\Watcher, 0)
	ZEND_ARG_TYPE_INFO(0, callback, IS_CALLABLE, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_delay, 0, 2, ION\\Watcher, 0)
	ZEND_ARG_TYPE_INFO(0, seconds, IS_DOUBLE, 0)
	ZEND_ARG_TYPE_INFO(0, callback, IS_CALLABLE, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_repeat arginfo_class_ION_delay

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_onReadable, 0, 2, ION\\Watcher, 0)
	ZEND_ARG_INFO(0, stream)
	ZEND_ARG_TYPE_INFO(0, callback, IS_CALLABLE, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_onWritable arginfo_class_ION_onReadable

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_onSignal, 0, 2, ION\\Watcher, 0)
	ZEND_ARG_TYPE_MASK(0, signal, MAY_BE_LONG|MAY_BE_STRING, NULL)
	ZEND_ARG_TYPE_INFO(0, callback, IS_CALLABLE, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_setErrorHandler, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, handler, IS_CALLABLE, 1)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_getStats, 0, 0, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, reset, _IS_BOOL, 0, "false")
ZEND_END_ARG_INFO()


ZEND_METHOD(ION, __construct);
ZEND_METHOD(ION, dispatch);
ZEND_METHOD(ION, stop);
ZEND_METHOD(ION, reinit);
ZEND_METHOD(ION, await);
ZEND_METHOD(ION, interval);
ZEND_METHOD(ION, cancelInterval);
ZEND_METHOD(ION, promise);
ZEND_METHOD(ION, async);
ZEND_METHOD(ION, deferred);
ZEND_METHOD(ION, defer);
ZEND_METHOD(ION, delay);
ZEND_METHOD(ION, repeat);
ZEND_METHOD(ION, onReadable);
ZEND_METHOD(ION, onWritable);
ZEND_METHOD(ION, onSignal);
ZEND_METHOD(ION, setErrorHandler);
ZEND_METHOD(ION, getStats);


static const zend_function_entry class_ION_methods[] = {
	ZEND_ME(ION, __construct, arginfo_class_ION___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(ION, dispatch, arginfo_class_ION_dispatch, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION, stop, arginfo_class_ION_stop, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION, reinit, arginfo_class_ION_reinit, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION, await, arginfo_class_ION_await, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION, interval, arginfo_class_ION_interval, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION, cancelInterval, arginfo_class_ION_cancelInterval, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION, promise, arginfo_class_ION_promise, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION, async, arginfo_class_ION_async, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION, deferred, arginfo_class_ION_deferred, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION, defer, arginfo_class_ION_defer, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION, delay, arginfo_class_ION_delay, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION, repeat, arginfo_class_ION_repeat, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION, onReadable, arginfo_class_ION_onReadable, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION, onWritable, arginfo_class_ION_onWritable, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION, onSignal, arginfo_class_ION_onSignal, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION, setErrorHandler, arginfo_class_ION_setErrorHandler, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION, getStats, arginfo_class_ION_getStats, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_ION(void)
{
	zend_class_entry ce, *class_entry;

	INIT_CLASS_ENTRY(ce, "ION", class_ION_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval const_VERSION_value;
	zend_string *const_VERSION_value_str = zend_string_init(PHP_ION_VERSION, strlen(PHP_ION_VERSION), 1);
	ZVAL_STR(&const_VERSION_value, const_VERSION_value_str);
	zend_string *const_VERSION_name = zend_string_init_interned("VERSION", sizeof("VERSION") - 1, 1);
	zend_declare_class_constant_ex(class_entry, const_VERSION_name, &const_VERSION_value, ZEND_ACC_PUBLIC, NULL);
	zend_string_release(const_VERSION_name);

	zval const_ENGINE_value;
	zend_string *const_ENGINE_value_str = zend_string_init("libevent", strlen("libevent"), 1);
	ZVAL_STR(&const_ENGINE_value, const_ENGINE_value_str);
	zend_string *const_ENGINE_name = zend_string_init_interned("ENGINE", sizeof("ENGINE") - 1, 1);
	zend_declare_class_constant_ex(class_entry, const_ENGINE_name, &const_ENGINE_value, ZEND_ACC_PUBLIC, NULL);
	zend_string_release(const_ENGINE_name);

	zval const_ENGINE_VERSION_value;
	zend_string *const_ENGINE_VERSION_value_str = zend_string_init(ion_loop_engine_version(), strlen(ion_loop_engine_version()), 1);
	ZVAL_STR(&const_ENGINE_VERSION_value, const_ENGINE_VERSION_value_str);
	zend_string *const_ENGINE_VERSION_name = zend_string_init_interned("ENGINE_VERSION", sizeof("ENGINE_VERSION") - 1, 1);
	zend_declare_class_constant_ex(class_entry, const_ENGINE_VERSION_name, &const_ENGINE_VERSION_value, ZEND_ACC_PUBLIC, NULL);
	zend_string_release(const_ENGINE_VERSION_name);

	zval const_LOOP_ONCE_value;
	ZVAL_LONG(&const_LOOP_ONCE_value, ION_LOOP_ONCE);
	zend_string *const_LOOP_ONCE_name = zend_string_init_interned("LOOP_ONCE", sizeof("LOOP_ONCE") - 1, 1);
	zend_declare_class_constant_ex(class_entry, const_LOOP_ONCE_name, &const_LOOP_ONCE_value, ZEND_ACC_PUBLIC, NULL);
	zend_string_release(const_LOOP_ONCE_name);

	zval const_LOOP_NONBLOCK_value;
	ZVAL_LONG(&const_LOOP_NONBLOCK_value, ION_LOOP_NONBLOCK);
	zend_string *const_LOOP_NONBLOCK_name = zend_string_init_interned("LOOP_NONBLOCK", sizeof("LOOP_NONBLOCK") - 1, 1);
	zend_declare_class_constant_ex(class_entry, const_LOOP_NONBLOCK_name, &const_LOOP_NONBLOCK_value, ZEND_ACC_PUBLIC, NULL);
	zend_string_release(const_LOOP_NONBLOCK_name);

	return class_entry;
}
