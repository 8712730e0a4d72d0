/*
 * Process::signal(): one Sequence for each signal.
 *
 * The signal is taken from the call on, and stays taken while nobody listens: code that waits for
 * one delivery after the other would else die of a signal that comes in between.
 * SPDX-License-Identifier: MIT
 */
#include "php.h"

#include "php/signal/signal.h"

#include <errno.h>

#include "loop/loop.h"
#include "loop/signal.h"
#include "os/sig.h"
#include "php/engine/boundary.h"
#include "php/engine/errors.h"
#include "php/engine/globals.h"
#include "php/engine/hold.h"
#include "promise/sequence.h"

struct signal_op {
	struct ion_hold hold;      /* while somebody listens */
	struct ion_signal *signal; /* owned */
	zend_object *sequence;     /* borrowed: it owns this */
	struct ion_defer later;    /* serves `is_kept` */
	int number;
	bool is_listened;
	bool is_kept; /* it came while nobody listened; once, as the kernel keeps a blocked one */
};

static void run(void *arg)
{
	struct signal_op *op = arg;
	zend_object *sequence = op->sequence;
	zval number;
	ZVAL_LONG(&number, op->number);
	/* a handler may end the sequence, which frees the op */
	GC_ADDREF(sequence);
	ion_sequence_run(sequence, &number);
	OBJ_RELEASE(sequence);
}

static void on_signal(struct ion_signal *signal, void *arg)
{
	struct signal_op *op = arg;
	(void) signal;
	if (op->is_listened) {
		ion_boundary_from_loop(run, op);
	} else {
		op->is_kept = true;
	}
}

static void serve_kept(void *arg)
{
	struct signal_op *op = arg;
	if (op->is_kept && op->is_listened) {
		op->is_kept = false;
		ion_boundary_from_loop(run, op);
	}
}

static void op_listen(void *arg, bool wanted)
{
	struct signal_op *op = arg;
	/* in a forked copy there is nothing to wait for */
	if (wanted == op->is_listened || (wanted && !ion_signal_is_started(op->signal))) {
		return;
	}
	op->is_listened = wanted;
	if (!wanted) {
		ion_hold_drop(&op->hold);
		return;
	}
	ion_hold_take(&op->hold, op->sequence);
	if (op->is_kept) {
		ion_loop_defer(ION_G(loop), &op->later);
	}
}

static void op_release(void *arg)
{
	struct signal_op *op = arg;
	HashTable *sequences = ION_G(signals).sequences;
	zval *listed = sequences != NULL ? zend_hash_index_find(sequences, op->number) : NULL;
	ion_defer_cancel(&op->later);
	ion_signal_free(op->signal);
	op->signal = NULL;
	ion_hold_drop(&op->hold);
	/* whoever ends a sequence holds it */
	if (listed != NULL && Z_OBJ_P(listed) == op->sequence) {
		zend_hash_index_del(sequences, op->number);
	}
	efree(op);
}

static const struct ion_sequence_ops ops = {
	.listen = op_listen,
	.release = op_release,
};

static void throw_refusal(int number, int code)
{
	const char *name = ion_sig_name(number);
	if (code == EBUSY) {
		ion_process_throw(code,
			"Cannot take signal %s: another thread has it, and signals are the process's",
			name != NULL ? name : "");
	} else {
		ion_process_throw(code, "Cannot take signal %d", number);
	}
}

static zend_object *sequence_new(struct ion_loop *loop, int number)
{
	struct signal_op *op = ecalloc(1, sizeof(*op));
	int status;
	op->number = number;
	ion_defer_init(&op->later, serve_kept, op);
	op->signal = ion_signal_new(loop, number, on_signal, op);
	status = op->signal != NULL ? ion_signal_start(op->signal) : -errno;
	if (status < 0) {
		ion_signal_free(op->signal);
		efree(op);
		throw_refusal(number, -status);
		return NULL;
	}
	op->sequence = ion_sequence_new(&ops, op);
	return op->sequence;
}

static HashTable *sequences(void)
{
	HashTable **table = &ION_G(signals).sequences;
	if (*table == NULL) {
		ALLOC_HASHTABLE(*table);
		zend_hash_init(*table, 8, NULL, ZVAL_PTR_DTOR, 0);
	}
	return *table;
}

/* The one that is there; the signal is taken back from whoever has set a handler since. */
static zend_object *sequence_again(zend_object *sequence)
{
	struct signal_op *op = ion_sequence_op(sequence);
	int status = ion_signal_start(op->signal);
	if (status < 0) {
		throw_refusal(op->number, -status);
		return NULL;
	}
	return sequence;
}

zend_object *ion_signal_sequence(int number)
{
	struct ion_loop *loop = ion_request_loop();
	zval value, *listed;
	if (loop == NULL) {
		return NULL;
	}
	listed = zend_hash_index_find(sequences(), number);
	if (listed != NULL) {
		return sequence_again(Z_OBJ_P(listed));
	}
	zend_object *sequence = sequence_new(loop, number);
	if (sequence != NULL) {
		ZVAL_OBJ(&value, sequence);
		zend_hash_index_add_new(sequences(), number, &value);
	}
	return sequence;
}

void ion_signal_sequence_end(int number)
{
	HashTable *table = ION_G(signals).sequences;
	zval *listed = table != NULL ? zend_hash_index_find(table, number) : NULL;
	if (listed != NULL) {
		zend_object *sequence = Z_OBJ_P(listed);
		GC_ADDREF(sequence);
		ion_sequence_end(sequence, "the signal was cleared");
		OBJ_RELEASE(sequence);
	}
}

void ion_signal_sequences_end(void)
{
	for (int number = 1; number < NSIG && EG(exception) == NULL; number++) {
		ion_signal_sequence_end(number);
	}
}

void ion_signal_sequences_drop(void)
{
	HashTable *table = ION_G(signals).sequences;
	ION_G(signals).sequences = NULL;
	if (table != NULL) {
		zend_hash_destroy(table);
		FREE_HASHTABLE(table);
	}
}
