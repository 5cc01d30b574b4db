/*
 * OpenSBI's console: generic platform, whose tables of drivers all platforms with a tree share.
 *
 * Sources: OpenSBI a524f0a507de, lib/utils/serial/fdt_serial.c: fdt_serial_init; lib/utils/fdt/
 * fdt_driver.c: fdt_driver_init_by_offset,
 * fdt_driver_init_scan; lib/utils/fdt/fdt_helper.c: fdt_parse_uart_node (clock, rate; no address or
 * size of 0), fdt_find_match (before 1.6). What happens without a console: seen with Debian's
 * packages opensbi 1.1 and 1.6.
 */
#include <errno.h>
#include "drivers/predict/opensbi_drivers.h"
#include "fdt/where/address.h"

/* --- one node --------------------------------------------------------------------------------- */

/* OpenSBI takes an address that no window covers as it is. */
static bool opensbi_has_reg(const struct dt_trail *trail)
{
	struct dt_reg reg = { 0 };
	int err = dt_reg(trail, 0, &reg, NULL);

	return (!err || err == -ENXIO) && (reg.cpu || reg.bus) && reg.size;
}

/* Why the driver refuses the node, a constant text; NULL: it takes it. */
static const char *opensbi_refuses(const struct dt_trail *trail,
				   const struct predict_driver *driver)
{
	if (driver->without_reg || opensbi_has_reg(trail))
		return NULL;
	return "its reg gives no address and size, so that the driver refuses it";
}

/* Why 1.6 and newer do not take the node at the end of @trail; NULL: *@driver takes it. */
static const char *opensbi_why_not(const struct dt_trail *trail,
				   const struct predict_driver **driver, const char **string)
{
	struct dt_node node = dt_trail_node(trail);

	if (!dt_okay(node))
		return "its status is not \"okay\", so that it is passed over";
	*driver = predict_match(predict_opensbi_drivers, node, string);
	if (!*driver)
		return "none of OpenSBI's drivers has one of its compatible strings";
	return opensbi_refuses(trail, *driver);
}

/* --- 1.6 and newer ---------------------------------------------------------------------------- */

static struct dt_node opensbi_stdout(struct predict *predict, const struct predict_stdout *out)
{
	const struct predict_driver *driver = NULL;
	struct dt_node none = { predict->tree, -ENOENT };
	struct dt_trail trail;
	struct dt_text *text;
	const char *why, *string;

	if (!dt_found(out->node) || dt_trail(out->node, &trail))
		return none;
	why = opensbi_why_not(&trail, &driver, &string);
	text = predict_step(predict);
	if (why)
		dt_puts(text, why);
	else
		predict_put_driver(text, driver, string);
	if (why && !driver && dt_okay(out->node)) {
		dt_puts(text, ": ");
		predict_put_strings(text, out->node);
	}
	predict_end(predict, "fdt_driver_init_by_offset");
	return why ? none : out->node;
}

static struct dt_node opensbi_search(struct predict *predict)
{
	const struct predict_driver *driver = NULL;
	struct dt_node found = { predict->tree, -ENOENT };
	struct predict_walk walk;
	struct dt_text *text = predict_step(predict);
	const char *string;

	dt_puts(text, "the search, for the first node in the tree's order that is enabled and has "
		      "a driver: ");
	predict_walk(&walk, predict->tree);
	while (!dt_found(found) && predict_next(&walk))
		if (!opensbi_why_not(&walk.trail, &driver, &string))
			found = walk.node;
	if (!dt_found(found)) {
		dt_puts(text, "no node");
	} else {
		dt_put_trail(text, &walk.trail);
		dt_puts(text, "; ");
		predict_put_driver(text, driver, string);
	}
	predict_end(predict, "fdt_driver_init_one");
	return found;
}

/* --- before 1.6 ------------------------------------------------------------------------------- */

/* For each driver the node that its search finds: the first that has the first of its strings. */
struct opensbi_old {
	struct dt_node node[PREDICT_OPENSBI_DRIVERS];
	int string[PREDICT_OPENSBI_DRIVERS]; /* its index in the driver's list */
};

static void opensbi_old_node(struct opensbi_old *old, struct dt_node node)
{
	for (int i = 0; i < PREDICT_OPENSBI_DRIVERS; i++) {
		const char *const *list = predict_opensbi_drivers[i]->compatible;

		for (int at = 0; at < old->string[i] && list[at]; at++) {
			if (!dt_compatible(node, list[at]))
				continue;
			old->string[i] = at;
			old->node[i] = node;
		}
	}
}

/* 1.1 has the driver, and it takes the node. */
static bool opensbi_old_takes(int driver, struct dt_node node)
{
	struct dt_trail trail;

	return !predict_opensbi_drivers[driver]->since && dt_found(node) &&
	       dt_trail(node, &trail) == 0 &&
	       !opensbi_refuses(&trail, predict_opensbi_drivers[driver]);
}

/* No status is looked at. Each driver tries one node: the one that stdout-path names, else the one
 * that its search finds. */
static struct dt_node opensbi_old(const struct dt_tree *tree, struct dt_node named)
{
	struct opensbi_old old;
	struct predict_walk walk;

	for (int i = 0; i < PREDICT_OPENSBI_DRIVERS; i++)
		if (dt_found(named) &&
		    predict_in_list(named, predict_opensbi_drivers[i]->compatible) &&
		    opensbi_old_takes(i, named))
			return named;
	for (int i = 0; i < PREDICT_OPENSBI_DRIVERS; i++) {
		old.node[i] = (struct dt_node){ tree, -ENOENT };
		old.string[i] = 99;
	}
	predict_walk(&walk, tree);
	while (predict_next(&walk))
		opensbi_old_node(&old, walk.node);
	for (int i = 0; i < PREDICT_OPENSBI_DRIVERS; i++)
		if (opensbi_old_takes(i, old.node[i]))
			return old.node[i];
	return (struct dt_node){ tree, -ENOENT };
}

/* --- the verdict ------------------------------------------------------------------------------ */

/* Baud; 0: the driver leaves the divisor alone. */
static uint32_t opensbi_rate(struct dt_node node, const struct predict_driver *driver)
{
	uint64_t hz = driver->clock;
	uint32_t rate = dt_cell(node, "current-speed", PREDICT_RATE);

	dt_number(node, "clock-frequency", &hz);
	return hz && !driver->fixed_rate ? rate : 0;
}

static void opensbi_put_rate(struct predict *predict, struct dt_node node,
			     const struct predict_driver *driver)
{
	struct dt_text *text = predict_step(predict);
	uint32_t rate = opensbi_rate(node, driver);

	if (driver->fixed_rate)
		dt_puts(text, "its driver sets no rate");
	else if (!rate)
		dt_puts(text, "no clock-frequency: the divisor stays as the stage before set it");
	else
		dt_puts(text,
			"the divisor is set for current-speed, 115200 baud without it; options "
			"of stdout-path are not read");
	predict_end(predict, "fdt_parse_uart_node");
}

static struct predict_verdict opensbi_verdict(struct dt_node node, const char *what)
{
	const char *string;
	const struct predict_driver *driver = predict_match(predict_opensbi_drivers, node, &string);
	struct predict_verdict verdict = { .node = node, .what = what };

	if (!driver)
		return verdict;
	verdict.rate = opensbi_rate(node, driver);
	verdict.without_rate = driver->fixed_rate;
	return verdict;
}

static void opensbi_put_old(struct predict *predict, struct dt_node node)
{
	struct dt_text *text;

	if (node.offset == predict->verdict.node.offset)
		return;
	predict->other = opensbi_verdict(node, "no console: it goes on without one");
	predict->other.version = "1.1";
	text = predict_step(predict);
	dt_puts(text,
		"OpenSBI 1.1, which QEMU 7.2 has, does not look at status, and its search tries "
		"one node for each driver, in the drivers' order; it lacks the newer drivers");
	predict_end(predict, "fdt_find_match");
}

static void opensbi_note(struct predict *predict, const struct predict_stdout *out)
{
	struct dt_node chosen = predict->verdict.node;
	struct predict_problem problem = { .node = out->node, .fixed = chosen };

	if (out->property && !dt_found(out->node)) {
		problem.what = "stdout-path leads to no node";
		problem.fix = PREDICT_STDOUT;
	} else if (dt_found(out->node) && out->node.offset != chosen.offset) {
		problem.what = dt_okay(out->node)
				       ? "stdout-path names it, but OpenSBI cannot drive it"
				       : "stdout-path names it, but it is disabled";
		problem.fix = dt_okay(out->node) ? PREDICT_STDOUT : PREDICT_ENABLE;
		if (problem.fix == PREDICT_ENABLE)
			problem.fixed = out->node;
	} else if (!dt_found(chosen)) {
		problem.what = "no enabled node that has a reg is one that OpenSBI drives";
	}
	if (problem.what)
		predict_note(predict, &problem);
}

static void opensbi_run(struct predict *predict)
{
	struct predict_stdout out;
	struct dt_node node;
	const struct predict_driver *driver;
	const char *string;

	predict_read_stdout(predict->tree, false, &out);
	predict_put_stdout(predict, &out, dt_found(out.node), "fdt_serial_init");
	node = opensbi_stdout(predict, &out);
	if (!dt_found(node))
		node = opensbi_search(predict);
	predict->verdict = opensbi_verdict(
		node, "no console: it stops before its banner, and starts nothing");
	driver = predict_match(predict_opensbi_drivers, node, &string);
	if (driver)
		opensbi_put_rate(predict, node, driver);
	opensbi_put_old(predict, opensbi_old(predict->tree, out.node));
	opensbi_note(predict, &out);
}

static const struct predict_program opensbi = {
	.name = "opensbi",
	.sources =
		"OpenSBI 1.6 and newer, generic platform: lib/utils/serial/fdt_serial*.c, "
		"lib/utils/"
		"fdt/fdt_driver.c, fdt_helper.c. A debugger with semihosting is taken before all.",
	.run = opensbi_run,
};
PREDICT_PROGRAM(opensbi);
