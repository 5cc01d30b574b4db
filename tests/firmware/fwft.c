/*
 * Firmware features: two of them. Misaligned exceptions are really delegated or not; A and D is a
 * value alone.
 * Source: RISC-V SBI Specification 3.0, chapter 18; RISC-V Privileged Architecture 1.12, 3.1.8.
 */
#include "tests/firmware/stub.h"

enum {
	SET = 0,
	GET = 1,
	MISALIGNED = 0,
	A_AND_D = 4,
	RESERVED = 6, /* the first of them */
	LOCK = 1,
	MEDELEG_MISALIGNED = 1 << 4 | 1 << 6,
	NOT_SUPPORTED = -2,
	INVALID_PARAM = -3,
	DENIED = -4,
	DENIED_LOCKED = -14,
};

/* Of one hart. */
struct features {
	bool locked[RESERVED];
	long a_and_d;
};

static struct features *own(void)
{
	static struct features harts[STUB_HARTS];
	uint64_t hart;

	__asm__ volatile("csrr %0, mhartid" : "=r"(hart));
	return &harts[stub_has(STUB_FWFT_SHARED) ? 0 : hart];
}

static long get(uint64_t feature)
{
	long delegated;

	if (feature == A_AND_D)
		return own()->a_and_d;
	__asm__ volatile("csrr %0, medeleg" : "=r"(delegated));
	return (delegated & MEDELEG_MISALIGNED) != 0;
}

static void put(uint64_t feature, long value)
{
	if (feature == A_AND_D)
		own()->a_and_d = value;
	else if (value)
		__asm__ volatile("csrs medeleg, %0" : : "r"((long)MEDELEG_MISALIGNED));
	else
		__asm__ volatile("csrc medeleg, %0" : : "r"((long)MEDELEG_MISALIGNED));
}

static long set(uint64_t feature, uint64_t value, uint64_t flags)
{
	if (value > 1 || flags & ~(uint64_t)LOCK)
		return INVALID_PARAM;
	if (own()->locked[feature])
		return DENIED_LOCKED;
	put(feature, (long)value);
	own()->locked[feature] = flags & LOCK;
	return 0;
}

struct stub_answer stub_fwft(uint64_t *a, uint64_t function)
{
	if (function > GET)
		return (struct stub_answer){ .error = NOT_SUPPORTED };
	if (a[0] >= RESERVED)
		return (struct stub_answer){ .error = DENIED };
	if (a[0] != MISALIGNED && a[0] != A_AND_D)
		return (struct stub_answer){ .error = NOT_SUPPORTED };
	if (function == GET)
		return (struct stub_answer){ .value = get(a[0]) };
	return (struct stub_answer){ .error = set(a[0], a[1], a[2]) };
}
