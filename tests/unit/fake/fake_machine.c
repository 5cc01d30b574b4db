#include "tests/unit/fake/fake_machine.h"
/* A machine for the console core: time, traps and firmware's console. */
#include <errno.h>
#include <setjmp.h>
#include "kernel/console/console_sbi.h"
#include "kernel/irq.h"
#include "kernel/time.h"
#include "kernel/trap/trap_provoke.h"
#include "kernel/trap_try.h"

enum { SBI_TEXT_MAX = 16384, US_A_LOOK = 10 };

static char sbi_text[SBI_TEXT_MAX];
static size_t sbi_used;
static uint64_t now, slept;
static jmp_buf *landing;
static bool external, ticks, no_timer, no_sleep;
static int halts;
static void (*sleep_hook)(void);
static void (*sbi_hook)(const char *text, size_t len);

void fake_machine_reset(uint64_t us)
{
	sbi_used = 0;
	slept = 0;
	now = us;
	no_timer = no_sleep = false;
	halts = 0;
	sleep_hook = NULL;
}

void fake_machine_without_timer(void)
{
	no_timer = true;
}

void fake_machine_without_sleep(void)
{
	no_sleep = true;
}

void fake_machine_on_sleep(void (*hook)(void))
{
	sleep_hook = hook;
}

int fake_machine_halts(void)
{
	return halts;
}

void fake_machine_on_sbi(void (*hook)(const char *, size_t))
{
	sbi_hook = hook;
}

const char *fake_machine_sbi_text(void)
{
	sbi_text[sbi_used] = '\0';
	return sbi_text;
}

uint64_t fake_machine_slept(void)
{
	return slept;
}

void fake_machine_trap(void)
{
	longjmp(*landing, 1);
}

static int sbi_write(struct console *console, const char *text, size_t len)
{
	(void)console;
	if (sbi_hook)
		sbi_hook(text, len);
	for (size_t i = 0; i < len && sbi_used < SBI_TEXT_MAX - 1; i++)
		if (text[i]) /* a terminal shows nothing for NUL */
			sbi_text[sbi_used++] = text[i];
	return (int)len;
}

static int sbi_read(struct console *console, char *text, size_t len)
{
	(void)console;
	(void)text;
	(void)len;
	return 0;
}

struct console *console_sbi(void)
{
	static const struct console_ops ops = { .write = sbi_write, .read = sbi_read };
	static struct console console = { .ops = &ops, .name = "sbi", .lf_only = true };

	return &console;
}

static bool no_sbi;

void fake_machine_sbi(bool there)
{
	no_sbi = !there;
}

bool console_sbi_there(void)
{
	return !no_sbi;
}

uint64_t time_us(void)
{
	now += US_A_LOOK;
	return now;
}

bool time_expired(struct time_wait *wait, uint64_t us)
{
	if (wait->turns++ == 0)
		wait->until = now + us;
	now += US_A_LOOK;
	return now >= wait->until;
}

bool time_sleep(uint64_t us)
{
	if (no_timer)
		return false;
	if (!no_sleep)
		now += us;
	slept += us;
	if (sleep_hook)
		sleep_hook();
	return true;
}

bool time_sleep_until_interrupt(void)
{
	halts++;
	if (sleep_hook)
		sleep_hook();
	return true;
}

void time_tick(void (*tick)(bool due), uint64_t us)
{
	(void)us;
	ticks = tick;
}

bool fake_machine_ticks(void)
{
	return ticks;
}

int trap_try(int (*run)(void *), void *arg, struct trap_info *info)
{
	jmp_buf here, *outer = landing;
	volatile int result = -EFAULT;

	(void)info;
	landing = &here;
	if (setjmp(here) == 0)
		result = run(arg);
	landing = outer;
	return result;
}

/* --- interrupts ------------------------------------------------------------------------------ */

uint64_t irq_save(void)
{
	return 0;
}

void irq_restore(uint64_t state)
{
	(void)state;
}

void irq_external(bool on)
{
	external = on;
}

bool fake_machine_external(void)
{
	return external;
}

/* A hart on which nothing traps. */
void trap_provoke(enum trap_kind kind)
{
	(void)kind;
}
