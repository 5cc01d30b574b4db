#include "boot/boot.h"
/*
 * The shell's port on a machine: it reads and writes through the console core, and contains traps
 * and Ctrl-C.
 */
#include <errno.h>
#include <string.h>
#include "boot/efi/started.h"
#include "drivers/console/console_select.h"
#include "kernel/ascii.h"
#include "kernel/boot_facts.h"
#include "kernel/console/console.h"
#include "kernel/guard.h"
#include "kernel/instret.h"
#include "kernel/irq.h"
#include "kernel/noinit.h"
#include "kernel/protect/protect.h"
#include "kernel/sbi.h"
#include "kernel/stack_guard.h"
#include "kernel/time.h"
#include "kernel/trap/reset.h"
#include "kernel/trap/symbols.h"
#include "kernel/trap/trap.h"
#include "shell/shell.h"

enum {
	/* Ctrl-C is noticed at one tick and enforced at the next: within a tenth of a second. */
	TICK_US = 30000,
	RUN_MAX = SHELL_LINE_MAX + 1,
	TRAPS_MAX = 3, /* of the shell itself, in a row */
	CHUNK_MAX = 512,
};

extern char _image_base[], _data_end[], _image_end[], _stack_bottom[], _trap_stack_top[];

static struct shell shell;
static int traps;                /* of the shell itself, since a line's end was last read */
static struct console *raw_line; /* the console that a transfer uses, or NULL */

/* Output is checked for Ctrl-C after each chunk. While no device makes output wait, chunks grow,
 * because the check is much of what a byte of output costs. Text of a transfer goes to its own line
 * only; a failure there is noticed at the next output. */
static void port_write(struct shell_port *port, const char *text, size_t len)
{
	if (raw_line) {
		console_write_to(raw_line, text, len);
		return;
	}
	console_write(text, len);
	if (console_waited())
		port->chunk = SHELL_CHUNK;
	else if (len >= port->chunk && port->chunk < CHUNK_MAX)
		port->chunk *= 2;
}

/* The first read comes after the first prompt: records what the boot took. RAM for commands is
 * looked for now, while the person reads. */
static void port_first_prompt(void)
{
	boot_facts.prompted = instret_read();
	boot_facts.in_firmware = sbi_instructions();
	boot_space_begin();
	boot_protect_begin(&shell);
}

static int port_read(struct shell_port *port)
{
	int c;

	(void)port;
	if (!boot_facts.prompted)
		port_first_prompt();
	c = console_getc(); /* CONSOLE_LOST and CONSOLE_NEWS are SHELL_LOST and SHELL_NEWS */
	if (console_choice.until_key && c != CONSOLE_NEWS)
		boot_console_answered();
	if (c == '\r' || c == '\n')
		traps = 0;
	return c;
}

static void port_news(struct shell_port *port)
{
	(void)port;
	console_show_news();
}

/* Input from other consoles does not belong to a transfer, except Ctrl-C. */
static int port_read_within(struct shell_port *port, unsigned ms)
{
	int c;

	(void)port;
	do {
		c = console_getc_within((uint64_t)ms * 1000);
		if (c < 0 || !raw_line || console_source() == raw_line)
			return c;
	} while (c != CTRL_C);
	console_clear_interrupt();
	return -EINTR;
}

static bool port_pending(struct shell_port *port)
{
	(void)port;
	console_poll();
	return console_pending();
}

static bool port_interrupted(struct shell_port *port)
{
	(void)port;
	return console_interrupted();
}

static void port_clear(struct shell_port *port)
{
	(void)port;
	console_clear_interrupt();
}

static bool ctrl_c_seen;

/* Ends a command by force whose stack has overflowed; on Ctrl-C, at the second tick after it, or
 * when it is pressed again: the ticks of a wrong clock may not come. */
static void port_tick(bool due)
{
	if (console_busy())
		return;
	if (due)
		console_poll_all();
	if (stack_guard_broken(_stack_bottom))
		trap_break();
	else if (!console_interrupted())
		ctrl_c_seen = false;
	else if ((ctrl_c_seen && due) || console_interrupted_again())
		trap_break();
	else if (due)
		ctrl_c_seen = true;
}

/* Stops the tick, because a transfer reads its line all the time. */
static void port_raw(struct shell_port *port, bool on)
{
	(void)port;
	raw_line = !on ? NULL : console_source() ? console_source() : console_active();
	console_raw(raw_line);
	if (on)
		time_tick(NULL, 0);
	else
		time_tick(port_tick, TICK_US);
}

/* Reports what ended the command: a trap, or a stack overflow. */
static int port_report(int err, const struct trap_info *trap)
{
	bool trapped = err == -EFAULT && trap->cause != UINT64_MAX;
	bool caught = trapped && stack_guard_trapped(trap, _stack_bottom);
	bool broken = !caught && stack_guard_broken(_stack_bottom);

	if (broken || caught)
		console_printf("stack overflow in %s%s\n", shell.command ? shell.command : "shell",
			       broken ? ": what is below the stack may be damaged; reset soon"
				      : "");
	if (trapped)
		trap_report(trap);
	return broken ? -EFAULT : err;
}

static int port_contain(struct shell_port *port, int (*run)(void *), void *arg)
{
	struct trap_info trap = { .cause = UINT64_MAX };
	int err;

	stack_guard_set(_stack_bottom);
	ctrl_c_seen = false;
	time_tick(port_tick, TICK_US);
	err = boot_measure(run, arg, &trap);
	protect_hart();   /* what was ended may have paused it */
	irq_listen_end(); /* likewise */
	if (raw_line)
		port_raw(port, false);
	time_tick(NULL, 0);
	return port_report(err, &trap);
}

/* SBI Specification 3.0, chapter 4: each call answers for the hart that makes it. */
static bool port_core(struct dt_core_ids *ids)
{
	uint64_t *const id[] = { &ids->mvendorid, &ids->marchid, &ids->mimpid };

	for (int i = 0; sbi_facts()->base && i < 3; i++)
		*id[i] = sbi_call(SBI_BASE, SBI_BASE_MVENDORID + (uint64_t)i, 0, 0, 0).value;
	return sbi_facts()->base;
}

_Static_assert((int)CONSOLE_LOST == (int)SHELL_LOST, "port_read returns it unchanged");
_Static_assert((int)CONSOLE_NEWS == (int)SHELL_NEWS, "port_read returns it unchanged");

static bool port_answers(struct shell_port *port, uint64_t address)
{
	uint64_t byte;

	(void)port;
	return guard_read(address, 1, &byte, NULL) == 0;
}

static struct shell_port port = {
	.write = port_write,
	.read = port_read,
	.read_within = port_read_within,
	.news = port_news,
	.raw = port_raw,
	.pending = port_pending,
	.interrupted = port_interrupted,
	.clear = port_clear,
	.contain = port_contain,
	.open_tree = boot_open_other,
	.chunk = SHELL_CHUNK,
	.columns = SHELL_COLUMNS,
	.interrupts = boot_interrupts,
	.answers = port_answers,
	.function = symbol_named,
	.core = port_core,
	.machine = true,
	.interactive = true,
};

static NOINIT struct dt_trees trees;
static struct owners owners;

static int shell_begin(void *unused)
{
	char commands[RUN_MAX];
	int len = boot_bootarg(shell.tree, "run", commands, sizeof(commands));

	(void)unused;
	if (len == -ENAMETOOLONG)
		console_printf("run=: longer than %d characters, not run\n", SHELL_LINE_MAX);
	if (len <= 0)
		return 0;
	boot_protect_begin(&shell);
	shell_run(&shell, commands);
	return 0;
}

static int shell_go_on(void *unused)
{
	(void)unused;
	shell_loop(&shell);
	return 0;
}

/* The shell itself trapped. It begins again, but not for ever: what traps before a line is read
 * would trap again and again. */
static void shell_trapped(const struct trap_info *trap)
{
	if (++traps >= TRAPS_MAX)
		reset_after_fatal("of the shell, again and again", trap_cause_name(trap->cause),
				  trap->epc, trap->stval);
	port_report(-EFAULT, trap);
}

static void shell_own(enum owner_kind kind, const char *begin, const char *end)
{
	const struct owner range = { (uintptr_t)begin, (uint64_t)(end - begin), .kind = kind };

	owners_put(&owners, &range);
}

void boot_shell(const struct dt_tree *tree)
{
	struct trap_info trap;
	int (*step)(void *) = shell_begin;

	shell_own(OWNER_IMAGE, _image_base, _data_end);
	shell_own(OWNER_DATA, _data_end, _stack_bottom);
	shell_own(OWNER_STACKS, _stack_bottom, _image_end);
	if (tree)
		shell_own(OWNER_TREE, (const char *)tree->blob,
			  (const char *)tree->blob + tree->size);
	dt_trees_init(&trees, tree);
	boot_space_init(&shell);
	shell.port = &port;
	shell.trees = &trees;
	shell.tree = tree ? &trees.slot[0].tree : NULL;
	shell.hart = boot_facts.hart;
	shell.owners = &owners;
	shell.held = efi_started.held;
	shell.held_count = efi_started.held_count;
	shell.ram = efi_started.started ? &efi_started.ram : NULL;
	/* Each command is contained; this contains the shell itself. */
	for (;;) {
		if (trap_try(step, NULL, &trap) == -EFAULT)
			shell_trapped(&trap);
		step = shell_go_on;
	}
}
