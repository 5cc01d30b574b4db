#include "fdt/check/rule.h"
/*
 * Properties that refer to other nodes, as fdt/where/refs.h knows them, and the lists that name
 * them.
 */
#include <stdio.h>
#include <string.h>
#include "fdt/where/refs.h"

/* Some properties have rows of their own: the property's name, and "-property" behind it. */
static const char refs_rows[] = "Ecrefs-property\0a reference that cannot be followed\0"
				"Wdnames-count\0more names than entries\0"
				"Nadeprecated-gpio-property\0names of GPIOs end in -gpios\0"
				"Ecclocks-property\0a reference that cannot be followed\0"
				"Ecgpios-property\0\0"
				"Ecinterrupts-extended-property\0\0"
				"Ecresets-property\0\0"
				"Ecsupply-property\0\0";

enum { REFS_OTHER, REFS_NAMES, REFS_OLD_GPIO };

/* Properties that other files check. */
static const char refs_elsewhere[][17] = { "interrupt-parent", "interrupt-map", "remote-endpoint" };

static bool refs_is_elsewhere(const char *name)
{
	for (size_t i = 0; i < sizeof(refs_elsewhere) / sizeof(refs_elsewhere[0]); i++)
		if (strcmp(name, refs_elsewhere[i]) == 0)
			return true;
	return false;
}

/* What stands behind the last '-' where that decides, else the whole. */
static const char *refs_word(const char *name)
{
	const char *end = strrchr(name, '-');

	end = end ? end + 1 : name;
	if (strcmp(end, "gpio") == 0)
		return "gpios";
	return strcmp(end, "gpios") == 0 || strcmp(end, "supply") == 0 ? end : name;
}

static int refs_id(const struct dt_check *check, const char *name)
{
	char full[40];
	int len = snprintf(full, sizeof(full), "%s-property", refs_word(name)), number;

	if (len < 0 || len >= (int)sizeof(full))
		return REFS_OTHER;
	number = dt_check_named(full, (size_t)len);
	return number < 0 ? REFS_OTHER : number - check->first;
}

static void refs_list(struct dt_check *check, const struct dt_cursor *prop)
{
	struct dt_refs it;
	struct dt_ref ref = { 0 };
	int more = 0;

	if (dt_refs_kind(prop->name).shape == DT_REFS_NONE || refs_is_elsewhere(prop->name))
		return;
	if (prop->len % CELL) {
		rule_found(check, refs_id(check, prop->name), "%s: no whole cells", prop->name);
		return;
	}
	if (dt_refs(&it, check->node, prop->name, prop->value, prop->len))
		while ((more = dt_refs_next(&it, &ref)) > 0)
			;
	if (more < 0)
		rule_found(check, refs_id(check, prop->name), "%s, cell %u (0x%x): %s", prop->name,
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

/* The number of entries; INT32_MAX when it cannot be told. */
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

/* clock-names names clocks, mbox-names mboxes. */
static int refs_named(struct dt_check *check, const char *names, size_t base)
{
	unsigned entry = (check->up->address + check->up->size) * CELL;
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
	.prop = refs_prop,
};
