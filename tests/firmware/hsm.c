/*
 * HSM: harts that are stopped, started, and do not come as they should; and a page that hangs the
 * hart that touches it.
 * Source: RISC-V Supervisor Binary Interface Specification 2.0, chapter 9; RISC-V Privileged
 * Architecture 1.12, 3.7 (PMP).
 */
#include "tests/firmware/stub.h"

enum {
	HSM_START = 0,
	HSM_STOP = 1,
	HSM_STATUS = 2,
	HSM_SUSPEND = 3,
	NON_RETENTIVE = (int)0x80000000,
	STARTED = 0, /* statuses */
	STOPPED = 1,
	PENDING = 2,
	SUSPENDED = 4,
	SBI_FAILED = -1,
	SBI_NOT_SUPPORTED = -2,
	SBI_INVALID_PARAM = -3,
	SBI_INVALID_ADDRESS = -5,
	SBI_ALREADY_AVAILABLE = -6,
	LATE_TICKS = 80000000, /* of virt's clock: eight seconds */
	ODD_SIE = 1 << 1,
	SSTATUS_SIE = 1 << 1,
	MIE_MSIE = 1 << 3,
	MIE_MTIE = 1 << 7,
	PAGE = 4096,
	CAUSE_LOAD = 5,
	CAUSE_STORE = 7,
};

static volatile struct start {
	bool there, strayed; /* it has waited; its first start went astray */
	uint32_t claimed;    /* another hart starts it */
	uint64_t state, entry, opaque;
} starts[STUB_HARTS];

void stub_hsm_wait(uint64_t hart)
{
	volatile struct start *start = &starts[hart];
	uint64_t begin;

	start->there = true;
	start->claimed = 0;
	start->state = STOPPED;
	__asm__ volatile("csrw mie, %0" : : "r"((long)MIE_MSIE));
	while (start->state != PENDING || stub_has(STUB_HSM_NEVER)) {
		__asm__ volatile("wfi" : : : "memory");
		stub_ipi_set(hart, false);
	}
	begin = stub_now();
	while (stub_has(STUB_HSM_LATE) && stub_now() < begin + LATE_TICKS)
		;
	stub_prepare();
	__asm__ volatile("csrc sstatus, %0" : : "r"((long)SSTATUS_SIE));
	if (stub_has(STUB_HSM_ODD))
		__asm__ volatile("csrw sie, %0" : : "r"((long)ODD_SIE));
	start->state = STARTED;
	if (stub_has(STUB_HSM_STRAYS) && !start->strayed) {
		start->strayed = true;
		stub_enter(hart, 0, STUB_PAYLOAD);
	}
	stub_enter(hart, start->opaque, start->entry);
}

uint64_t stub_hsm_harts(void)
{
	uint64_t self, harts;

	__asm__ volatile("csrr %0, mhartid" : "=r"(self));
	harts = 1UL << self;
	harts |= 1UL << stub_boot_hart();
	for (int hart = 0; hart < STUB_HARTS; hart++)
		if (starts[hart].there)
			harts |= 1UL << hart;
	return harts;
}

bool stub_hsm_runs(uint64_t hart)
{
	return hart == stub_boot_hart() || (starts[hart].there && starts[hart].state == STARTED);
}

/* False: it is not stopped. */
static bool start_one(uint64_t hart, uint64_t entry, uint64_t opaque)
{
	if (hart >= STUB_HARTS || starts[hart].state != STOPPED ||
	    __atomic_exchange_n(&starts[hart].claimed, 1, __ATOMIC_SEQ_CST))
		return false;
	starts[hart].entry = entry;
	starts[hart].opaque = opaque;
	__asm__ volatile("fence" : : : "memory");
	starts[hart].state = PENDING;
	stub_ipi_set(hart, true);
	return true;
}

static long stop(void)
{
	uint64_t hart;

	if (stub_has(STUB_HSM_STAYS))
		return SBI_FAILED;
	__asm__ volatile("csrr %0, mhartid" : "=r"(hart));
	stub_hsm_wait(hart);
}

/* --- suspended ----------------------------------------------------------------------------- */

static volatile uint32_t asleep; /* harts that have ever been, with STUB_SUSPEND_PAIR */

static void sleep(void)
{
	const long woken = MIE_MSIE | MIE_MTIE;
	long pending;
	uint32_t self;

	if (stub_has(STUB_SUSPEND_PAIR)) {
		self = __atomic_add_fetch(&asleep, 1, __ATOMIC_SEQ_CST);
		while (self == 1 && asleep == 1)
			;
	}
	do {
		__asm__ volatile("wfi" : : : "memory");
		__asm__ volatile("csrr %0, mip" : "=r"(pending));
	} while (!(pending & woken));
}

static volatile struct start *own_start(void)
{
	uint64_t hart;

	__asm__ volatile("csrr %0, mhartid" : "=r"(hart));
	return &starts[hart];
}

void stub_hsm_resume(uint64_t entry, uint64_t opaque)
{
	uint64_t hart;

	__asm__ volatile("csrr %0, mhartid" : "=r"(hart));
	sleep();
	stub_prepare();
	__asm__ volatile("csrc sstatus, %0" : : "r"((long)SSTATUS_SIE));
	starts[hart].state = STARTED;
	stub_enter(hart, opaque, entry);
}

static long suspend(int32_t type, uint64_t entry, uint64_t opaque)
{
	if (!stub_has(STUB_SUSPEND))
		return SBI_NOT_SUPPORTED;
	if (type && type != NON_RETENTIVE)
		return SBI_INVALID_PARAM;
	if (type && entry < STUB_CARD)
		return SBI_INVALID_ADDRESS;
	own_start()->state = SUSPENDED;
	if (type)
		stub_hsm_resume(entry, opaque);
	sleep();
	own_start()->state = STARTED;
	return 0;
}

long stub_hsm(const uint64_t *a, uint64_t function, long *value)
{
	uint64_t hart = a[0], self;

	if (function == HSM_STOP)
		return stop();
	if (function == HSM_SUSPEND)
		return suspend((int32_t)a[0], a[1], a[2]);
	if (function > HSM_STATUS)
		return SBI_NOT_SUPPORTED;
	__asm__ volatile("csrr %0, mhartid" : "=r"(self));
	if (hart >= STUB_HARTS || (hart != self && !starts[hart].there))
		return SBI_INVALID_PARAM;
	*value = (long)starts[hart].state;
	if (function == HSM_STATUS)
		return 0;
	*value = 0;
	if (starts[hart].state != STOPPED)
		return SBI_ALREADY_AVAILABLE;
	if (a[1] < STUB_CARD)
		return SBI_INVALID_ADDRESS;
	if (!start_one(hart, a[1], a[2]))
		return SBI_ALREADY_AVAILABLE;
	if (stub_has(STUB_HSM_TWICE))
		start_one(hart + 1, a[1], a[2]);
	return 0;
}

/* --- the page that hangs ------------------------------------------------------------------- */

void stub_hang_guard(void)
{
	uint64_t page = STUB_HANG_AT >> 2 | (PAGE / 8 - 1);

	__asm__ volatile("csrw pmpaddr0, %0" : : "r"(page));
	__asm__ volatile("csrw pmpaddr1, %0" : : "r"(-1L));
	__asm__ volatile("csrw pmpcfg0, %0" : : "r"(0x1f18L)); /* NAPOT: 0 nothing, 1 RWX */
	__asm__ volatile("csrc medeleg, %0" : : "r"(1L << CAUSE_LOAD | 1L << CAUSE_STORE));
}

void stub_hang(uint64_t cause)
{
	uint64_t at;

	__asm__ volatile("csrr %0, mtval" : "=r"(at));
	if ((cause == CAUSE_LOAD || cause == CAUSE_STORE) && at - STUB_HANG_AT < PAGE)
		stub_spin();
}
