/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 1738474d3a26598d42458cfac1743fe08e73ebfe */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_ION_Process_IPC___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_IPC_create, 0, 0, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, context1, IS_MIXED, 0, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, context2, IS_MIXED, 0, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_IPC_getContext, 0, 0, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_IPC_setContext, 0, 1, IS_STATIC, 0)
	ZEND_ARG_TYPE_INFO(0, context, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_IPC_isConnected, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_IPC_send, 0, 1, IS_STATIC, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_MIXED, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, handle, IS_MIXED, 0, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_IPC_whenIncoming, 0, 0, ION\\Sequence, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_IPC_whenDisconnected, 0, 0, ION\\Promise, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_IPC_request, 0, 1, ION\\Deferred, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_MIXED, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, timeout, IS_DOUBLE, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_IPC_onRequest, 0, 1, IS_STATIC, 0)
	ZEND_ARG_TYPE_INFO(0, handler, IS_CALLABLE, 1)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_IPC_flush arginfo_class_ION_Process_IPC_whenDisconnected

#define arginfo_class_ION_Process_IPC_whenDrained arginfo_class_ION_Process_IPC_whenDisconnected

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_IPC_getQueuedBytes, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_IPC_setOptions, 0, 1, IS_STATIC, 0)
	ZEND_ARG_TYPE_INFO(0, options, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_IPC_close, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_IPC_getStats, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_IPC_Message___construct arginfo_class_ION_Process_IPC___construct

#define arginfo_class_ION_Process_IPC_Message_isRequest arginfo_class_ION_Process_IPC_isConnected

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_IPC_Message_reply, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_MIXED, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(ION_Process_IPC, __construct);
ZEND_METHOD(ION_Process_IPC, create);
ZEND_METHOD(ION_Process_IPC, getContext);
ZEND_METHOD(ION_Process_IPC, setContext);
ZEND_METHOD(ION_Process_IPC, isConnected);
ZEND_METHOD(ION_Process_IPC, send);
ZEND_METHOD(ION_Process_IPC, whenIncoming);
ZEND_METHOD(ION_Process_IPC, whenDisconnected);
ZEND_METHOD(ION_Process_IPC, request);
ZEND_METHOD(ION_Process_IPC, onRequest);
ZEND_METHOD(ION_Process_IPC, flush);
ZEND_METHOD(ION_Process_IPC, whenDrained);
ZEND_METHOD(ION_Process_IPC, getQueuedBytes);
ZEND_METHOD(ION_Process_IPC, setOptions);
ZEND_METHOD(ION_Process_IPC, close);
ZEND_METHOD(ION_Process_IPC, getStats);
ZEND_METHOD(ION_Process_IPC_Message, __construct);
ZEND_METHOD(ION_Process_IPC_Message, isRequest);
ZEND_METHOD(ION_Process_IPC_Message, reply);


static const zend_function_entry class_ION_Process_IPC_methods[] = {
	ZEND_ME(ION_Process_IPC, __construct, arginfo_class_ION_Process_IPC___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(ION_Process_IPC, create, arginfo_class_ION_Process_IPC_create, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(ION_Process_IPC, getContext, arginfo_class_ION_Process_IPC_getContext, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_IPC, setContext, arginfo_class_ION_Process_IPC_setContext, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_IPC, isConnected, arginfo_class_ION_Process_IPC_isConnected, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_IPC, send, arginfo_class_ION_Process_IPC_send, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_IPC, whenIncoming, arginfo_class_ION_Process_IPC_whenIncoming, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_IPC, whenDisconnected, arginfo_class_ION_Process_IPC_whenDisconnected, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_IPC, request, arginfo_class_ION_Process_IPC_request, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_IPC, onRequest, arginfo_class_ION_Process_IPC_onRequest, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_IPC, flush, arginfo_class_ION_Process_IPC_flush, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_IPC, whenDrained, arginfo_class_ION_Process_IPC_whenDrained, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_IPC, getQueuedBytes, arginfo_class_ION_Process_IPC_getQueuedBytes, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_IPC, setOptions, arginfo_class_ION_Process_IPC_setOptions, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_IPC, close, arginfo_class_ION_Process_IPC_close, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_IPC, getStats, arginfo_class_ION_Process_IPC_getStats, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_ION_Process_IPC_Message_methods[] = {
	ZEND_ME(ION_Process_IPC_Message, __construct, arginfo_class_ION_Process_IPC_Message___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(ION_Process_IPC_Message, isRequest, arginfo_class_ION_Process_IPC_Message_isRequest, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_IPC_Message, reply, arginfo_class_ION_Process_IPC_Message_reply, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_ION_Process_IPC(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION\\Process", "IPC", class_ION_Process_IPC_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	return class_entry;
}

static zend_class_entry *register_class_ION_Process_IPC_Message(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION\\Process\\IPC", "Message", class_ION_Process_IPC_Message_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval property_data_default_value;
	ZVAL_UNDEF(&property_data_default_value);
	zend_string *property_data_name = zend_string_init("data", sizeof("data") - 1, 1);
	zend_declare_typed_property(class_entry, property_data_name, &property_data_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ANY));
	zend_string_release(property_data_name);

	zval property_context_default_value;
	ZVAL_UNDEF(&property_context_default_value);
	zend_string *property_context_name = zend_string_init("context", sizeof("context") - 1, 1);
	zend_declare_typed_property(class_entry, property_context_name, &property_context_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ANY));
	zend_string_release(property_context_name);

	zval property_handle_default_value;
	ZVAL_UNDEF(&property_handle_default_value);
	zend_string *property_handle_name = zend_string_init("handle", sizeof("handle") - 1, 1);
	zend_declare_typed_property(class_entry, property_handle_name, &property_handle_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ANY));
	zend_string_release(property_handle_name);

	zval property_pid_default_value;
	ZVAL_UNDEF(&property_pid_default_value);
	zend_string *property_pid_name = zend_string_init("pid", sizeof("pid") - 1, 1);
	zend_declare_typed_property(class_entry, property_pid_name, &property_pid_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_pid_name);

	zval property_uid_default_value;
	ZVAL_UNDEF(&property_uid_default_value);
	zend_string *property_uid_name = zend_string_init("uid", sizeof("uid") - 1, 1);
	zend_declare_typed_property(class_entry, property_uid_name, &property_uid_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_uid_name);

	return class_entry;
}
