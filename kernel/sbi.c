#include "kernel/sbi.h"
/*
 * Calls to the SBI firmware, probing, and names.
 * RISC-V Supervisor Binary Interface Specification 2.0, chapters 3, 4 and 5.
 */
#include <errno.h>
#include <stddef.h>
#include "kernel/csr.h"
#include "kernel/instret.h"

static struct sbi_facts facts;
static _Thread_local uint64_t instructions; /* of this hart */

/*
 * Its parameters are in the registers' order. It is a function of its own: a call between setting
 * the registers and the ecall would change them.
 * Firmware has to keep all registers but a0 and a1 (SBI Specification 2.0, chapter 3). Some does
 * not: none is relied upon but the stack's, the thread's and the global pointer.
 */
static struct sbi_ret sbi_ecall(uint64_t arg0, uint64_t arg1, uint64_t arg2, uint64_t arg3,
				uint64_t arg4, uint64_t arg5, uint64_t function, uint64_t extension)
{
	register uint64_t a0 __asm__("a0") = arg0;
	register uint64_t a1 __asm__("a1") = arg1;
	register uint64_t a2 __asm__("a2") = arg2;
	register uint64_t a3 __asm__("a3") = arg3;
	register uint64_t a4 __asm__("a4") = arg4;
	register uint64_t a5 __asm__("a5") = arg5;
	register uint64_t a6 __asm__("a6") = function;
	register uint64_t a7 __asm__("a7") = extension;

	__asm__ volatile("ecall"
			 : "+r"(a0), "+r"(a1), "+r"(a2), "+r"(a3), "+r"(a4), "+r"(a5), "+r"(a6),
			   "+r"(a7)
			 :
			 : "memory", "ra", "t0", "t1", "t2", "t3", "t4", "t5", "t6", "s0", "s1",
			   "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11");
	return (struct sbi_ret){ (int64_t)a0, a1 };
}

struct sbi_ret sbi_call6(uint64_t extension, uint64_t function, const uint64_t a[SBI_ARGUMENTS])
{
	uint64_t before = instret_read();
	struct sbi_ret ret = sbi_ecall(a[0], a[1], a[2], a[3], a[4], a[5], function, extension);

	instructions += instret_read() - before;
	return ret;
}

struct sbi_ret sbi_call(uint64_t extension, uint64_t function, uint64_t a0, uint64_t a1,
			uint64_t a2)
{
	uint64_t before = instret_read();
	struct sbi_ret ret = sbi_ecall(a0, a1, a2, 0, 0, 0, function, extension);

	instructions += instret_read() - before;
	return ret;
}

uint64_t sbi_instructions(void)
{
	return instructions;
}

static struct sbi_ret sbi_base(uint64_t function, uint64_t argument)
{
	return sbi_call(SBI_BASE, function, argument, 0, 0);
}

bool sbi_probe(uint64_t extension)
{
	struct sbi_ret ret;

	if (!facts.base)
		return false;
	ret = sbi_base(SBI_BASE_PROBE, extension);
	return ret.error == 0 && ret.value != 0;
}

void sbi_init(void)
{
	struct sbi_ret spec = sbi_base(SBI_BASE_SPEC_VERSION, 0);

	facts.base = spec.error == 0;
	if (!facts.base) {
		/* Before specification 0.2 there were only the legacy calls, and all of them. */
		facts.spec_minor = 1;
		facts.legacy_console = facts.legacy_timer = facts.legacy_shutdown = true;
		return;
	}
	facts.spec_major = (uint32_t)(spec.value >> 24) & 0x7f;
	facts.spec_minor = (uint32_t)spec.value & 0xffffff;
	facts.implementation = sbi_base(SBI_BASE_IMPLEMENTATION, 0).value;
	facts.implementation_version = sbi_base(SBI_BASE_IMPLEMENTATION_VERSION, 0).value;
	facts.dbcn = sbi_probe(SBI_DBCN);
	facts.time = sbi_probe(SBI_TIME);
	facts.srst = sbi_probe(SBI_SRST);
	facts.legacy_console = sbi_probe(SBI_LEGACY_PUTCHAR);
	facts.legacy_timer = !facts.time && sbi_probe(SBI_LEGACY_SET_TIMER);
	facts.legacy_shutdown = !facts.srst && sbi_probe(SBI_LEGACY_SHUTDOWN);
}

const struct sbi_facts *sbi_facts(void)
{
	return &facts;
}

bool sbi_is_opensbi(void)
{
	return facts.base && facts.implementation == SBI_IMPLEMENTATION_OPENSBI;
}

bool sbi_believes_isa(void)
{
	return sbi_is_opensbi() && facts.implementation_version > 0x10001;
}

int sbi_set_timer(uint64_t ticks)
{
	if (facts.time)
		return sbi_call(SBI_TIME, 0, ticks, 0, 0).error ? -ENODEV : 0;
	if (!facts.legacy_timer)
		return -ENODEV;
	return sbi_call(SBI_LEGACY_SET_TIMER, 0, ticks, 0, 0).error ? -ENODEV : 0;
}

static const char *const errors[] = {
	[-SBI_SUCCESS] = "success",
	[-SBI_ERR_FAILED] = "failed",
	[-SBI_ERR_NOT_SUPPORTED] = "not supported",
	[-SBI_ERR_INVALID_PARAM] = "invalid parameter",
	[-SBI_ERR_DENIED] = "denied",
	[-SBI_ERR_INVALID_ADDRESS] = "invalid address",
	[-SBI_ERR_ALREADY_AVAILABLE] = "already available",
	[-SBI_ERR_ALREADY_STARTED] = "already started",
	[-SBI_ERR_ALREADY_STOPPED] = "already stopped",
	[-SBI_ERR_NO_SHMEM] = "no shared memory",
	[-SBI_ERR_INVALID_STATE] = "invalid state",
	[-SBI_ERR_BAD_RANGE] = "bad range",
	[-SBI_ERR_TIMEOUT] = "timeout",
	[-SBI_ERR_IO] = "input/output error",
	[-SBI_ERR_DENIED_LOCKED] = "denied, and locked",
};

const char *sbi_error_name(int64_t error)
{
	uint64_t index = (uint64_t)-error;

	return index < sizeof(errors) / sizeof(errors[0]) ? errors[index] : "unknown error";
}
