/*
 * Checks of which hart belongs to which of OpenSBI's domains.
 *
 * Source: OpenSBI, docs/domain_support.md, "Domain Instance Node" and "Assigning HART To Domain
 * Instance". The latter's text calls the property of a hart opensbi,domain; the example there, and
 * lib/utils/fdt/fdt_domain.c, opensbi-domain.
 */
#include "fdt/check/rule.h"
#include "fdt/where/domain.h"
#include "fdt/where/machine.h"

enum {
	ASSIGN_INSTANCE,
	ASSIGN_BOOT,
	ASSIGN_HART,
	ASSIGN_CHECKS,
};

static const struct dt_check_row assign_rows[] = {
	[ASSIGN_INSTANCE] = {
		.severity = DT_ERROR,
		.name = "domain-of-hart",
		.text = "opensbi-domain leads to no domain instance",
		.fix = "set $/opensbi-domain <&DOMAIN>",
		.whole = true,
	},
	[ASSIGN_BOOT] = {
		.severity = DT_WARNING,
		.name = "domain-boot-hart",
		.text = "OpenSBI does not start this domain at boot",
		.whole = true,
	},
	[ASSIGN_HART] = {
		.severity = DT_WARNING,
		.name = "domain-hart",
		.text = "the hart stays in the root domain",
		.whole = true,
	},
};

/* The instance that the hart is assigned to. */
static struct dt_node assign_of(struct dt_node cpu)
{
	return dt_by_phandle(cpu.tree, dt_cell(cpu, "opensbi-domain", 0));
}

/* Marks the instance's possible harts that are assigned to it. False: its boot hart is not one. */
static bool assign_possible(struct dt_check *check, struct dt_node boot)
{
	uint32_t count;
	const uint8_t *cells = rule_node_cells(check->node, "possible-harts", &count);
	bool boots = false;

	for (uint32_t i = 0; i < count; i++) {
		struct dt_node cpu = dt_by_phandle(check->tree, rule_cell(cells, i));

		if (!dt_found(cpu) || !dt_is_cpu(cpu))
			continue;
		boots = boots || cpu.offset == boot.offset;
		if (assign_of(cpu).offset == check->node.offset)
			rule_facts(check, dt_number_of(cpu))->possible = true;
	}
	return boots;
}

static void assign_harts(struct dt_check *check)
{
	uint32_t phandle = dt_cell(check->node, "boot-hart", 0);
	struct dt_node boot = dt_by_phandle(check->tree, phandle);
	bool possible = assign_possible(check, boot);

	if (!dt_found(boot) || !dt_is_cpu(boot))
		return;
	if (!possible)
		rule_found_fix(check, ASSIGN_BOOT, check->node, "set $/possible-harts <&CPU ...>",
			       "boot-hart is not in possible-harts");
	else if (assign_of(boot).offset != check->node.offset)
		rule_found_fix(check, ASSIGN_BOOT, check->node, "set CPU/opensbi-domain <&$>",
			       "boot-hart is not assigned to it");
}

/* A hart that is assigned to a domain. */
static void assign_cpu(struct dt_check *check, struct dt_node cpu)
{
	struct dt_node domain = assign_of(cpu);

	if (rule_node_has(cpu, "opensbi,domain"))
		rule_found_fix(check, ASSIGN_HART, cpu, "mv $/opensbi,domain $/opensbi-domain",
			       "OpenSBI reads opensbi-domain, not opensbi,domain");
	if (!rule_node_has(cpu, "opensbi-domain"))
		return;
	if (!dt_found(domain) || !dt_compatible(domain, DT_DOMAIN_INSTANCE))
		rule_found_at(check, ASSIGN_INSTANCE, cpu, NULL);
	else if (!rule_facts(check, dt_number_of(cpu))->possible)
		rule_found_fix(check, ASSIGN_HART, cpu, "set DOMAIN/possible-harts <&$ ...>",
			       "its domain does not have it in possible-harts");
}

static void assign_tree(struct dt_check *check)
{
	struct dt_node cpu = dt_first_child((struct dt_node){ check->tree, check->tree->cpus });

	for (; dt_found(cpu); cpu = dt_next_child(cpu))
		if (dt_is_cpu(cpu))
			assign_cpu(check, cpu);
}

static void assign_node(struct dt_check *check)
{
	if (rule_text_is(check, RULE_COMPATIBLE, DT_DOMAIN_INSTANCE))
		assign_harts(check);
}

const struct dt_check_group check_assignments = {
	.rows = assign_rows,
	.count = ASSIGN_CHECKS,
	.node = assign_node,
	.tree = assign_tree,
};
