/*
 * See outlet.h.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/engine/outlet.h"

#include "promise/object.h"
#include "promise/sequence.h"

static void on_listen(void *op, bool is_wanted)
{
	struct ion_outlet *outlet = op;
	outlet->is_listened = is_wanted;
	if (is_wanted) {
		GC_ADDREF(outlet->sequence);
	} else {
		/* the caller holds it meanwhile */
		OBJ_RELEASE(outlet->sequence);
	}
	outlet->ops->update(outlet->owner);
}

static void on_wait(void *op, bool is_waiting)
{
	struct ion_outlet *outlet = op;
	outlet->is_waited = is_waiting;
	if (is_waiting) {
		outlet->ops->wake(outlet->owner);
	}
	outlet->ops->update(outlet->owner);
}

static bool on_take(void *op, zval *ret)
{
	struct ion_outlet *outlet = op;
	return outlet->ops->take(outlet->owner, ret);
}

static void on_release(void *op)
{
	struct ion_outlet *outlet = op;
	zend_object *owner = outlet->owner;
	zend_object *sequence = outlet->sequence;
	outlet->sequence = NULL;
	outlet->is_waited = false;
	if (outlet->is_listened) {
		outlet->is_listened = false;
		outlet->ops->update(owner);
		OBJ_RELEASE(sequence);
	}
	ion_release_later(owner);
}

static void on_trace(void *op, zend_get_gc_buffer *buffer)
{
	const struct ion_outlet *outlet = op;
	zend_get_gc_buffer_add_obj(buffer, outlet->owner);
}

static const struct ion_sequence_ops sequence_ops = {
	.listen = on_listen,
	.wait = on_wait,
	.take = on_take,
	.release = on_release,
	.trace = on_trace,
};

void ion_outlet_init(
	struct ion_outlet *outlet, const struct ion_outlet_ops *ops, zend_object *owner)
{
	*outlet = (struct ion_outlet){.ops = ops, .owner = owner};
}

zend_object *ion_outlet_sequence(struct ion_outlet *outlet)
{
	if (outlet->sequence != NULL) {
		GC_ADDREF(outlet->sequence);
	} else {
		GC_ADDREF(outlet->owner);
		outlet->sequence = ion_sequence_new(&sequence_ops, outlet);
	}
	return outlet->sequence;
}

void ion_outlet_run(struct ion_outlet *outlet, zval *value)
{
	ion_sequence_run(outlet->sequence, value);
}

void ion_outlet_end(struct ion_outlet *outlet, const char *reason)
{
	zend_object *sequence = outlet->sequence;
	if (sequence != NULL) {
		GC_ADDREF(sequence);
		ion_sequence_end(sequence, reason);
		OBJ_RELEASE(sequence);
	}
}

void ion_outlet_release(struct ion_outlet *outlet)
{
	if (outlet->is_listened) {
		outlet->is_listened = false;
		OBJ_RELEASE(outlet->sequence);
	}
}

void ion_outlet_trace(const struct ion_outlet *outlet, zend_get_gc_buffer *buffer)
{
	if (outlet->is_listened) {
		zend_get_gc_buffer_add_obj(buffer, outlet->sequence);
	}
}
