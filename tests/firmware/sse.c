/*
 * Software events: the two that software injects, on the hart that calls.
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
	STATE = 3,
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
	uint64_t at[ATTRIBUTES];
};

static struct hart {
	bool unmasked;
	struct event local;
} harts[STUB_HARTS];
static struct event global;

static uint64_t hart_id(void)
{
	uint64_t hart;

	__asm__ volatile("csrr %0, mhartid" : "=r"(hart));
	return hart;
}

static struct event *find(uint64_t id)
{
	struct event *local = &harts[hart_id()].local;

	local->at[HART] = hart_id();
	local->at[STATUS] |= INJECTABLE;
	global.at[STATUS] |= INJECTABLE;
	if (id == LOCAL)
		return local;
	return id == GLOBAL ? &global : NULL;
}

static void become(struct event *event, uint64_t state)
{
	event->at[STATUS] = (event->at[STATUS] & ~(uint64_t)STATE) | state;
}

static long set(struct event *event, uint64_t id, uint64_t attribute, uint64_t value)
{
	if (attribute == HART && id == GLOBAL && !(stub_hsm_harts() >> value & 1))
		return INVALID_PARAM;
	if (attribute == STATUS || attribute > HART || (attribute == HART && id == LOCAL))
		return DENIED;
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
	if (a[3] % sizeof(*memory))
		return INVALID_ADDRESS;
	for (uint64_t i = 0; i < count && !error; i++) {
		if (function == READ)
			memory[i] = event->at[first + i];
		else
			error = set(event, a[0], first + i, memory[i]);
	}
	return error;
}

static long move(struct event *event, uint64_t from, uint64_t to)
{
	if ((event->at[STATUS] & STATE) != from)
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
	event->at[STATUS] |= PENDING;
	return 0;
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
	event->at[STATUS] = INJECTABLE | RUNNING;
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

	if ((event->at[STATUS] & STATE) != RUNNING)
		return;
	become(event, event->at[CONFIG] & ONESHOT ? REGISTERED : ENABLED);
	__asm__ volatile("csrr %0, sepc" : "=r"(sepc));
	__asm__ volatile("csrw mepc, %0" : : "r"(sepc));
	__asm__ volatile("csrw sepc, %0" : : "r"(event->at[INTERRUPTED_SEPC]));
	set_status(status & SPIE ? SIE : 0, flags & 2 ? SPIE : 0, flags & 1 ? SPP : 0);
	a[A6] = event->at[INTERRUPTED_A6];
	a[A7] = event->at[INTERRUPTED_A7];
}

/* The local event, if it is due now. */
static void deliver(uint64_t *a)
{
	struct event *event = find(LOCAL);

	if (harts[hart_id()].unmasked &&
	    (event->at[STATUS] & (STATE | PENDING)) == (ENABLED | PENDING))
		enter(event, a);
}

struct stub_answer stub_sse(uint64_t *a, uint64_t function)
{
	struct event *event = find(a[0]);
	struct stub_answer answer = { 0 };

	if (function == COMPLETE) {
		answer = (struct stub_answer){ (long)a[0], (long)a[1] };
		complete(find(LOCAL), a);
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
