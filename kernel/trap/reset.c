#include "kernel/trap/reset.h"
/* System reset by SBI, and the last line that a lost machine prints. */
#include "kernel/console/console.h"
#include "kernel/console/console_sbi.h"
#include "kernel/sbi.h"

enum { SRST_COLD_REBOOT = 1, SRST_SHUTDOWN = 0, SBI_NOT_SUPPORTED = -2 };

static int64_t reset_call(enum reset_kind kind)
{
	const struct sbi_facts *facts = sbi_facts();

	if (facts->srst)
		return sbi_call(SBI_SRST, 0,
				kind == RESET_REBOOT ? SRST_COLD_REBOOT : SRST_SHUTDOWN, 0, 0)
			.error;
	if (kind == RESET_SHUTDOWN && facts->legacy_shutdown)
		sbi_call(SBI_LEGACY_SHUTDOWN, 0, 0, 0, 0);
	return SBI_NOT_SUPPORTED;
}

int64_t reset_machine(enum reset_kind kind)
{
	if (kind == RESET_REBOOT)
		console_printf("rebooting; if no banner follows, the machine is halted\n");
	else
		console_printf("halted; the machine can be switched off\n");
	console_drain();
	return reset_call(kind);
}

/* Uses no printf and no state, because any of it may be broken. */
static void reset_put(const char *text)
{
	while (*text)
		console_sbi_putc(*text++);
}

static void reset_put_hex(uint64_t value)
{
	for (int shift = 60; shift >= 0; shift -= 4)
		console_sbi_putc("0123456789abcdef"[value >> shift & 15]);
}

void reset_after_fatal(const char *where, const char *cause, uint64_t epc, uint64_t stval)
{
	reset_put("\npanic: trap ");
	reset_put(where);
	reset_put(": ");
	reset_put(cause);
	reset_put(", epc 0x");
	reset_put_hex(epc);
	reset_put(", stval 0x");
	reset_put_hex(stval);
	reset_put("; resetting\n");
	reset_call(RESET_REBOOT);
	for (;;)
		__asm__ volatile("wfi");
}
