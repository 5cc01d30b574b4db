/*
 * Checks of values of the right type that are wrong all the same: status, name, phandle, and what
 * the root must have.
 * Source: Devicetree Specification v0.4, 2.3.3, 2.3.4 and 3.2.
 */
#include "fdt/check/rule.h"
#include <stdio.h>
#include <string.h>

enum {
	VALUES_STATUS,
	VALUES_NAME_DIFFERS,
	VALUES_PHANDLE,
	VALUES_PHANDLE_TWICE,
	VALUES_PHANDLE_DIFFERS,
	VALUES_ROOT_COMPATIBLE,
	VALUES_ROOT_MODEL,
	VALUES_CHECKS,
};

static const struct dt_check_row values_rows[] = {
	[VALUES_STATUS] = {
		.severity = DT_WARNING,
		.name = "status-value",
		.text = "the specification has no such status, so the node counts as disabled",
		.fix = "set $$ okay or disabled",
	},
	[VALUES_NAME_DIFFERS] = {
		.severity = DT_ERROR,
		.name = "name-properties",
		.text = "name differs from the node's name",
	},
	[VALUES_PHANDLE] = {
		.severity = DT_ERROR,
		.name = "phandle-value",
		.text = "a phandle must not be 0 or 0xffffffff",
		.fix = "set $$ NUMBER that no other node has",
	},
	[VALUES_PHANDLE_TWICE] = {
		.severity = DT_ERROR,
		.name = "duplicate-phandle",
		.text = "another node has the same phandle",
		.fix = "set $$ NUMBER that no other node has",
	},
	[VALUES_PHANDLE_DIFFERS] = {
		.severity = DT_ERROR,
		.name = "phandle-differs",
		.text = "phandle and linux,phandle differ",
	},
	[VALUES_ROOT_COMPATIBLE] = {
		.severity = DT_WARNING,
		.name = "root-compatible",
		.text = "the root has no compatible",
		.fix = "set /compatible \"VENDOR,BOARD\"",
		.whole = true,
	},
	[VALUES_ROOT_MODEL] = {
		.severity = DT_NOTE,
		.name = "root-model",
		.text = "the root has no model",
		.fix = "set /model \"NAME\"",
		.whole = true,
	},
};

/* @text begins with @word, in upper or lower case. */
static bool values_like(const char *text, const char *word)
{
	for (; *word; text++, word++)
		if ((*text | 0x20) != *word)
			return false;
	return true;
}

/* The word that @text was meant to be, or NULL where that is not certain. */
static const char *values_status_meant(const char *text)
{
	if (values_like(text, "ok") || values_like(text, "en") || values_like(text, "on"))
		return "okay";
	return values_like(text, "dis") || values_like(text, "of") ? "disabled" : NULL;
}

static bool values_is_status(const char *text)
{
	static const char *const words[] = { "okay", "ok", "disabled", "reserved", "fail" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(text, words[i]) == 0)
			return true;
	return strncmp(text, "fail-", 5) == 0;
}

static void values_status(struct dt_check *check, const char *text)
{
	const char *meant = values_status_meant(text);

	if (values_is_status(text))
		return;
	if (!meant) {
		rule_found(check, VALUES_STATUS, "\"%s\"", text);
		return;
	}
	if (rule_found_fix(check, VALUES_STATUS, check->node, "", "\"%s\"", text))
		rule_repair_text(check, check->node, "status", meant);
}

static void values_phandle(struct dt_check *check, const struct dt_cursor *prop)
{
	uint32_t phandle = dt_be32(prop->value);
	int32_t first = dt_index_phandle(check->tree, phandle);
	char path[DT_PATH_MAX];

	if (phandle == 0 || phandle == UINT32_MAX)
		rule_found(check, VALUES_PHANDLE, "%s", prop->name);
	else if (first >= 0 && first != check->number)
		rule_found(check, VALUES_PHANDLE_TWICE, "0x%x of %s", (unsigned)phandle,
			   rule_path(dt_numbered(check->tree, first), path, sizeof(path)));
}

/* linux,phandle is the old name, and counts where there is no phandle. */
static void values_old_phandle(struct dt_check *check, const struct dt_cursor *prop)
{
	int len;
	const void *phandle = dt_prop(check->node, "phandle", &len);

	if (!phandle || len != DT_CELL)
		values_phandle(check, prop);
	else if (dt_be32(phandle) != dt_be32(prop->value) &&
		 rule_found(check, VALUES_PHANDLE_DIFFERS, NULL))
		rule_repair_remove(check, prop->name);
}

static void values_name(struct dt_check *check, const char *text)
{
	if (rule_found(check, VALUES_NAME_DIFFERS, "\"%s\"", text))
		rule_repair_remove(check, "name");
}

enum { VALUES_SAYS_PHANDLE = 1, VALUES_SAYS_OLD_PHANDLE, VALUES_SAYS_STATUS, VALUES_SAYS_NAME };

static uint8_t values_says(const char *name)
{
	static const char names[][14] = {
		[VALUES_SAYS_PHANDLE] = "phandle",
		[VALUES_SAYS_OLD_PHANDLE] = "linux,phandle",
		[VALUES_SAYS_STATUS] = "status",
		[VALUES_SAYS_NAME] = "name",
	};

	for (size_t i = 1; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(name, names[i]) == 0)
			return (uint8_t)i;
	return 0;
}

static void values_prop(struct dt_check *check, const struct dt_cursor *prop, unsigned says)
{
	const char *text = (const char *)prop->value;

	if (says == VALUES_SAYS_PHANDLE && prop->len == DT_CELL)
		values_phandle(check, prop);
	else if (says == VALUES_SAYS_OLD_PHANDLE && prop->len == DT_CELL)
		values_old_phandle(check, prop);
	else if (says == VALUES_SAYS_STATUS && rule_is_string(prop))
		values_status(check, text);
	else if (says == VALUES_SAYS_NAME && rule_is_string(prop) &&
		 (strchr(text, '@') || !rule_base_is(check->name, text)))
		values_name(check, text);
}

static void values_node(struct dt_check *check)
{
	if (check->depth)
		return;
	if (!rule_has(check, RULE_COMPATIBLE))
		rule_found(check, VALUES_ROOT_COMPATIBLE, NULL);
	if (!rule_node_has(check->node, "model"))
		rule_found(check, VALUES_ROOT_MODEL, NULL);
}

const struct dt_check_group check_values = {
	.rows = values_rows,
	.count = VALUES_CHECKS,
	.node = values_node,
	.prop = values_prop,
	.name = values_says,
};
