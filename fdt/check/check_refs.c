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
		.fix = "set $$ <&PROVIDER CELLS> as its binding says",
		.whole = true,
	},
	[REFS_NAMES] = {
		.severity = DT_WARNING,
		.name = "names-count",
		.text = "there are more names than entries",
		.fix = "set $$ with a name for each entry",
	},
	[REFS_OLD_GPIO] = {
		.severity = DT_NOTE,
		.name = "deprecated-gpio-property",
		.text = "names of GPIOs end in -gpios",
		.fix = "mv $$ $$s, unless the binding requires this name",
	},
	[REFS_CLOCKS] = {
		.severity = DT_ERROR,
		.name = "clocks-property",
		.text = "the reference cannot be followed",
		.fix = "set $$ <&PROVIDER CELLS> as its binding says",
		.whole = true,
	},
	[REFS_GPIOS] = {
		.severity = DT_ERROR,
		.name = "gpios-property",
		.text = "the reference cannot be followed",
		.fix = "set $$ <&PROVIDER CELLS> as its binding says",
		.whole = true,
	},
	[REFS_INTERRUPTS] = {
		.severity = DT_ERROR,
		.name = "interrupts-extended-property",
		.text = "the reference cannot be followed",
		.fix = "set $$ <&PROVIDER CELLS> as its binding says",
		.whole = true,
	},
	[REFS_RESETS] = {
		.severity = DT_ERROR,
		.name = "resets-property",
		.text = "the reference cannot be followed",
		.fix = "set $$ <&PROVIDER CELLS> as its binding says",
		.whole = true,
	},
	[REFS_SUPPLY] = {
		.severity = DT_ERROR,
		.name = "supply-property",
		.text = "the reference cannot be followed",
		.fix = "set $$ <&PROVIDER CELLS> as its binding says",
		.whole = true,
	},
};

enum { REFS_ELSEWHERE = REFS_CHECKS }; /* another group's check */

/* Properties that have a check of their own. */
static const struct refs_word {
	const char *word; /* as refs_word gives it */
	int check;
} refs_words[] = {
	{ .word = "clocks", .check = REFS_CLOCKS },
	{ .word = "gpios", .check = REFS_GPIOS },
	{ .word = "interrupt-map", .check = REFS_ELSEWHERE },
	{ .word = "interrupt-parent", .check = REFS_ELSEWHERE },
	{ .word = "interrupts-extended", .check = REFS_INTERRUPTS },
	{ .word = "remote-endpoint", .check = REFS_ELSEWHERE },
	{ .word = "resets", .check = REFS_RESETS },
	{ .word = "supply", .check = REFS_SUPPLY },
};

enum { REFS_WORDS = sizeof(refs_words) / sizeof(refs_words[0]) };

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

/* What a name says: the number of its kind of references, if they are checked here, and bits. */
enum {
	REFS_SAYS_KIND = DT_REFS_KINDS - 1,
	REFS_SAYS_OLD_GPIO = DT_REFS_KINDS,
	REFS_SAYS_NAMES = 2 * DT_REFS_KINDS,
};

static uint8_t refs_says(const char *name)
{
	const char *last = strrchr(name, '-');
	unsigned says = refs_id(name) == REFS_ELSEWHERE ? 0 : dt_refs_kind(name).number;

	if (!last || last == name)
		return (uint8_t)says;
	if (strcmp(last, "-gpio") == 0)
		says |= REFS_SAYS_OLD_GPIO;
	if (strcmp(last, "-names") == 0)
		says |= REFS_SAYS_NAMES;
	return (uint8_t)says;
}

/* Starts over the references of a property of the current node. */
static bool refs_start(struct dt_check *check, const struct dt_cursor *prop,
		       struct dt_refs_kind kind, struct dt_refs *it)
{
	bool refers = dt_refs_of(it, kind, check->node, prop->name, prop->value, prop->len);

	it->memo = &check->space->targets;
	return refers;
}

static void refs_list(struct dt_check *check, const struct dt_cursor *prop,
		      struct dt_refs_kind kind)
{
	struct dt_refs it;
	struct dt_ref ref = { 0 };
	int more = 0;

	if (prop->len % DT_CELL) {
		rule_found(check, refs_id(prop->name), "%s: its length is not whole cells",
			   prop->name);
		return;
	}
	if (refs_start(check, prop, kind, &it))
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
static int refs_entries(struct dt_check *check, const struct dt_cursor *prop)
{
	int more = 0, count = 0;
	struct dt_refs it;
	struct dt_ref ref;

	if (refs_start(check, prop, dt_refs_kind(prop->name), &it))
		while ((more = dt_refs_next(&it, &ref)) > 0)
			count++;
	return more < 0 || count == 0 ? INT32_MAX : count;
}

/* @name is that of the list for which @names, of @base characters without "-names", has names:
 * clocks for clock-names, mboxes for mbox-names. */
static bool refs_is_named(const char *name, const char *names, size_t base)
{
	if (strncmp(name, names, base) != 0)
		return false;
	name += base;
	if (name[-1] == 'x' && *name++ != 'e')
		return false;
	return name[0] == 's' && name[1] == '\0';
}

/* The number of entries of the list that @names names; INT32_MAX when it is not known. */
static int refs_named(struct dt_check *check, const char *names, size_t base)
{
	unsigned entry = (check->up->address + check->up->size) * DT_CELL;
	struct dt_cursor prop;
	int len;

	if (base == 3 && memcmp(names, "reg", 3) == 0)
		return rule_value(check, RULE_REG, &len) && entry ? len / (int)entry : INT32_MAX;
	dt_walk(&prop, check->node);
	dt_next(&prop);
	while (dt_next(&prop) == DT_PROP)
		if (refs_is_named(prop.name, names, base))
			return refs_entries(check, &prop);
	return INT32_MAX;
}

static void refs_names(struct dt_check *check, const struct dt_cursor *prop)
{
	size_t base = strlen(prop->name) - strlen("-names");
	int names = refs_strings(check->node, prop->name),
	    entries = refs_named(check, prop->name, base);

	if (names > entries)
		rule_found(check, REFS_NAMES, "%s: %d for %d", prop->name, names, entries);
}

static void refs_prop(struct dt_check *check, const struct dt_cursor *prop, unsigned says)
{
	if (says & REFS_SAYS_KIND)
		refs_list(check, prop, dt_refs_kind_numbered(says & REFS_SAYS_KIND));
	if (says & REFS_SAYS_OLD_GPIO)
		rule_found(check, REFS_OLD_GPIO, "%s", prop->name);
	if (says & REFS_SAYS_NAMES)
		refs_names(check, prop);
}

const struct dt_check_group check_refs = {
	.rows = refs_rows,
	.count = REFS_CHECKS,
	.prop = refs_prop,
	.name = refs_says,
};
