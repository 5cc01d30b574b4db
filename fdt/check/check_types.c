#include "fdt/check/rule.h"
/*
 * What values must be, by their names: cells, strings, words.
 * Source: Devicetree Specification v0.4, 2.3 and 3.
 */
#include <string.h>
#include "fdt/print/prop_type.h"

/* In the order of types_rows. */
enum {
	TYPES_ADDRESS_CELLS,
	TYPES_SIZE_CELLS,
	TYPES_INTERRUPT_CELLS,
	TYPES_PHANDLE,
	TYPES_COMPATIBLE,
	TYPES_DEVICE_TYPE,
	TYPES_MODEL,
	TYPES_STATUS,
	TYPES_LABEL,
	TYPES_NAME,
	TYPES_BOOTARGS,
	TYPES_NAMES,
	TYPES_OTHER,
	TYPES_STATUS_VALUE,
	TYPES_NAME_DIFFERS,
	TYPES_PHANDLE_VALUE,
	TYPES_PHANDLE_TWICE,
	TYPES_PHANDLE_DIFFERS,
	TYPES_ROOT_COMPATIBLE,
	TYPES_ROOT_MODEL,
};

static const char types_rows[] =
	"E+address-cells-is-cell\0must be one cell\0set it as <1> or <2>\0"
	"E+size-cells-is-cell\0\0set it as <1> or <2>\0"
	"E+interrupt-cells-is-cell\0\0set it as its binding has it\0"
	"Ehphandle-is-cell\0\0"
	"Egcompatible-is-string-list\0must be strings\0"
	"Egdevice-type-is-string\0must be one string\0"
	"Egmodel-is-string\0\0"
	"Egstatus-is-string\0\0"
	"Eglabel-is-string\0\0"
	"Ebname-is-string\0\0"
	"Egchosen-bootargs\0\0"
	"Egnames-is-string-list\0must be strings\0"
	"Wgstring-property\0should be strings\0"
	"W-status-value\0no status the specification has, so it counts as disabled\0"
	"Ebname-properties\0name is not the node's\0"
	"Ehphandle-value\0no phandle is 0 or 0xffffffff\0"
	"Ehduplicate-phandle\0another node has this phandle\0"
	"E+phandle-differs\0phandle and linux,phandle differ\0remove linux,phandle\0"
	"W+root-compatible\0the root says no compatible\0set it: \"VENDOR,BOARD\"\0"
	"N+root-model\0the root says no model\0set it: the board's name\0";

enum types_kind { TYPES_CELL, TYPES_STRING, TYPES_LIST };

/* The rows of types_rows that begin it, by their properties. */
static const struct types_row {
	char name[17];
	uint8_t kind;
} types_table[] = {
	{ "#address-cells", TYPES_CELL },   { "#size-cells", TYPES_CELL },
	{ "#interrupt-cells", TYPES_CELL }, { "phandle", TYPES_CELL },
	{ "compatible", TYPES_LIST },       { "device_type", TYPES_STRING },
	{ "model", TYPES_STRING },          { "status", TYPES_STRING },
	{ "label", TYPES_STRING },          { "name", TYPES_STRING },
	{ "bootargs", TYPES_STRING },
};

enum { TYPES_ROWS = sizeof(types_table) / sizeof(types_table[0]) };

static bool types_fits(enum types_kind kind, const struct dt_cursor *prop)
{
	const uint8_t *nul = memchr(prop->value, 0, prop->len);

	if (kind == TYPES_CELL)
		return prop->len == CELL;
	if (kind == TYPES_STRING)
		return nul && nul == prop->value + prop->len - 1;
	return prop->len == 0 || prop->value[prop->len - 1] == '\0';
}

static bool types_ends(const char *name, const char *end)
{
	size_t len = strlen(name), rest = strlen(end);

	return len > rest && strcmp(name + len - rest, end) == 0;
}

/* The property is not what its name says: the check's number, or -1. */
static int types_bad(const struct dt_check *check, const struct dt_cursor *prop)
{
	for (int i = 0; i < TYPES_ROWS; i++)
		if (strcmp(prop->name, types_table[i].name) == 0)
			return types_fits((enum types_kind)types_table[i].kind, prop) ? -1 : i;
	if (types_ends(prop->name, "-names"))
		return types_fits(TYPES_LIST, prop) ? -1 : TYPES_NAMES;
	/* Short names are not of one meaning: pins, function. */
	if (prop->len && strpbrk(prop->name, ",-") &&
	    (prop_type_node_is_text(check->name) ||
	     prop_type_of_name(prop->name) == DT_TYPE_STRINGS))
		return types_fits(TYPES_LIST, prop) ? -1 : TYPES_OTHER;
	return -1;
}

/* Begins as the word does, in letters of any case. */
static bool types_like(const char *text, const char *word)
{
	for (; *word; text++, word++)
		if ((*text | 0x20) != *word)
			return false;
	return true;
}

/* The word that was meant, where there is no doubt; else NULL. */
static const char *types_status_meant(const char *text)
{
	if (types_like(text, "ok") || types_like(text, "en") || types_like(text, "on"))
		return "okay";
	return types_like(text, "dis") || types_like(text, "of") ? "disabled" : NULL;
}

static void types_status(struct dt_check *check, const char *text)
{
	static const char words[][9] = { "okay", "ok", "disabled", "reserved", "fail" };
	const char *meant = types_status_meant(text);

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(text, words[i]) == 0)
			return;
	if (strncmp(text, "fail-", 5) == 0)
		return;
	if (rule_found(check, TYPES_STATUS_VALUE, "\"%s\"; set it \"%s\"", text,
		       meant ? meant : "okay\" or \"disabled") &&
	    meant)
		rule_mend_text(check, check->node, "status", meant);
}

static void types_phandle(struct dt_check *check, const struct dt_cursor *prop)
{
	uint32_t phandle = dt_be32(prop->value);
	int len;
	const void *old = dt_prop(check->node, "linux,phandle", &len);
	int32_t first = dt_index_phandle(check->tree, phandle);
	char path[DT_PATH_MAX];

	if (phandle == 0 || phandle == UINT32_MAX)
		rule_found(check, TYPES_PHANDLE_VALUE, NULL);
	else if (first >= 0 && first != check->number)
		rule_found(check, TYPES_PHANDLE_TWICE, "0x%x of %s", (unsigned)phandle,
			   rule_path(dt_numbered(check->tree, first), path, sizeof(path)));
	if (old && len == CELL && dt_be32(old) != phandle &&
	    rule_found(check, TYPES_PHANDLE_DIFFERS, NULL))
		rule_mend_remove(check, "linux,phandle");
}

static void types_name(struct dt_check *check, const char *text)
{
	if (rule_found(check, TYPES_NAME_DIFFERS, "\"%s\"", text))
		rule_mend_remove(check, "name");
}

static void types_prop(struct dt_check *check, const struct dt_cursor *prop)
{
	const char *text = (const char *)prop->value, *name = prop->name;
	int bad = types_bad(check, prop);

	if (bad >= 0)
		rule_found(check, bad, bad < TYPES_NAMES ? NULL : "%s", name);
	else if (strcmp(name, "status") == 0)
		types_status(check, text);
	else if (strcmp(name, "name") == 0 &&
		 (strchr(text, '@') || !rule_base_is(check->name, text)))
		types_name(check, text);
	else if (strcmp(name, "phandle") == 0)
		types_phandle(check, prop);
}

static void types_node(struct dt_check *check)
{
	if (check->depth)
		return;
	if (!rule_has(check, "compatible"))
		rule_found(check, TYPES_ROOT_COMPATIBLE, NULL);
	if (!rule_has(check, "model"))
		rule_found(check, TYPES_ROOT_MODEL, NULL);
}

const struct dt_check_group check_types = {
	.rows = types_rows,
	.node = types_node,
	.prop = types_prop,
};
