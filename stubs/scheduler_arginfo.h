/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 9743b1da28bc069349743d08e478a803ed3ac603 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_ION_Internal_Scheduler___construct, 0, 0, 1)
	ZEND_ARG_TYPE_INFO(0, fiberLocal, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Internal_Scheduler_run, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Internal_Scheduler_stop arginfo_class_ION_Internal_Scheduler_run

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Internal_Scheduler_isRunning, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Internal_Scheduler_queue, 0, 1, IS_VOID, 0)
	ZEND_ARG_OBJ_INFO(0, closure, Closure, 0)
	ZEND_ARG_VARIADIC_TYPE_INFO(0, args, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Internal_Scheduler_defer, 0, 1, IS_STRING, 0)
	ZEND_ARG_OBJ_INFO(0, closure, Closure, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Internal_Scheduler_delay, 0, 2, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, delay, IS_DOUBLE, 0)
	ZEND_ARG_OBJ_INFO(0, closure, Closure, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Internal_Scheduler_repeat, 0, 2, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, interval, IS_DOUBLE, 0)
	ZEND_ARG_OBJ_INFO(0, closure, Closure, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Internal_Scheduler_onReadable, 0, 2, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, stream, IS_MIXED, 0)
	ZEND_ARG_OBJ_INFO(0, closure, Closure, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Internal_Scheduler_onWritable arginfo_class_ION_Internal_Scheduler_onReadable

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Internal_Scheduler_onSignal, 0, 2, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, signal, IS_LONG, 0)
	ZEND_ARG_OBJ_INFO(0, closure, Closure, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Internal_Scheduler_enable, 0, 1, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, callbackId, IS_STRING, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Internal_Scheduler_disable arginfo_class_ION_Internal_Scheduler_enable

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Internal_Scheduler_cancel, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, callbackId, IS_STRING, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Internal_Scheduler_reference arginfo_class_ION_Internal_Scheduler_enable

#define arginfo_class_ION_Internal_Scheduler_unreference arginfo_class_ION_Internal_Scheduler_enable

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Internal_Scheduler_isEnabled, 0, 1, _IS_BOOL, 0)
	ZEND_ARG_TYPE_INFO(0, callbackId, IS_STRING, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Internal_Scheduler_isReferenced arginfo_class_ION_Internal_Scheduler_isEnabled

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Internal_Scheduler_getIdentifiers, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Internal_Scheduler_kindOf arginfo_class_ION_Internal_Scheduler_enable

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Internal_Scheduler_generation, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_ION_Internal_Scheduler_drive arginfo_class_ION_Internal_Scheduler_run

#define arginfo_class_ION_Internal_Scheduler_resumeMain arginfo_class_ION_Internal_Scheduler_run

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Internal_Scheduler_raise, 0, 1, IS_VOID, 0)
	ZEND_ARG_OBJ_INFO(0, exception, Throwable, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Internal_Scheduler_unknown, 0, 1, Throwable, 0)
	ZEND_ARG_TYPE_INFO(0, callbackId, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_ION_Internal_Scheduler_returned, 0, 2, Throwable, 0)
	ZEND_ARG_TYPE_INFO(0, callbackId, IS_STRING, 0)
	ZEND_ARG_OBJ_INFO(0, closure, Closure, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_ION_Internal_Scheduler_fail, 0, 2, IS_VOID, 0)
	ZEND_ARG_OBJ_INFO(0, closure, Closure, 0)
	ZEND_ARG_OBJ_INFO(0, exception, Throwable, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_ION_Internal_Runner___construct, 0, 0, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(ION_Internal_Scheduler, __construct);
ZEND_METHOD(ION_Internal_Scheduler, run);
ZEND_METHOD(ION_Internal_Scheduler, stop);
ZEND_METHOD(ION_Internal_Scheduler, isRunning);
ZEND_METHOD(ION_Internal_Scheduler, queue);
ZEND_METHOD(ION_Internal_Scheduler, defer);
ZEND_METHOD(ION_Internal_Scheduler, delay);
ZEND_METHOD(ION_Internal_Scheduler, repeat);
ZEND_METHOD(ION_Internal_Scheduler, onReadable);
ZEND_METHOD(ION_Internal_Scheduler, onWritable);
ZEND_METHOD(ION_Internal_Scheduler, onSignal);
ZEND_METHOD(ION_Internal_Scheduler, enable);
ZEND_METHOD(ION_Internal_Scheduler, disable);
ZEND_METHOD(ION_Internal_Scheduler, cancel);
ZEND_METHOD(ION_Internal_Scheduler, reference);
ZEND_METHOD(ION_Internal_Scheduler, unreference);
ZEND_METHOD(ION_Internal_Scheduler, isEnabled);
ZEND_METHOD(ION_Internal_Scheduler, isReferenced);
ZEND_METHOD(ION_Internal_Scheduler, getIdentifiers);
ZEND_METHOD(ION_Internal_Scheduler, kindOf);
ZEND_METHOD(ION_Internal_Scheduler, generation);
ZEND_METHOD(ION_Internal_Scheduler, drive);
ZEND_METHOD(ION_Internal_Scheduler, resumeMain);
ZEND_METHOD(ION_Internal_Scheduler, raise);
ZEND_METHOD(ION_Internal_Runner, __construct);


static const zend_function_entry class_ION_Internal_Scheduler_methods[] = {
	ZEND_ME(ION_Internal_Scheduler, __construct, arginfo_class_ION_Internal_Scheduler___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, run, arginfo_class_ION_Internal_Scheduler_run, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, stop, arginfo_class_ION_Internal_Scheduler_stop, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, isRunning, arginfo_class_ION_Internal_Scheduler_isRunning, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, queue, arginfo_class_ION_Internal_Scheduler_queue, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, defer, arginfo_class_ION_Internal_Scheduler_defer, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, delay, arginfo_class_ION_Internal_Scheduler_delay, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, repeat, arginfo_class_ION_Internal_Scheduler_repeat, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, onReadable, arginfo_class_ION_Internal_Scheduler_onReadable, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, onWritable, arginfo_class_ION_Internal_Scheduler_onWritable, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, onSignal, arginfo_class_ION_Internal_Scheduler_onSignal, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, enable, arginfo_class_ION_Internal_Scheduler_enable, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, disable, arginfo_class_ION_Internal_Scheduler_disable, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, cancel, arginfo_class_ION_Internal_Scheduler_cancel, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, reference, arginfo_class_ION_Internal_Scheduler_reference, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, unreference, arginfo_class_ION_Internal_Scheduler_unreference, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, isEnabled, arginfo_class_ION_Internal_Scheduler_isEnabled, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, isReferenced, arginfo_class_ION_Internal_Scheduler_isReferenced, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, getIdentifiers, arginfo_class_ION_Internal_Scheduler_getIdentifiers, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, kindOf, arginfo_class_ION_Internal_Scheduler_kindOf, ZEND_ACC_PROTECTED)
	ZEND_ME(ION_Internal_Scheduler, generation, arginfo_class_ION_Internal_Scheduler_generation, ZEND_ACC_PROTECTED)
	ZEND_ME(ION_Internal_Scheduler, drive, arginfo_class_ION_Internal_Scheduler_drive, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, resumeMain, arginfo_class_ION_Internal_Scheduler_resumeMain, ZEND_ACC_PUBLIC)
	ZEND_ME(ION_Internal_Scheduler, raise, arginfo_class_ION_Internal_Scheduler_raise, ZEND_ACC_PROTECTED)
	ZEND_ABSTRACT_ME_WITH_FLAGS(ION_Internal_Scheduler, unknown, arginfo_class_ION_Internal_Scheduler_unknown, ZEND_ACC_PROTECTED|ZEND_ACC_ABSTRACT)
	ZEND_ABSTRACT_ME_WITH_FLAGS(ION_Internal_Scheduler, returned, arginfo_class_ION_Internal_Scheduler_returned, ZEND_ACC_PROTECTED|ZEND_ACC_ABSTRACT)
	ZEND_ABSTRACT_ME_WITH_FLAGS(ION_Internal_Scheduler, fail, arginfo_class_ION_Internal_Scheduler_fail, ZEND_ACC_PROTECTED|ZEND_ACC_ABSTRACT)
	ZEND_FE_END
};


static const zend_function_entry class_ION_Internal_Runner_methods[] = {
	ZEND_ME(ION_Internal_Runner, __construct, arginfo_class_ION_Internal_Runner___construct, ZEND_ACC_PRIVATE)
	ZEND_FE_END
};

static zend_class_entry *register_class_ION_Internal_Scheduler(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION\\Internal", "Scheduler", class_ION_Internal_Scheduler_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_ABSTRACT|ZEND_ACC_NOT_SERIALIZABLE;

	return class_entry;
}

static zend_class_entry *register_class_ION_Internal_Runner(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "ION\\Internal", "Runner", class_ION_Internal_Runner_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	return class_entry;
}
