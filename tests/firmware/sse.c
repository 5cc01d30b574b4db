/*
 * Software events: the two that software injects.
 * Source: RISC-V SBI Specification 3.0, chapter 17; RISC-V Privileged Architecture 1.12, 3.1.6.
 */
#include <stddef.h>
#include "tests/firmware/stub.h"

enum {
	READ,
	WRITE,
	REGISTER,
	UNREGISTER,
	ENABLE,
	DISABLE,
	COMPLETE,
	INJECT,
	UNMASK,
	MASK,
	FUNCTIONS,
};

enum {
	STATUS,
	PRIORITY,
	CONFIG,
	HART,
	ENTRY_PC,
	ENTRY_ARGUMENT,
	INTERRUPTED_SEPC,
	INTERRUPTED_FLAGS,
	INTERRUPTED_A6,
	INTERRUPTED_A7,
	ATTRIBUTES,
};

enum {
	UNUSED,
	REGISTERED,
	ENABLED,
	RUNNING,
	PENDING = 1 << 2,
	INJECTABLE = 1 << 3,
	ONESHOT = 1,
	A6 = 6, /* from a0 on */
	A7 = 7,
	NOT_SUPPORTED = -2,
	INVALID_PARAM = -3,
	DENIED = -4,
	INVALID_ADDRESS = -5,
	ALREADY_STARTED = -7,
	ALREADY_STOPPED = -8,
	INVALID_STATE = -10,
	BAD_RANGE = -11,
	SIE = 1 << 1,
	SPIE = 1 << 5,
	SPP = 1 << 8,
};

#define LOCAL  0xffff0000U
#define GLOBAL 0xffff8000U

struct event {
	uint64_t at[ATTRIBUTES]; /* of the status, the state alone */
	uint32_t pending;        /* another hart may set it */
	uint64_t on;             /* the hart that runs it */
};

static struct hart {
	bool unmasked;
	uint32_t asked; /* another hart has injected an event */
	struct event local;
} harts[STUB_HARTS];
static struct event global;

static uint64_t hart_id(void)
{
	uint64_t hart;

	__asm__ volatile("csrr %0, mhartid" : "=r"(hart));
	return hart;
}

/* The local event is that of the hart that calls. */
static struct event *find(uint32_t id)
{
	struct event *local = &harts[hart_id()].local;

	local->at[HART] = hart_id();
	if (id == LOCAL)
		return local;
	return id == GLOBAL ? &global : NULL;
}

static uint64_t get(const struct event *event, uint64_t attribute)
{
	return event->at[attribute] | (attribute ? 0 : INJECTABLE | (event->pending ? PENDING : 0));
}

static void become(struct event *event, uint64_t state)
{
	event->at[STATUS] = state;
}

static long set(struct event *event, uint64_t id, uint64_t attribute, uint64_t value)
{
	if (attribute == HART && id == GLOBAL && !(stub_hsm_harts() >> value & 1))
		return INVALID_PARAM;
	if (attribute >= INTERRUPTED_SEPC) {
		if (event->at[STATUS] != RUNNING || event->on != hart_id())
			return INVALID_STATE;
		event->at[attribute] = value;
		return 0;
	}
	if (attribute == STATUS || attribute > HART || (attribute == HART && id == LOCAL))
		return DENIED;
	if (event->at[STATUS] > REGISTERED)
		return INVALID_STATE;
	if ((attribute == PRIORITY && value >> 32) || (attribute == CONFIG && value > ONESHOT))
		return INVALID_PARAM;
	event->at[attribute] = value;
	return 0;
}

static long attributes(struct event *event, const uint64_t *a, uint64_t function)
{
	uint64_t first = a[1], count = a[2], *memory = (uint64_t *)a[3];
	long error = 0;

	if (!count)
		return INVALID_PARAM;
	if (first >= ATTRIBUTES || count > ATTRIBUTES - first)
		return BAD_RANGE;
	if (a[3] % sizeof(*memory) || a[3] < STUB_CARD)
		return INVALID_ADDRESS;
	for (uint64_t i = 0; i < count && !error; i++) {
		if (function == READ)
			memory[i] = get(event, first + i);
		else
			error = set(event, (uint32_t)a[0], first + i, memory[i]);
	}
	return error;
}

static long move(struct event *event, uint64_t from, uint64_t to)
{
	if (event->at[STATUS] != from)
		return INVALID_STATE;
	become(event, to);
	return 0;
}

static long enroll(struct event *event, const uint64_t *a)
{
	long error = a[1] & 1 ? INVALID_PARAM : move(event, UNUSED, REGISTERED);

	if (error)
		return error;
	event->at[ENTRY_PC] = a[1];
	event->at[ENTRY_ARGUMENT] = a[2];
	return 0;
}

static long mask(bool unmask)
{
	struct hart *hart = &harts[hart_id()];

	if (hart->unmasked == unmask)
		return unmask ? ALREADY_STARTED : ALREADY_STOPPED;
	hart->unmasked = unmask;
	return 0;
}

/* A local event is the one of the hart that is named. */
static long inject(struct event *event, uint64_t to)
{
	if (event == &global)
		to = global.at[HART];
	else if (to >= STUB_HARTS || !(stub_hsm_harts() >> to & 1))
		return INVALID_PARAM;
	else
		event = &harts[to].local;
	__atomic_store_n(&event->pending, 1, __ATOMIC_SEQ_CST);
	if (to != hart_id()) {
		__atomic_store_n(&harts[to].asked, 1, __ATOMIC_SEQ_CST);
		stub_ipi_set(to, true);
	}
	return 0;
}

static long with_event(struct event *event, const uint64_t *a, uint64_t function)
{
	if (function <= WRITE)
		return attributes(event, a, function);
	if (function == REGISTER)
		return enroll(event, a);
	if (function == UNREGISTER)
		return move(event, REGISTERED, UNUSED);
	if (function == ENABLE)
		return move(event, REGISTERED, ENABLED);
	if (function == DISABLE)
		return move(event, ENABLED, REGISTERED);
	return inject(event, a[1]);
}

static void set_status(uint64_t sie, uint64_t spie, uint64_t spp)
{
	__asm__ volatile("csrc mstatus, %0" : : "r"((long)(SIE | SPIE | SPP)));
	__asm__ volatile("csrs mstatus, %0" : : "r"(sie | spie | spp));
}

static uint64_t get_status(void)
{
	uint64_t status;

	__asm__ volatile("csrr %0, mstatus" : "=r"(status));
	return status;
}

static void enter(struct event *event, uint64_t *a)
{
	uint64_t status = get_status(), sepc, mepc;

	__asm__ volatile("csrr %0, sepc" : "=r"(sepc));
	__asm__ volatile("csrr %0, mepc" : "=r"(mepc));
	become(event, RUNNING);
	event->pending = 0;
	event->on = hart_id();
	event->at[INTERRUPTED_SEPC] = sepc;
	event->at[INTERRUPTED_FLAGS] = (status & SPP) / SPP | (status & SPIE) / SPIE << 1;
	event->at[INTERRUPTED_A6] = a[A6];
	event->at[INTERRUPTED_A7] = a[A7];
	set_status(0, status & SIE ? SPIE : 0, SPP);
	__asm__ volatile("csrw sepc, %0" : : "r"(mepc));
	__asm__ volatile("csrw mepc, %0" : : "r"(event->at[ENTRY_PC]));
	a[A6] = hart_id();
	a[A7] = event->at[ENTRY_ARGUMENT];
}

static void complete(struct event *event, uint64_t *a)
{
	uint64_t status = get_status(), flags = event->at[INTERRUPTED_FLAGS], sepc;

	become(event, event->at[CONFIG] & ONESHOT ? REGISTERED : ENABLED);
	__asm__ volatile("csrr %0, sepc" : "=r"(sepc));
	__asm__ volatile("csrw mepc, %0" : : "r"(sepc));
	__asm__ volatile("csrw sepc, %0" : : "r"(event->at[INTERRUPTED_SEPC]));
	set_status(status & SPIE ? SIE : 0, flags & 2 ? SPIE : 0, flags & 1 ? SPP : 0);
	a[A6] = event->at[INTERRUPTED_A6];
	a[A7] = event->at[INTERRUPTED_A7];
}

static bool runs_here(const struct event *event)
{
	return event->at[STATUS] == RUNNING && event->on == hart_id();
}

/* Whether the local event goes before the global one: by number, where their priorities are one. */
static bool local_first(const struct event *local)
{
	return local->at[PRIORITY] <= global.at[PRIORITY];
}

/* The event that runs on this hart, the inner one; NULL: none does. */
static struct event *running(void)
{
	struct event *local = &harts[hart_id()].local;

	if (runs_here(local) && (local_first(local) || !runs_here(&global)))
		return local;
	return runs_here(&global) ? &global : NULL;
}

/* The event that is due now on this hart, whatever runs; NULL: none is. */
static struct event *due(void)
{
	struct event *local = &harts[hart_id()].local;
	bool own = local->at[STATUS] == ENABLED && local->pending;
	bool all = global.at[STATUS] == ENABLED && global.pending && global.at[HART] == hart_id();

	if (own && (!all || local_first(local)))
		return local;
	return all ? &global : NULL;
}

static void deliver(uint64_t *a)
{
	struct event *event = due(), *now = running();

	if (event && harts[hart_id()].unmasked &&
	    (!now || (event == &global) != local_first(&harts[hart_id()].local)))
		enter(event, a);
}

bool stub_sse_here(struct stub_frame *frame)
{
	if (!__atomic_exchange_n(&harts[hart_id()].asked, 0, __ATOMIC_SEQ_CST))
		return false;
	deliver(&frame->x[10]);
	return true;
}

struct stub_answer stub_sse(uint64_t *a, uint64_t function)
{
	struct event *event = find((uint32_t)a[0]);
	struct stub_answer answer = { 0 };

	if (function == COMPLETE) {
		event = running();
		if (event)
			complete(event, a);
		answer = (struct stub_answer){ (long)a[0], (long)a[1] };
	} else if (function >= FUNCTIONS) {
		answer.error = NOT_SUPPORTED;
	} else if (function >= UNMASK) {
		answer.error = mask(function == UNMASK);
	} else {
		answer.error = event ? with_event(event, a, function) : INVALID_PARAM;
	}
	deliver(a);
	return answer;
}
