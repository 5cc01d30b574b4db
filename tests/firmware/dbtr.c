/*
 * Debug triggers: the hart's own two. That shared memory is given back takes all of them away, so
 * that a lie leaves nothing.
 * Sources: RISC-V SBI Specification 3.0, chapter 19; RISC-V Debug Specification 1.0, chapter 5.
 */
#include "tests/firmware/stub.h"

enum {
	NUM,
	SET_SHMEM,
	READ,
	INSTALL,
	UPDATE,
	UNINSTALL,
	ENABLE,
	DISABLE,
	FUNCTIONS,
};

enum {
	TRIGGERS = 2,
	MAPPED = 1 << 0,
	STATE_U = 1 << 1,
	STATE_S = 1 << 2,
	TDATA1_U = 1 << 3,
	TDATA1_S = 1 << 4,
	NOT_SUPPORTED = -2,
	FAILED = -1,
	INVALID_PARAM = -3,
	INVALID_ADDRESS = -5,
	NO_SHMEM = -9,
	BAD_RANGE = -11,
};

/* As in the shared memory. */
struct words {
	uint64_t state, tdata1, tdata2, tdata3;
};

static struct hart {
	struct words triggers[TRIGGERS];
	struct words *shared;
} harts[STUB_HARTS];

/* The stub has no memcpy, which an assignment would be. */
static void copy(struct words *to, const struct words *from)
{
	to->state = from->state;
	to->tdata1 = from->tdata1;
	to->tdata2 = from->tdata2;
	to->tdata3 = from->tdata3;
}

static struct hart *own(void)
{
	uint64_t hart;

	__asm__ volatile("csrr %0, mhartid" : "=r"(hart));
	return &harts[hart];
}

/* Into the hart, with the privileges that it is to fire in. */
static void load(unsigned index, uint64_t privileges)
{
	const struct words *trigger = &own()->triggers[index];
	uint64_t tdata1 = trigger->tdata1 & ~(uint64_t)(TDATA1_U | TDATA1_S);

	__asm__ volatile("csrw 0x7a0, %0" : : "r"((uint64_t)index)); /* tselect */
	__asm__ volatile("csrw 0x7a1, zero");                        /* tdata1 */
	__asm__ volatile("csrw 0x7a2, %0" : : "r"(trigger->tdata2)); /* tdata2 */
	if (trigger->state & MAPPED)
		__asm__ volatile("csrw 0x7a1, %0" : : "r"(tdata1 | privileges));
}

static void put(unsigned index, const struct words *words)
{
	struct words *trigger = &own()->triggers[index];

	copy(trigger, words);
	trigger->state = MAPPED;
	trigger->state |= words->tdata1 & TDATA1_U ? STATE_U : 0;
	trigger->state |= words->tdata1 & TDATA1_S ? STATE_S : 0;
	load(index, words->tdata1 & (TDATA1_U | TDATA1_S));
}

static void clear(unsigned index)
{
	own()->triggers[index] = (struct words){ 0 };
	load(index, 0);
}

static long set_shmem(const uint64_t *a)
{
	if (a[2])
		return INVALID_PARAM;
	if (a[0] == UINT64_MAX && a[1] == UINT64_MAX) {
		own()->shared = 0;
		for (unsigned i = 0; i < TRIGGERS; i++)
			clear(i);
		return 0;
	}
	if (a[0] % sizeof(uint64_t))
		return INVALID_PARAM;
	if (a[0] < STUB_CARD)
		return INVALID_ADDRESS;
	own()->shared = (struct words *)a[0];
	return 0;
}

static long read(uint64_t base, uint64_t count)
{
	if (base >= TRIGGERS || count > TRIGGERS - base)
		return BAD_RANGE;
	for (uint64_t i = 0; i < count; i++)
		copy(&own()->shared[i], &own()->triggers[base + i]);
	return 0;
}

/* One at a time: more is not asked for. */
static long install(void)
{
	struct words *shared = own()->shared;

	for (unsigned i = 0; i < TRIGGERS; i++)
		if (!(own()->triggers[i].state & MAPPED)) {
			put(i, shared);
			shared->state = i;
			return 0;
		}
	return FAILED;
}

static long update(void)
{
	const struct words *shared = own()->shared;

	if (shared->state >= TRIGGERS || !(own()->triggers[shared->state].state & MAPPED))
		return INVALID_PARAM;
	put((unsigned)shared->state, shared);
	return 0;
}

static void change(unsigned index, uint64_t function)
{
	uint64_t state = own()->triggers[index].state;

	if (function == UNINSTALL)
		clear(index);
	if (function == DISABLE)
		load(index, 0);
	if (function == ENABLE)
		load(index, (state & STATE_U ? TDATA1_U : 0) | (state & STATE_S ? TDATA1_S : 0));
}

static long change_all(const uint64_t *a, uint64_t function)
{
	uint64_t set = a[1] << a[0];

	if (a[0] >= TRIGGERS || set >> TRIGGERS)
		return INVALID_PARAM;
	for (unsigned i = 0; i < TRIGGERS; i++)
		if (set >> i & 1 && !(own()->triggers[i].state & MAPPED))
			return INVALID_PARAM;
	for (unsigned i = 0; i < TRIGGERS; i++)
		if (set >> i & 1)
			change(i, function);
	return 0;
}

static long do_call(const uint64_t *a, uint64_t function)
{
	if (function >= FUNCTIONS)
		return NOT_SUPPORTED;
	if (function == SET_SHMEM)
		return set_shmem(a);
	if (function >= UNINSTALL)
		return change_all(a, function);
	if (!own()->shared)
		return NO_SHMEM;
	if (function == READ)
		return read(a[0], a[1]);
	return function == INSTALL ? install() : update();
}

struct stub_answer stub_dbtr(uint64_t *a, uint64_t function)
{
	if (function == NUM)
		return (struct stub_answer){ .value = TRIGGERS };
	return (struct stub_answer){ .error = do_call(a, function) };
}
