/*
 * Linux's console: earlycon, console=, stdout-path, numbers of ports, rates.
 *
 * Sources: Linux 6.12, kernel/printk/printk.c: console_setup, register_console,
 * try_enable_default_console; drivers/of/base.c: of_alias_scan, of_console_check; drivers/of/fdt.c:
 * early_init_dt_scan_chosen_stdout; drivers/tty/serial/earlycon.c: setup_earlycon,
 * of_setup_earlycon; drivers/tty/serial/8250/8250_port.c: serial8250_console_setup;
 * drivers/tty/hvc/hvc_riscv_sbi.c; Documentation/admin-guide/kernel-parameters.txt.
 */
#include <errno.h>
#include <string.h>
#include "drivers/predict/linux_console.h"
#include "fdt/core/fault.h"
#include "fdt/where/bootargs.h"

enum { LINUX_VALUE_MAX = 96 }; /* bytes of a value of earlycon= */

/* --- earlycon --------------------------------------------------------------------------------- */

static bool linux_has_earlycon(struct dt_node node)
{
	const struct predict_driver *const *it = predict_linux_drivers;

	for (; *it; it++)
		if (predict_in_list(node, (*it)->earlycon ? (*it)->earlycon : (*it)->compatible))
			return true;
	return false;
}

/* `earlycon` alone. */
static void linux_put_early_stdout(struct dt_text *text, const struct predict_stdout *out)
{
	if (!dt_found(out->node)) {
		dt_puts(text, "bootargs earlycon: stdout-path leads to no node: no early console");
		return;
	}
	dt_puts(text, "bootargs earlycon: ");
	dt_put_path(text, out->node);
	dt_puts(text,
		linux_has_earlycon(out->node)
			? ", until the console is there; status is not looked at"
			: ": no earlycon has one of its compatible strings: no early console");
}

static void linux_put_earlycon(struct predict *predict, const struct predict_stdout *out)
{
	char value[LINUX_VALUE_MAX];
	int len = dt_bootarg(predict->tree, "earlycon", value, sizeof(value));
	struct dt_text *text;

	if (len == -ENOENT)
		return;
	text = predict_step(predict);
	if (len == 0) {
		linux_put_early_stdout(text, out);
	} else {
		dt_puts(text, "bootargs earlycon=");
		dt_put_escaped(text, value, len < 0 ? 0 : (size_t)len);
		dt_puts(text,
			strncmp(value, "sbi", 3) == 0
				? ": by SBI, until the console is there; if built with "
				  "CONFIG_SERIAL_EARLYCON_RISCV_SBI"
				: ": by that driver at that address, until the console is there");
	}
	if (dt_bootargs(predict->tree, "keep_bootcon"))
		dt_puts(text, "; keep_bootcon: it stays then, too");
	predict_end(predict, len ? "setup_earlycon" : "early_init_dt_scan_chosen_stdout");
}

/* --- stdout-path ------------------------------------------------------------------------------ */

static const char linux_nothing[] = "no serial console: the screen (if built with CONFIG_VT), else "
				    "the first port that a driver registers";

static void linux_note_stdout(struct predict *predict, const struct predict_stdout *out)
{
	struct dt_node node = out->node;
	struct predict_problem problem = { .node = node, .fix = PREDICT_STDOUT, .fixed = node };

	problem.what = out->property ? "stdout-path leads to no node"
				     : "neither console= nor stdout-path is given";
	if (dt_found(node))
		problem.what = "stdout-path does not write its path in full, unit addresses "
			       "included, with a NUL at the end, as Linux demands";
	else
		problem.fixed = predict_port_first(predict->tree).node;
	predict_note(predict, &problem);
}

static void linux_put_port(struct predict *predict, const struct predict_port *port)
{
	struct dt_text *text = predict_step(predict);

	if (port->driver) {
		predict_put_driver(text, port->driver, port->string);
		if (port->why)
			dt_puts(text, "; but ");
	}
	if (!port->driver && predict_other_driver(text, port->node, CONSOLE_KNOWN_TO_LINUX)) {
		predict->verdict.what = "not known: stdout-path's UART, if its driver is built in";
	} else if (!port->driver) {
		dt_puts(text,
			"none of Linux's drivers for RISC-V has one of its compatible strings: ");
		predict_put_strings(text, port->node);
	} else if (port->why) {
		dt_puts(text, port->why);
	}
	if (port->by)
		predict_end(predict, port->by);
	else
		predict_end(predict, port->driver ? port->driver->probe : "of_match_device");
}

static void linux_put_number(struct predict *predict, const struct predict_port *port)
{
	struct dt_text *text = predict_step(predict);

	dt_puts(text, port->driver->tty);
	dt_put_dec(text, (uint64_t)port->number);
	if (port->alias == port->number)
		dt_puts(text, ": by its alias");
	else if (port->alias < 0)
		dt_puts(text, ": the first number that is free; no alias serialN names it");
	else
		dt_puts(text,
			": the first number that is free; its alias has one that is taken, or "
			"is not below 8250.nr_uarts (4 by default)");
	predict_end(predict, "of_alias_get_id");
}

static void linux_put_rate(struct predict *predict, const struct predict_stdout *out,
			   const struct predict_port *port, uint32_t rate)
{
	struct dt_text *text = predict_step(predict);
	bool given = predict_stdout_rate(out);

	if (!rate) {
		dt_puts(text, "the hardware has a fixed rate");
	} else {
		dt_put_dec(text, rate);
		dt_puts(text, given ? " baud: from stdout-path's options"
				    : " baud: the driver's default, because stdout-path gives no "
				      "rate; current-speed does not count");
	}
	predict_end(predict, port->driver->setup);
	if (rate && !given && rate != PREDICT_RATE)
		predict_note(predict,
			     &(struct predict_problem){
				     .node = port->node,
				     .what = "stdout-path gives no rate, so that Linux sets "
					     "another one than most firmware uses, 115200",
				     .fix = PREDICT_STDOUT,
				     .fixed = port->node });
}

static void linux_by_stdout(struct predict *predict, const struct predict_stdout *out)
{
	struct predict_port port;
	uint32_t rate;

	predict->verdict.what = linux_nothing;
	predict_put_stdout(predict, out, out->exact, "of_alias_scan");
	if (!out->exact) {
		linux_note_stdout(predict, out);
		return;
	}
	port = predict_port_of(out->node);
	linux_put_port(predict, &port);
	if (port.number < 0) {
		predict_note(predict, &(struct predict_problem){ .what = port.why,
								 .node = port.node,
								 .fix = port.fix,
								 .number = 0,
								 .fixed = port.fixed });
		return;
	}
	linux_put_number(predict, &port);
	rate = predict_stdout_rate(out);
	rate = port.driver->fixed_rate || rate ? rate : port.driver->rate;
	linux_put_rate(predict, out, &port, port.driver->fixed_rate ? 0 : rate);
	predict_linux_choose(predict, &port, port.driver->fixed_rate ? 0 : rate);
}

/* --- the whole -------------------------------------------------------------------------------- */

static void linux_run(struct predict *predict)
{
	struct predict_stdout out;
	struct dt_text *text;

	predict_read_stdout(predict->tree, true, &out);
	linux_put_earlycon(predict, &out);
	if (predict_linux_console(predict))
		return;
	text = predict_step(predict);
	dt_puts(text, "bootargs console=: not given, so stdout-path counts");
	predict_end(predict, "of_console_check");
	linux_by_stdout(predict, &out);
	text = predict_step(predict);
	dt_puts(text,
		"if built with CONFIG_VT, the screen (tty0) gets the messages, too; else, if "
		"built with CONFIG_HVC_RISCV_SBI, hvc0: they then come twice if SBI's console "
		"is the same UART");
	predict_end(predict, "try_enable_default_console");
}

static const struct predict_program linux_program = {
	.name = "linux",
	.sources = "Linux 6.12: kernel/printk/printk.c, drivers/of/base.c, drivers/tty/serial/. "
		   "A loader may replace bootargs; CONFIG_CMDLINE adds to them.",
	.run = linux_run,
};
PREDICT_PROGRAM(linux_program);
