/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 452e0db59033b0b0d9d0abcec819b40950494e2b */




static const zend_function_entry class_ION_Exception_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_ION_RuntimeException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_ION_InvalidUsageException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_ION_PromiseException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_ION_ProcessException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_ION_Promise_CancelException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_ION_Promise_TimeoutException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_ION_Process_SpawnException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_ION_Process_ExecException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_ION_Process_IPCException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_ION_Process_DisconnectedException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_ION_Process_ProtocolException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_ION_Process_QueueFullException_methods[] = {
	ZEND_FE_END
};

static zend_class_entry *register_class_ION_Exception(zend_class_entry *class_entry_Throwable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION", "Exception", class_ION_Exception_methods);
	class_entry = zend_register_internal_interface(&ce);
	zend_class_implements(class_entry, 1, class_entry_Throwable);

	return class_entry;
}

static zend_class_entry *register_class_ION_RuntimeException(zend_class_entry *class_entry_RuntimeException, zend_class_entry *class_entry_ION_Exception)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION", "RuntimeException", class_ION_RuntimeException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_RuntimeException);
	zend_class_implements(class_entry, 1, class_entry_ION_Exception);

	return class_entry;
}

static zend_class_entry *register_class_ION_InvalidUsageException(zend_class_entry *class_entry_LogicException, zend_class_entry *class_entry_ION_Exception)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION", "InvalidUsageException", class_ION_InvalidUsageException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_LogicException);
	zend_class_implements(class_entry, 1, class_entry_ION_Exception);

	return class_entry;
}

static zend_class_entry *register_class_ION_PromiseException(zend_class_entry *class_entry_ION_RuntimeException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION", "PromiseException", class_ION_PromiseException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_ION_RuntimeException);

	zval property_errors_default_value;
	ZVAL_EMPTY_ARRAY(&property_errors_default_value);
	zend_string *property_errors_name = zend_string_init("errors", sizeof("errors") - 1, 1);
	zend_declare_typed_property(class_entry, property_errors_name, &property_errors_default_value, ZEND_ACC_PUBLIC, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_errors_name);

	return class_entry;
}

static zend_class_entry *register_class_ION_ProcessException(zend_class_entry *class_entry_ION_RuntimeException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION", "ProcessException", class_ION_ProcessException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_ION_RuntimeException);

	zval property_errno_default_value;
	ZVAL_LONG(&property_errno_default_value, 0);
	zend_string *property_errno_name = zend_string_init("errno", sizeof("errno") - 1, 1);
	zend_declare_typed_property(class_entry, property_errno_name, &property_errno_default_value, ZEND_ACC_PUBLIC, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_errno_name);

	return class_entry;
}

static zend_class_entry *register_class_ION_Promise_CancelException(zend_class_entry *class_entry_ION_PromiseException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION\\Promise", "CancelException", class_ION_Promise_CancelException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_ION_PromiseException);

	zend_string *property_result_class_ION_Process_Exec = zend_string_init("ION\\Process\\Exec", sizeof("ION\\Process\\Exec")-1, 1);
	zval property_result_default_value;
	ZVAL_NULL(&property_result_default_value);
	zend_string *property_result_name = zend_string_init("result", sizeof("result") - 1, 1);
	zend_declare_typed_property(class_entry, property_result_name, &property_result_default_value, ZEND_ACC_PUBLIC, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_result_class_ION_Process_Exec, 0, MAY_BE_NULL));
	zend_string_release(property_result_name);

	return class_entry;
}

static zend_class_entry *register_class_ION_Promise_TimeoutException(zend_class_entry *class_entry_ION_Promise_CancelException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION\\Promise", "TimeoutException", class_ION_Promise_TimeoutException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_ION_Promise_CancelException);

	return class_entry;
}

static zend_class_entry *register_class_ION_Process_SpawnException(zend_class_entry *class_entry_ION_ProcessException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION\\Process", "SpawnException", class_ION_Process_SpawnException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_ION_ProcessException);

	zval property_stage_default_value;
	ZVAL_EMPTY_STRING(&property_stage_default_value);
	zend_string *property_stage_name = zend_string_init("stage", sizeof("stage") - 1, 1);
	zend_declare_typed_property(class_entry, property_stage_name, &property_stage_default_value, ZEND_ACC_PUBLIC, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_stage_name);

	return class_entry;
}

static zend_class_entry *register_class_ION_Process_ExecException(zend_class_entry *class_entry_ION_ProcessException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION\\Process", "ExecException", class_ION_Process_ExecException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_ION_ProcessException);

	zend_string *property_result_class_ION_Process_Exec = zend_string_init("ION\\Process\\Exec", sizeof("ION\\Process\\Exec")-1, 1);
	zval property_result_default_value;
	ZVAL_NULL(&property_result_default_value);
	zend_string *property_result_name = zend_string_init("result", sizeof("result") - 1, 1);
	zend_declare_typed_property(class_entry, property_result_name, &property_result_default_value, ZEND_ACC_PUBLIC, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_result_class_ION_Process_Exec, 0, MAY_BE_NULL));
	zend_string_release(property_result_name);

	return class_entry;
}

static zend_class_entry *register_class_ION_Process_IPCException(zend_class_entry *class_entry_ION_RuntimeException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION\\Process", "IPCException", class_ION_Process_IPCException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_ION_RuntimeException);

	zval property_remoteClass_default_value;
	ZVAL_EMPTY_STRING(&property_remoteClass_default_value);
	zend_string *property_remoteClass_name = zend_string_init("remoteClass", sizeof("remoteClass") - 1, 1);
	zend_declare_typed_property(class_entry, property_remoteClass_name, &property_remoteClass_default_value, ZEND_ACC_PUBLIC, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_remoteClass_name);

	zval property_remoteMessage_default_value;
	ZVAL_EMPTY_STRING(&property_remoteMessage_default_value);
	zend_string *property_remoteMessage_name = zend_string_init("remoteMessage", sizeof("remoteMessage") - 1, 1);
	zend_declare_typed_property(class_entry, property_remoteMessage_name, &property_remoteMessage_default_value, ZEND_ACC_PUBLIC, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_remoteMessage_name);

	return class_entry;
}

static zend_class_entry *register_class_ION_Process_DisconnectedException(zend_class_entry *class_entry_ION_Process_IPCException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION\\Process", "DisconnectedException", class_ION_Process_DisconnectedException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_ION_Process_IPCException);

	zval property_unsent_default_value;
	ZVAL_LONG(&property_unsent_default_value, 0);
	zend_string *property_unsent_name = zend_string_init("unsent", sizeof("unsent") - 1, 1);
	zend_declare_typed_property(class_entry, property_unsent_name, &property_unsent_default_value, ZEND_ACC_PUBLIC, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_unsent_name);

	return class_entry;
}

static zend_class_entry *register_class_ION_Process_ProtocolException(zend_class_entry *class_entry_ION_Process_IPCException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION\\Process", "ProtocolException", class_ION_Process_ProtocolException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_ION_Process_IPCException);

	return class_entry;
}

static zend_class_entry *register_class_ION_Process_QueueFullException(zend_class_entry *class_entry_ION_Process_IPCException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION\\Process", "QueueFullException", class_ION_Process_QueueFullException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_ION_Process_IPCException);

	return class_entry;
}
