/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: b0910e4db35b1fb586aa42350875d494a5df2dec */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_ION_Process_Pipe___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_Pipe_read, 0, 0, ION\\Deferred, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, max, IS_LONG, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_Pipe_readLine, 0, 0, ION\\Deferred, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, max, IS_LONG, 0, "67108864")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_Pipe_readAll, 0, 0, ION\\Deferred, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_Pipe_whenData, 0, 0, ION\\Sequence, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_Pipe_pause, 0, 0, IS_STATIC, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_Pipe_resume arginfo_class_ION_Process_Pipe_pause

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_Pipe_isPaused, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_Pipe_write, 0, 1, ION\\Deferred, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_Pipe_end, 0, 0, ION\\Deferred, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, data, IS_STRING, 0, "\"\"")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_Pipe_getQueuedBytes, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Process_Pipe_close, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Process_Pipe_whenClosed, 0, 0, ION\\Promise, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Process_Pipe_isReadable arginfo_class_ION_Process_Pipe_isPaused

#define arginfo_class_ION_Process_Pipe_isWritable arginfo_class_ION_Process_Pipe_isPaused

#define arginfo_class_ION_Process_Pipe_isClosed arginfo_class_ION_Process_Pipe_isPaused

#define arginfo_class_ION_Process_Pipe_ref arginfo_class_ION_Process_Pipe_pause

#define arginfo_class_ION_Process_Pipe_unref arginfo_class_ION_Process_Pipe_pause


ZEND_METHOD(ION_Process_Pipe, __construct);
ZEND_METHOD(ION_Process_Pipe, read);
ZEND_METHOD(ION_Process_Pipe, readLine);
ZEND_METHOD(ION_Process_Pipe, readAll);
ZEND_METHOD(ION_Process_Pipe, whenData);
ZEND_METHOD(ION_Process_Pipe, pause);
ZEND_METHOD(ION_Process_Pipe, resume);
ZEND_METHOD(ION_Process_Pipe, isPaused);
ZEND_METHOD(ION_Process_Pipe, write);
ZEND_METHOD(ION_Process_Pipe, end);
ZEND_METHOD(ION_Process_Pipe, getQueuedBytes);
ZEND_METHOD(ION_Process_Pipe, close);
ZEND_METHOD(ION_Process_Pipe, whenClosed);
ZEND_METHOD(ION_Process_Pipe, isReadable);
ZEND_METHOD(ION_Process_Pipe, isWritable);
ZEND_METHOD(ION_Process_Pipe, isClosed);
ZEND_METHOD(ION_Process_Pipe, ref);
ZEND_METHOD(ION_Process_Pipe, unref);


static const zend_function_entry class_ION_Process_Pipe_methods[] = {
	ZEND_ME(ION_Process_Pipe, __construct, arginfo_class_ION_Process_Pipe___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(ION_Process_Pipe, read, arginfo_class_ION_Process_Pipe_read, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Pipe, readLine, arginfo_class_ION_Process_Pipe_readLine, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Pipe, readAll, arginfo_class_ION_Process_Pipe_readAll, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Pipe, whenData, arginfo_class_ION_Process_Pipe_whenData, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Pipe, pause, arginfo_class_ION_Process_Pipe_pause, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Pipe, resume, arginfo_class_ION_Process_Pipe_resume, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Pipe, isPaused, arginfo_class_ION_Process_Pipe_isPaused, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Pipe, write, arginfo_class_ION_Process_Pipe_write, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Pipe, end, arginfo_class_ION_Process_Pipe_end, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Pipe, getQueuedBytes, arginfo_class_ION_Process_Pipe_getQueuedBytes, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Pipe, close, arginfo_class_ION_Process_Pipe_close, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Pipe, whenClosed, arginfo_class_ION_Process_Pipe_whenClosed, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Pipe, isReadable, arginfo_class_ION_Process_Pipe_isReadable, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Pipe, isWritable, arginfo_class_ION_Process_Pipe_isWritable, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Pipe, isClosed, arginfo_class_ION_Process_Pipe_isClosed, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Pipe, ref, arginfo_class_ION_Process_Pipe_ref, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Process_Pipe, unref, arginfo_class_ION_Process_Pipe_unref, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_ION_Process_Pipe(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION\\Process", "Pipe", class_ION_Process_Pipe_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	return class_entry;
}
