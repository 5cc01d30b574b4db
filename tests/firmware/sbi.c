/*
 * The stub's SBI: base, DBCN, TIME, SRST, IPI, PMU and the legacy calls, without those that the
 * card disables.
 * Source: RISC-V Supervisor Binary Interface Specification 2.0, chapters 3 to 7, 10 and 12.
 */
#include "tests/firmware/stub.h"

enum {
	SBI_FAILED = -1,
	SBI_NOT_SUPPORTED = -2,
	SBI_INVALID_PARAM = -3,
	SBI_DENIED = -4,
	SBI_INVALID_ADDRESS = -5,
	BBL_ENOSYS = -38, /* what BBL returns for any call that it does not know */
	EXT_BASE = 0x10,
	EXT_DBCN = 0x4442434e,
	EXT_TIME = 0x54494d45,
	EXT_IPI = 0x735049,
	EXT_SRST = 0x53525354,
	EXT_HSM = 0x48534d,
	EXT_PMU = 0x504d55,
	EXT_RFENCE = 0x52464e43,
	EXT_SUSP = 0x53555350,
	EXT_ECHO = 0x09000000, /* in the range of vendors' extensions */
	ARGUMENTS = 6,
	LEGACY_SET_TIMER = 0,
	LEGACY_PUTCHAR = 1,
	LEGACY_GETCHAR = 2,
	LEGACY_SEND_IPI = 4,
	LEGACY_SHUTDOWN = 8,
	LEGACY_END = 0x10,
	SPEC_VERSION = 2 << 24,
	SPEC_VERSION_NEWER = 3 << 24,
	IMPLEMENTATION = 0x7e57, /* not one of the specification's table */
	RESET_SHUTDOWN = 0,
	RESET_WARM = 2,
	LATE_TICKS = 300000, /* virt's clock ticks 10 million times a second */
	EARLY_TICKS = 100000,
	MIP_STIP = 1 << 5,
	MIE_MTIE = 1 << 7,
};

static struct stub_answer refuse(long error)
{
	return (struct stub_answer){ .error = error };
}

static struct stub_answer give(long value)
{
	return (struct stub_answer){ .value = value };
}

static bool offered(uint64_t extension)
{
	switch (extension) {
	case EXT_BASE:
		return !stub_has(STUB_NO_BASE);
	case EXT_DBCN:
		return !stub_has(STUB_NO_BASE) && !stub_has(STUB_NO_DBCN);
	case EXT_TIME:
		return !stub_has(STUB_NO_BASE) && !stub_has(STUB_NO_TIMER);
	case EXT_SRST:
		return !stub_has(STUB_NO_BASE);
	case EXT_HSM:
		return stub_has(STUB_HSM);
	case EXT_PMU:
		return stub_has(STUB_PMU);
	case EXT_RFENCE:
		return stub_has(STUB_RFENCE);
	case EXT_SUSP:
		return stub_has(STUB_SUSP);
	case EXT_IPI:
		return !stub_has(STUB_NO_BASE) && stub_has(STUB_IPI);
	case EXT_ECHO:
		return stub_has(STUB_ECHO);
	case LEGACY_SET_TIMER:
		return !stub_has(STUB_NO_TIMER);
	case LEGACY_PUTCHAR:
	case LEGACY_GETCHAR:
		return !stub_has(STUB_NO_LEGACY_CONSOLE);
	default:
		return extension < LEGACY_END || stub_newer(extension);
	}
}

static struct stub_answer base(uint64_t function, uint64_t extension)
{
	switch (function) {
	case 0:
		return give(stub_has(STUB_NEWER) ? SPEC_VERSION_NEWER : SPEC_VERSION);
	case 1:
		return give(IMPLEMENTATION);
	case 2:
		return give(1);
	case 3:
		return give(offered(extension));
	default: /* vendor, architecture and implementation of the hart */
		return function <= 6 ? give(0) : refuse(SBI_NOT_SUPPORTED);
	}
}

static struct stub_answer console(uint64_t function, uint64_t count, uint64_t low, uint64_t high)
{
	char *text = (char *)low;
	uint64_t done = 0;
	int byte;

	if (stub_has(STUB_DBCN_FAILS))
		return refuse(SBI_FAILED);
	if (function == 2) {
		stub_uart_put((char)count);
		return give(0);
	}
	if (high || function > 2)
		return refuse(high ? SBI_INVALID_PARAM : SBI_NOT_SUPPORTED);
	if (low + count < low || (stub_has(STUB_CLOSED) && count && low < STUB_CARD))
		return refuse(SBI_INVALID_PARAM);
	for (; function == 0 && done < count; done++)
		stub_uart_put(text[done]);
	for (; function == 1 && done < count && (byte = stub_uart_get()) >= 0; done++)
		text[done] = (char)byte;
	if (function == 1 && stub_has(STUB_DBCN_BOASTS))
		done = count + 1;
	return give((long)done);
}

static void set_timer(uint64_t deadline)
{
	static bool asked;
	uint64_t hart;

	if (!asked && stub_has(STUB_TIMER_LATE))
		deadline += LATE_TICKS;
	if (stub_has(STUB_TIMER_EARLY))
		deadline -= EARLY_TICKS;
	if (stub_has(STUB_TIMER_STORM))
		deadline = 0;
	asked = true;
	stub_pmu_happened(STUB_SET_TIMER);
	if (stub_has(STUB_SSTC)) {
		__asm__ volatile("csrw 0x14d, %0" : : "r"(deadline)); /* stimecmp */
		return;
	}
	__asm__ volatile("csrr %0, mhartid" : "=r"(hart));
	stub_timer_set(hart, deadline);
	__asm__ volatile("csrc mip, %0" : : "r"((long)MIP_STIP));
	__asm__ volatile("csrs mie, %0" : : "r"((long)MIE_MTIE));
}

static struct stub_answer stop(uint64_t type)
{
	if (type > RESET_WARM)
		return refuse(SBI_INVALID_PARAM);
	if (stub_has(STUB_STOP_HANGS))
		stub_spin();
	if (!stub_has(STUB_STOP_RETURNS))
		stub_board_stop(type != RESET_SHUTDOWN);
	return refuse(SBI_FAILED);
}

/* False: one of them is not there. */
static bool harts_of(uint64_t mask, uint64_t base, uint64_t *harts)
{
	*harts = base == UINT64_MAX ? stub_hsm_harts() : 0;
	if (!mask || base == UINT64_MAX)
		return true;
	if (base < STUB_HARTS)
		*harts = mask << base;
	return !stub_has(STUB_HSM) || (base < STUB_HARTS && !(*harts & ~stub_hsm_harts()));
}

static struct stub_answer fence(uint64_t function, uint64_t mask, uint64_t base)
{
	uint64_t harts;

	if (function > 2)
		return refuse(SBI_NOT_SUPPORTED);
	if (!harts_of(mask, base, &harts))
		return refuse(SBI_INVALID_PARAM);
	if (function == 0)
		stub_pmu_happened(STUB_FENCE_I_SENT);
	stub_fence(harts);
	return give(0);
}

static struct stub_answer suspend(uint32_t type, uint64_t entry, uint64_t opaque)
{
	uint64_t self;

	__asm__ volatile("csrr %0, mhartid" : "=r"(self));
	if (type)
		return refuse(SBI_INVALID_PARAM);
	if (entry < STUB_CARD)
		return refuse(SBI_INVALID_ADDRESS);
	for (uint64_t hart = 0; hart < STUB_HARTS; hart++)
		if (hart != self && stub_hsm_runs(hart))
			return refuse(SBI_DENIED);
	if (stub_has(STUB_SUSPEND))
		stub_hsm_resume(entry, opaque);
	return refuse(SBI_FAILED);
}

static struct stub_answer send_ipi(uint64_t mask, uint64_t base)
{
	uint64_t harts;

	if (!harts_of(mask, base, &harts))
		return refuse(SBI_INVALID_PARAM);
	for (uint64_t hart = 0; hart < STUB_HARTS; hart++)
		if (harts >> hart & 1) {
			stub_pmu_happened(STUB_IPI_SENT);
			stub_ipi_set(hart, true);
		}
	return give(0);
}

static struct stub_answer hsm(const uint64_t *a, uint64_t function)
{
	struct stub_answer answer = { 0 };

	answer.error = stub_hsm(a, function, &answer.value);
	return answer;
}

static struct stub_answer pmu(const uint64_t *a, uint64_t function)
{
	struct stub_answer answer = { 0 };

	answer.error = stub_pmu(a, function, &answer.value);
	return answer;
}

static long legacy_getchar(void)
{
	int byte = stub_uart_get();

	while (byte < 0 && stub_has(STUB_GETCHAR_WAITS))
		byte = stub_uart_get();
	return byte;
}

static long legacy(uint64_t call, uint64_t argument)
{
	if (stub_has(STUB_LEGACY_HANGS))
		stub_spin();
	if (!offered(call))
		return SBI_NOT_SUPPORTED;
	if (call == LEGACY_SET_TIMER)
		set_timer(argument);
	if (call == LEGACY_PUTCHAR)
		stub_uart_put((char)argument);
	if (call == LEGACY_SEND_IPI)
		send_ipi(*(const uint64_t *)argument, 0);
	if (call == LEGACY_SHUTDOWN)
		stop(RESET_SHUTDOWN);
	return call == LEGACY_GETCHAR ? legacy_getchar() : 0;
}

static struct stub_answer call(const uint64_t *a, uint64_t extension, uint64_t function)
{
	if (!offered(extension))
		return refuse(SBI_NOT_SUPPORTED);
	if (extension == EXT_BASE)
		return base(function, a[0]);
	if (extension == EXT_HSM)
		return hsm(a, function);
	if (extension == EXT_PMU)
		return pmu(a, function);
	if (extension == EXT_RFENCE)
		return fence(function, a[0], a[1]);
	if (extension == EXT_DBCN)
		return console(function, a[0], a[1], a[2]);
	if (extension == EXT_ECHO && function < ARGUMENTS)
		return give((long)a[function]);
	if (function != 0)
		return refuse(SBI_NOT_SUPPORTED);
	if (extension == EXT_SRST)
		return stop(a[0]);
	if (extension == EXT_SUSP)
		return suspend((uint32_t)a[0], a[1], a[2]);
	if (extension == EXT_IPI)
		return send_ipi(a[0], a[1]);
	set_timer(a[0]);
	return give(0);
}

/* All but the return address of the trap's own code, the stack's, the global and the thread's
 * pointer, and the results. */
void stub_ruin(struct stub_frame *frame)
{
	enum { GP = 3, T0 = 5, A0 = 10, A1 = 11, REGISTERS = 32 };

	for (unsigned i = T0; i < REGISTERS; i++)
		if (i != A0 && i != A1)
			frame->x[i] = 0xdeadbeef00000000 + i;
	frame->x[1] = 0xdeadbeef00000001;
}

static void answer_call(struct stub_frame *frame)
{
	uint64_t *a = &frame->x[10], extension = frame->x[17];
	struct stub_answer answer;

	/* Old firmware has no second result register: it does not change a1. */
	if (extension < LEGACY_END || stub_has(STUB_NO_BASE)) {
		a[0] = (uint64_t)(extension < LEGACY_END ? legacy(extension, a[0]) : BBL_ENOSYS);
		return;
	}
	answer = stub_newer(extension) ? stub_newer_call(frame) : call(a, extension, frame->x[16]);
	a[0] = (uint64_t)answer.error;
	a[1] = (uint64_t)answer.value;
}

void stub_sbi(struct stub_frame *frame)
{
	const struct stub_lie *lie = stub_lie(frame);

	if (!lie || !stub_lie_before(lie, frame))
		answer_call(frame);
	if (lie)
		stub_lie_after(lie, frame);
	if (stub_has(STUB_RUINS))
		stub_ruin(frame);
}
