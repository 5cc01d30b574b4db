/*
 * U-Boot's console, where U-Boot uses this tree.
 *
 * Sources: U-Boot 016e2be96d42, drivers/serial/serial-uclass.c: serial_check_stdout,
 * serial_find_console_or_panic; drivers/core/lists.c: lists_bind_fdt; drivers/core/ofnode.c:
 * ofnode_pre_reloc; drivers/serial/ns16550.c: ns16550_serial_of_to_plat (clock). That a node
 * without a driver ends it, which markings 2023.01 knows, and that the rest holds for 2023.01 and
 * 2025.01: seen with Debian's packages u-boot-qemu.
 */
#include <errno.h>
#include "drivers/predict/u_boot_drivers.h"
#include "fdt/core/fault.h"
#include "fdt/where/address.h"

static const char uboot_panics[] = "no console: it stops with \"No serial driver found\", which "
				   "only a debug UART shows";
static const char uboot_crashes[] = "no console: it crashes on stdout-path's node";

/* What makes a node known before relocation, when U-Boot first needs its console. */
static const char *const uboot_marks[] = { "bootph-all", "bootph-some-ram", "u-boot,dm-pre-reloc",
					   NULL };
static const char *const uboot_old_marks[] = { "u-boot,dm-pre-reloc", NULL };

/* --- one node --------------------------------------------------------------------------------- */

/* Why the driver's probe fails; NULL: it does not. */
static const char *uboot_refuses(const struct dt_trail *trail, const struct predict_driver *driver)
{
	struct dt_reg reg;
	struct dt_node node = dt_trail_node(trail);

	if (!driver->without_reg && dt_reg(trail, 0, &reg, NULL))
		return "its reg gives no address, so that the driver refuses it";
	if (driver->needs_clock && !predict_has_clock(node))
		return "it has neither clock-frequency nor clocks, so that the driver refuses it, "
		       "unless built with CFG_SYS_NS16550_CLK";
	return NULL;
}

/* --- stdout-path ------------------------------------------------------------------------------ */

/* The node that is tried first: stdout-path's, else the one of the alias `console`. */
static struct dt_node uboot_first(struct predict *predict, const struct predict_stdout *out)
{
	struct dt_node node = out->node;
	struct dt_text *text;

	predict_put_stdout(predict, out, dt_found(out->node), "serial_check_stdout");
	if (dt_found(node))
		return node;
	node = dt_resolve(predict->tree, "console", 7);
	text = predict_step(predict);
	dt_puts(text, "so the alias `console` counts: ");
	if (dt_found(node))
		dt_put_path(text, node);
	else
		dt_puts(text, "not given, or no node");
	predict_end(predict, "serial_check_stdout");
	return node;
}

/* Tries @node: true: it is the console, or U-Boot ends there. */
static bool uboot_try(struct predict *predict, struct dt_node node)
{
	struct predict_verdict *verdict = &predict->verdict;
	const struct predict_driver *driver;
	struct dt_text *text = predict_step(predict);
	struct dt_trail trail;
	const char *string, *why = NULL;

	driver = predict_match(predict_u_boot_drivers, node, &string);
	if (dt_trail(node, &trail))
		driver = NULL;
	if (driver)
		why = uboot_refuses(&trail, driver);
	if (!driver && predict_other_driver(text, node, CONSOLE_KNOWN_TO_U_BOOT)) {
		verdict->node = node;
	} else if (!driver) {
		dt_puts(text, "no serial driver has one of its compatible strings (");
		predict_put_strings(text, node);
		dt_puts(text, "): U-Boot then uses a device that it did not bind, and crashes");
		verdict->what = uboot_crashes;
	} else if (why) {
		dt_puts(text, why);
	} else {
		predict_put_driver(text, driver, string);
		if (!dt_enabled(&trail, NULL))
			dt_puts(text, "; that it is disabled does not matter here");
		if (driver->needs_clock && !dt_prop(node, "clock-frequency", NULL))
			dt_puts(text,
				"; it has no clock-frequency, so that the driver of its clock "
				"must be known before relocation");
		verdict->node = node;
	}
	predict_end(predict, "lists_bind_fdt");
	return !driver || !why;
}

/* --- without stdout-path ---------------------------------------------------------------------- */

static bool uboot_is_marked(struct dt_node node, const char *const *marks)
{
	while (*marks && !dt_prop(node, *marks, NULL))
		marks++;
	return *marks;
}

/* The UART of alias serial0 or, if that is not known early, the first that is. */
static struct dt_node uboot_early(const struct dt_tree *tree, const char *const *marks)
{
	struct dt_node first = { tree, -ENOENT };
	struct predict_walk walk;
	const char *string;

	predict_walk(&walk, tree);
	while (predict_next(&walk)) {
		const struct predict_driver *driver;

		if (!uboot_is_marked(walk.node, marks) || !dt_enabled(&walk.trail, NULL))
			continue;
		driver = predict_match(predict_u_boot_drivers, walk.node, &string);
		if (!driver || uboot_refuses(&walk.trail, driver))
			continue;
		if (predict_serial(walk.node) == 0)
			return walk.node;
		if (!dt_found(first))
			first = walk.node;
	}
	return first;
}

static void uboot_search(struct predict *predict)
{
	struct dt_node node = uboot_early(predict->tree, uboot_marks);
	struct dt_node old = uboot_early(predict->tree, uboot_old_marks);
	struct dt_text *text = predict_step(predict);

	dt_puts(text,
		"alias serial0, else the first UART, of those that are enabled and marked for "
		"use before relocation (bootph-all, bootph-some-ram): ");
	if (dt_found(node))
		dt_put_path(text, node);
	else
		dt_puts(text, "no node");
	predict_end(predict, "serial_find_console_or_panic");
	predict->verdict.node = node;
	predict->verdict.what = uboot_panics;
	if (old.offset == node.offset)
		return;
	predict->other = (struct predict_verdict){
		.node = old, .what = uboot_panics, .rate = PREDICT_RATE, .version = "2023.01"
	};
	text = predict_step(predict);
	dt_puts(text, "U-Boot 2023.01 knows only the marking u-boot,dm-pre-reloc");
	predict_end(predict, "ofnode_pre_reloc");
}

/* --- the verdict ------------------------------------------------------------------------------ */

static void uboot_put_rest(struct predict *predict)
{
	const struct predict_driver *driver;
	struct dt_text *text = predict_step(predict);
	const char *string;

	dt_puts(text, "115200 baud: CONFIG_BAUDRATE, or baudrate of its environment; options of "
		      "stdout-path are not read");
	predict_end(predict, "serial_setbrg");
	driver = predict_match(predict_u_boot_drivers, predict->verdict.node, &string);
	if (driver && driver->needs_clock &&
	    dt_cell(predict->verdict.node, "reg-io-width", 1) == 4) {
		predict_step(predict);
		dt_puts(text,
			"reg-io-width 4 is obeyed only if built with CONFIG_SYS_NS16550_MEM32 or "
			"CONFIG_NS16550_DYNAMIC");
		predict_end(predict, "ns16550_writeb");
	}
	predict_step(predict);
	dt_puts(text, "after relocation the environment decides, stdin and stdout: this UART is "
		      "`serial` there");
	predict_end(predict, "console_init_r");
}

static void uboot_note(struct predict *predict, const struct predict_stdout *out,
		       struct dt_node first)
{
	struct predict_walk walk;
	struct predict_problem problem = { .node = first, .fix = PREDICT_STDOUT };
	struct dt_node chosen = predict->verdict.node;
	uint32_t rate = predict_stdout_rate(out);
	const char *string;

	if (dt_found(chosen) && rate && rate != PREDICT_RATE)
		predict_note(predict,
			     &(struct predict_problem){
				     .node = chosen,
				     .what = "stdout-path gives another rate than U-Boot's "
					     "default, 115200" });
	if (dt_found(first) ? first.offset == chosen.offset : !out->property && dt_found(chosen))
		return;
	if (dt_found(first))
		problem.what = "U-Boot cannot use it as its console";
	else
		problem.what = out->property ? "stdout-path leads to no node"
					     : "neither stdout-path nor alias `console` is given";
	problem.fixed = chosen;
	predict_walk(&walk, predict->tree);
	while (!dt_found(problem.fixed) && predict_next(&walk)) {
		const struct predict_driver *driver = predict_match(predict_u_boot_drivers,
								    walk.node, &string);

		if (driver && dt_okay(walk.node) && !uboot_refuses(&walk.trail, driver))
			problem.fixed = walk.node;
	}
	predict_note(predict, &problem);
}

static void uboot_run(struct predict *predict)
{
	struct predict_stdout out;
	struct dt_node first;

	predict_read_stdout(predict->tree, false, &out);
	first = uboot_first(predict, &out);
	if (!dt_found(first) || !uboot_try(predict, first))
		uboot_search(predict);
	if (dt_found(predict->verdict.node)) {
		predict->verdict.rate = PREDICT_RATE;
		uboot_put_rest(predict);
	}
	uboot_note(predict, &out, first);
}

static const struct predict_program u_boot = {
	.name = "u-boot",
	.sources =
		"U-Boot 2025.01: drivers/serial/serial-uclass.c, drivers/core/lists.c. "
		"They hold if it uses this tree (CONFIG_OF_BOARD), not one that it carries itself.",
	.run = uboot_run,
};
PREDICT_PROGRAM(u_boot);
