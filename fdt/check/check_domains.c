/*
 * Checks of OpenSBI's domains: nodes, properties, references. OpenSBI halts where these are broken,
 * before any program could say why.
 *
 * Source: OpenSBI, docs/domain_support.md, "Domain Device Tree Bindings".
 */
#include "fdt/check/rule.h"
#include <inttypes.h>
#include <string.h>
#include "fdt/where/domain.h"
#include "fdt/where/machine.h"

enum {
	DOMAINS_CONFIG,
	DOMAINS_PROPERTY,
	DOMAINS_REGION,
	DOMAINS_REFERENCE,
	DOMAINS_CHECKS,
};

static const struct dt_check_row domains_rows[] = {
	[DOMAINS_CONFIG] = {
		.severity = DT_ERROR,
		.name = "domain-config",
		.text = "OpenSBI finds domains only in a node of type " DT_DOMAIN_CONFIG,
		.fix = "mv $ /chosen/opensbi-domains",
		.whole = true,
	},
	[DOMAINS_PROPERTY] = {
		.severity = DT_ERROR,
		.name = "domain-property",
		.text = "OpenSBI reads another number of cells",
		.fix = "set $/PROPERTY <CELL ...>",
	},
	[DOMAINS_REGION] = {
		.severity = DT_ERROR,
		.name = "domain-region",
		.text = "base is no multiple of 2^order, or order is not 3 to 64 (32 on RV32)",
		.fix = "set $/base <HIGH LOW> or set $/order ORDER",
	},
	[DOMAINS_REFERENCE] = {
		.severity = DT_ERROR,
		.name = "domain-reference",
		.text = "the phandle leads to no such node",
		.fix = "set $/PROPERTY <&NODE ...>",
		.whole = true,
	},
};

enum domains_target { DOMAINS_NUMBER, DOMAINS_ANY, DOMAINS_CPU, DOMAINS_MEMREGION };

/* A property of the bindings. */
static const struct domains_prop {
	char name[16];
	bool instance; /* of instances; of memregions */
	uint8_t cells; /* of it, or of each entry of a list */
	bool list, mandatory;
	uint8_t target; /* what the first cell of each entry leads to: enum domains_target */
} domains_props[] = {
	{ .name = "base", .cells = 2, .mandatory = true },
	{ .name = "order", .cells = 1, .mandatory = true },
	{ .name = "devices", .cells = 1, .list = true, .target = DOMAINS_ANY },
	{
		.name = "possible-harts",
		.instance = true,
		.cells = 1,
		.list = true,
		.target = DOMAINS_CPU,
	},
	{
		.name = "regions",
		.instance = true,
		.cells = 2,
		.list = true,
		.target = DOMAINS_MEMREGION,
	},
	{ .name = "boot-hart", .instance = true, .cells = 1, .target = DOMAINS_CPU },
	{ .name = "next-arg1", .instance = true, .cells = 2 },
	{ .name = "next-addr", .instance = true, .cells = 2 },
	{ .name = "next-mode", .instance = true, .cells = 1 },
};

enum { DOMAINS_PROPS = sizeof(domains_props) / sizeof(*domains_props) };

/* --- properties ------------------------------------------------------------------------------ */

static bool domains_leads(struct dt_node node, enum domains_target target)
{
	return dt_found(node) &&
	       (target == DOMAINS_ANY || (target == DOMAINS_CPU && dt_is_cpu(node)) ||
		(target == DOMAINS_MEMREGION && dt_compatible(node, DT_DOMAIN_MEMREGION)));
}

static void domains_references(struct dt_check *check, const struct domains_prop *prop,
			       const uint8_t *cells, uint32_t count)
{
	for (uint32_t i = 0; prop->target != DOMAINS_NUMBER && i < count; i += prop->cells) {
		uint32_t phandle = rule_cell(cells, i);
		struct dt_node node = dt_by_phandle(check->tree, phandle);

		if (!domains_leads(node, prop->target))
			rule_found(check, DOMAINS_REFERENCE, "<0x%" PRIx32 "> in %s", phandle,
				   prop->name);
	}
}

static void domains_prop(struct dt_check *check, const struct domains_prop *prop)
{
	int len, entry = prop->cells * DT_CELL;
	const uint8_t *value = dt_prop(check->node, prop->name, &len);

	if (!value && !prop->mandatory)
		return;
	if (value && (prop->list ? len % entry == 0 : len == entry))
		domains_references(check, prop, value, (uint32_t)len / DT_CELL);
	else
		rule_found(check, DOMAINS_PROPERTY, "%s has %d bytes, not %s%d", prop->name, len,
			   prop->list ? "a multiple of " : "", entry);
}

static void domains_region(struct dt_check *check)
{
	struct dt_domain_region region;
	uint64_t base, order;

	if (dt_number(check->node, "base", &base) == 0 &&
	    dt_number(check->node, "order", &order) == 0 &&
	    dt_domain_region(check->node, &region) != 0)
		rule_found(check, DOMAINS_REGION, "base 0x%" PRIx64 ", order %" PRIu64, base,
			   order);
}

/* --- nodes ----------------------------------------------------------------------------------- */

static const char domains_name[] = "opensbi-domains";

static void domains_config(struct dt_check *check)
{
	if (dt_compatible(check->node, DT_DOMAIN_CONFIG))
		return;
	if (rule_found_fix(check, DOMAINS_CONFIG, check->node, "", NULL))
		rule_repair_text(check, check->node, "compatible", DT_DOMAIN_CONFIG);
}

static void domains_instance(struct dt_check *check)
{
	struct dt_node parent = dt_numbered(check->tree, check->parent);

	if (strcmp(dt_name(parent), domains_name) != 0 && !dt_compatible(parent, DT_DOMAIN_CONFIG))
		rule_found(check, DOMAINS_CONFIG, NULL);
}

static void domains_node(struct dt_check *check)
{
	bool instance;

	if (strcmp(check->name, domains_name) == 0)
		domains_config(check);
	instance = rule_text_is(check, RULE_COMPATIBLE, DT_DOMAIN_INSTANCE);
	if (!instance && !rule_text_is(check, RULE_COMPATIBLE, DT_DOMAIN_MEMREGION))
		return;
	for (int i = 0; i < DOMAINS_PROPS; i++)
		if (domains_props[i].instance == instance)
			domains_prop(check, &domains_props[i]);
	if (instance)
		domains_instance(check);
	else
		domains_region(check);
}

const struct dt_check_group check_domains = {
	.rows = domains_rows,
	.count = DOMAINS_CHECKS,
	.node = domains_node,
};
