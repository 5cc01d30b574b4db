/*
 * Checks of properties that refer to other nodes, as fdt/where/refs.h knows them, and of the lists
 * that name their entries.
 * Sources: Devicetree Specification v0.4, 2.3.3; the devicetree project's bindings.
 */
#include "fdt/check/rule.h"
#include <stdio.h>
#include <string.h>
#include "fdt/where/refs.h"

enum {
	REFS_OTHER,
	REFS_NAMES,
	REFS_OLD_GPIO,
	REFS_CLOCKS,
	REFS_GPIOS,
	REFS_INTERRUPTS,
	REFS_RESETS,
	REFS_SUPPLY,
	REFS_CHECKS,
};

static const struct dt_check_row refs_rows[] = {
	[REFS_OTHER] = {
		.severity = DT_ERROR,
		.name = "refs-property",
		.text = "the reference cannot be followed",
		.fix = "set the phandle of a provider and the cells that it requires",
		.whole = true,
	},
	[REFS_NAMES] = {
		.severity = DT_WARNING,
		.name = "names-count",
		.text = "there are more names than entries",
		.fix = "correct one of the two lists",
	},
	[REFS_OLD_GPIO] = {
		.severity = DT_NOTE,
		.name = "deprecated-gpio-property",
		.text = "names of GPIOs end in -gpios",
		.fix = "rename it, unless the binding requires this name",
	},
	[REFS_CLOCKS] = {
		.severity = DT_ERROR,
		.name = "clocks-property",
		.text = "the reference cannot be followed",
		.fix = "set the phandle of a provider and the cells that it requires",
		.whole = true,
	},
	[REFS_GPIOS] = {
		.severity = DT_ERROR,
		.name = "gpios-property",
		.text = "the reference cannot be followed",
		.fix = "set the phandle of a provider and the cells that it requires",
		.whole = true,
	},
	[REFS_INTERRUPTS] = {
		.severity = DT_ERROR,
		.name = "interrupts-extended-property",
		.text = "the reference cannot be followed",
		.fix = "set the phandle of a provider and the cells that it requires",
		.whole = true,
	},
	[REFS_RESETS] = {
		.severity = DT_ERROR,
		.name = "resets-property",
		.text = "the reference cannot be followed",
		.fix = "set the phandle of a provider and the cells that it requires",
		.whole = true,
	},
	[REFS_SUPPLY] = {
		.severity = DT_ERROR,
		.name = "supply-property",
		.text = "the reference cannot be followed",
		.fix = "set the phandle of a provider and the cells that it requires",
		.whole = true,
	},
};

/* Properties that have a check of their own. */
static const struct refs_word {
	const char *word; /* as refs_word gives it */
	int check;
} refs_words[] = {
	{ .word = "clocks", .check = REFS_CLOCKS },
	{ .word = "gpios", .check = REFS_GPIOS },
	{ .word = "interrupts-extended", .check = REFS_INTERRUPTS },
	{ .word = "resets", .check = REFS_RESETS },
	{ .word = "supply", .check = REFS_SUPPLY },
};

enum { REFS_WORDS = sizeof(refs_words) / sizeof(refs_words[0]) };

static bool refs_is_checked_elsewhere(const char *name)
{
	static const char *const names[] = {
		"interrupt-parent",
		"interrupt-map",
		"remote-endpoint",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

/* "gpios" for reset-gpios and reset-gpio, "supply" for vdd-supply; else the whole name. */
static const char *refs_word(const char *name)
{
	const char *end = strrchr(name, '-');

	end = end ? end + 1 : name;
	if (strcmp(end, "gpio") == 0)
		return "gpios";
	return strcmp(end, "gpios") == 0 || strcmp(end, "supply") == 0 ? end : name;
}

/* The check of a property. */
static int refs_id(const char *name)
{
	const char *word = refs_word(name);

	for (int i = 0; i < REFS_WORDS; i++)
		if (strcmp(refs_words[i].word, word) == 0)
			return refs_words[i].check;
	return REFS_OTHER;
}

static void refs_list(struct dt_check *check, const struct dt_cursor *prop)
{
	struct dt_refs it;
	struct dt_ref ref = { 0 };
	int more = 0;

	if (dt_refs_kind(prop->name).shape == DT_REFS_NONE || refs_is_checked_elsewhere(prop->name))
		return;
	if (prop->len % DT_CELL) {
		rule_found(check, refs_id(prop->name), "%s: its length is not whole cells",
			   prop->name);
		return;
	}
	if (dt_refs(&it, check->node, prop->name, prop->value, prop->len))
		while ((more = dt_refs_next(&it, &ref)) > 0)
			;
	if (more < 0)
		rule_found(check, refs_id(prop->name), "%s, cell %u (0x%x): %s", prop->name,
			   (unsigned)ref.cell, (unsigned)ref.phandle, it.why);
}

static int refs_strings(struct dt_node node, const char *name)
{
	struct dt_strings it = dt_strings(node, name);
	const char *text;
	int count = 0;

	while (dt_strings_next(&it, &text) >= 0)
		count++;
	return count;
}

/* The number of entries; INT32_MAX when it is not known. */
static int refs_entries(struct dt_node node, const char *name)
{
	int len, more = 0, count = 0;
	const void *value = dt_prop(node, name, &len);
	struct dt_refs it;
	struct dt_ref ref;

	if (dt_refs(&it, node, name, value, (uint32_t)len))
		while ((more = dt_refs_next(&it, &ref)) > 0)
			count++;
	return more < 0 || count == 0 ? INT32_MAX : count;
}

/* The number of entries of the list that @names, of @base characters without "-names", names:
 * clock-names is for clocks, mbox-names for mboxes. INT32_MAX when it is not known. */
static int refs_named(struct dt_check *check, const char *names, size_t base)
{
	unsigned entry = (check->up->address + check->up->size) * DT_CELL;
	char list[40];
	int len;

	if (base == 3 && memcmp(names, "reg", 3) == 0)
		return dt_prop(check->node, "reg", &len) && entry ? len / (int)entry : INT32_MAX;
	snprintf(list, sizeof(list), "%.*s%ss", (int)base, names,
		 names[base - 1] == 'x' ? "e" : "");
	return dt_prop(check->node, list, &len) ? refs_entries(check->node, list) : INT32_MAX;
}

static void refs_prop(struct dt_check *check, const struct dt_cursor *prop)
{
	const char *last = strrchr(prop->name, '-');
	int names, entries;

	refs_list(check, prop);
	if (!last || last == prop->name)
		return;
	if (strcmp(last, "-gpio") == 0)
		rule_found(check, REFS_OLD_GPIO, "%s", prop->name);
	if (strcmp(last, "-names") != 0)
		return;
	names = refs_strings(check->node, prop->name);
	entries = refs_named(check, prop->name, (size_t)(last - prop->name));
	if (names > entries)
		rule_found(check, REFS_NAMES, "%s: %d for %d", prop->name, names, entries);
}

const struct dt_check_group check_refs = {
	.rows = refs_rows,
	.count = REFS_CHECKS,
	.prop = refs_prop,
};
