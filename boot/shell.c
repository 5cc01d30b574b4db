#include "boot/boot.h"
/*
 * The shell's port on a machine: it reads and writes through the console core, and contains traps
 * and Ctrl-C.
 */
#include <errno.h>
#include <string.h>
#include "fdt/where/bootargs.h"
#include "drivers/console/console_select.h"
#include "kernel/ascii.h"
#include "kernel/boot_facts.h"
#include "kernel/console/console.h"
#include "kernel/guard.h"
#include "kernel/instret.h"
#include "kernel/sbi.h"
#include "kernel/time.h"
#include "kernel/trap/trap.h"
#include "shell/shell.h"

enum {
	/* Ctrl-C is noticed at one tick and enforced at the next: within a tenth of a second. */
	TICK_US = 30000,
	RUN_MAX = SHELL_LINE_MAX + 1,
	CHUNK_MAX = 512,
	STACK_GUARD = 0x5afe5afe,
};

extern char _image_base[], _data_end[], _image_end[], _stack_bottom[], _trap_stack_top[];

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

static void port_tick(void)
{
	if (console_busy())
		return;
	console_poll_all();
	if (!console_interrupted()) {
		ctrl_c_seen = false;
		return;
	}
	if (ctrl_c_seen)
		trap_break();
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

static uint32_t *port_stack_guard(void)
{
	return (uint32_t *)(void *)_stack_bottom;
}

/* Runs a command contained, and records what it took for `cost`. */
static int port_measure(int (*run)(void *), void *arg, struct trap_info *trap)
{
	uint64_t instructions = instret_read(), in_firmware = sbi_instructions();
	uint64_t bytes = console_sent(), us = time_us();
	int err = trap_contain(run, arg, trap);

	boot_facts.last.in_firmware = sbi_instructions() - in_firmware;
	boot_facts.last.instructions = instret_read() - instructions - boot_facts.last.in_firmware;
	boot_facts.last.bytes = console_sent() - bytes;
	boot_facts.last.us = time_us() - us;
	return err;
}

static int port_contain(struct shell_port *port, int (*run)(void *), void *arg)
{
	struct trap_info trap = { .cause = UINT64_MAX };
	int err;

	*port_stack_guard() = STACK_GUARD;
	ctrl_c_seen = false;
	time_tick(port_tick, TICK_US);
	err = port_measure(run, arg, &trap);
	if (raw_line)
		port_raw(port, false);
	time_tick(NULL, 0);
	if (err == -EFAULT && trap.cause != UINT64_MAX)
		trap_report(&trap);
	if (*port_stack_guard() != STACK_GUARD)
		console_puts("warning: the command overflowed its stack; reboot soon\n");
	return err;
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
	.interrupts = boot_interrupts,
	.answers = port_answers,
	.machine = true,
	.interactive = true,
};

static struct shell shell;
static struct dt_trees trees;

static int shell_begin(void *unused)
{
	char commands[RUN_MAX];
	int len = shell.tree ? dt_bootarg(shell.tree, "run", commands, sizeof(commands)) : -ENOENT;

	(void)unused;
	if (len == -ENAMETOOLONG)
		console_printf("run=: longer than %d characters, not run\n", SHELL_LINE_MAX);
	if (len <= 0)
		return 0;
	shell_run(&shell, commands);
	return 0;
}

static int shell_go_on(void *unused)
{
	(void)unused;
	shell_loop(&shell);
	return 0;
}

void boot_shell(const struct dt_tree *tree)
{
	static struct shell_region regions[3];
	struct trap_info trap;
	int (*step)(void *) = shell_begin;

	regions[0] = (struct shell_region){ "image", (uintptr_t)_image_base,
					    (uint64_t)(_data_end - _image_base) };
	regions[1] = (struct shell_region){ "image: data and stacks", (uintptr_t)_data_end,
					    (uint64_t)(_image_end - _data_end) };
	if (tree)
		regions[2] = (struct shell_region){ "device tree", (uintptr_t)tree->blob,
						    tree->size };
	dt_trees_init(&trees, tree);
	boot_space_init(&trees);
	shell.port = &port;
	shell.trees = &trees;
	shell.tree = tree ? &trees.slot[0].tree : NULL;
	shell.hart = boot_facts.hart;
	shell.regions = regions;
	shell.region_count = tree ? 3 : 2;
	/* Each command is contained; this contains the shell itself. */
	for (;;) {
		if (trap_try(step, NULL, &trap) == -EFAULT)
			trap_report(&trap);
		step = shell_go_on;
	}
}
