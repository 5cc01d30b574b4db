#include "kernel/trap/reset.h"
/* System reset by SBI, and the last line that a lost machine prints. */
#include "kernel/console/console.h"
#include "kernel/console/console_sbi.h"
#include "kernel/sbi.h"

enum { SRST_COLD_REBOOT = 1, SRST_SHUTDOWN = 0 };

/* Whether firmware has a call for it. */
static bool reset_offered(enum reset_kind kind)
{
	const struct sbi_facts *facts = sbi_facts();

	return facts->srst || (kind == RESET_SHUTDOWN && facts->legacy_shutdown);
}

static int64_t reset_call(enum reset_kind kind)
{
	if (sbi_facts()->srst)
		return sbi_call(SBI_SRST, 0,
				kind == RESET_REBOOT ? SRST_COLD_REBOOT : SRST_SHUTDOWN, 0, 0)
			.error;
	if (reset_offered(kind))
		sbi_call(SBI_LEGACY_SHUTDOWN, 0, 0, 0, 0);
	return SBI_ERR_NOT_SUPPORTED;
}

void reset_announce(enum reset_kind kind)
{
	if (kind == RESET_REBOOT)
		console_printf("rebooting; if no banner follows, the machine is halted\n");
	else
		console_printf("switching off; if nothing follows, the machine is halted\n");
	console_drain();
}

int64_t reset_machine(enum reset_kind kind)
{
	if (!reset_offered(kind))
		return SBI_ERR_NOT_SUPPORTED;
	reset_announce(kind);
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

static void reset_now(void) __attribute__((noreturn));

static void reset_now(void)
{
	reset_put("; resetting\n");
	reset_call(RESET_REBOOT);
	for (;;)
		__asm__ volatile("wfi");
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
	reset_now();
}

void reset_saying(const char *what)
{
	reset_put("\nfirstlight: ");
	reset_put(what);
	reset_now();
}
