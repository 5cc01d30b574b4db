/*
 * Audits of the tree's harts against the running hart, and against the harts that firmware knows.
 * Sources: SBI Specification 2.0, chapter 9 (HSM); Devicetree Specification v0.4, 3.8.
 */
#include <inttypes.h>
#include <stdio.h>
#include "fdt/where/machine.h"
#include "kernel/boot_facts.h"
#include "kernel/sbi.h"
#include "shell/audit.h"
#include "shell/machine/hart/harts.h"

enum {
	HARTS_LIST_MAX = 192, /* bytes of text: every other one of 64 takes 128 */
	HARTS_PROBED = 64,    /* ids from 0 that firmware is asked for, in the tree or not */
};

static struct dt_node harts_cpus(struct shell *shell)
{
	return (struct dt_node){ shell->tree, shell->tree->cpus };
}

/* The cpu node after @node, or the first one of /cpus; *@id is its reg. */
static struct dt_node harts_next_cpu(struct shell *shell, struct dt_node node, uint64_t *id)
{
	bool first = !node.tree;

	do {
		node = first ? dt_first_child(harts_cpus(shell)) : dt_next_child(node);
		first = false;
	} while (dt_found(node) && (!dt_is_cpu(node) || dt_number(node, "reg", id) < 0));
	return node;
}

/* Whether firmware can be asked about harts; if not, that is reported. */
static bool harts_ask(struct shell *shell, struct check_report *report)
{
	bool can = sbi_probe(SBI_HSM);

	if (!can)
		check_not_run(report, harts_cpus(shell), "firmware has no HSM extension to ask");
	return can;
}

/* --- the running hart ------------------------------------------------------------------------- */

static void running_run(struct shell *shell, struct check_report *report)
{
	struct dt_node cpu = dt_cpu_of_hart(shell->tree, boot_facts.hart);

	if (!dt_found(cpu))
		check_found(report, harts_cpus(shell), "hart %" PRIu64, boot_facts.hart);
	else if (!dt_okay(cpu))
		check_found_fix(report, cpu, "enable $", "its status is not okay");
}

static const struct check_audit running_audit = {
	.name = "live-boot-hart",
	.severity = DT_ERROR,
	.text = "the running hart has no enabled cpu node",
	.fix = "set reg of its node to this number",
	.run = running_run,
};
CHECK_AUDIT(running_audit);

/* --- harts of the tree ------------------------------------------------------------------------ */

static void unknown_run(struct shell *shell, struct check_report *report)
{
	struct dt_node cpu = { 0 };
	uint64_t id = 0;

	if (!harts_ask(shell, report))
		return;
	while (dt_found(cpu = harts_next_cpu(shell, cpu, &id)))
		if (dt_okay(cpu) && harts_unknown(id))
			check_found(report, cpu, "hart %" PRIu64, id);
}

static const struct check_audit unknown_audit = {
	.name = "live-hart-unknown",
	.severity = DT_ERROR,
	.text = "firmware cannot start this hart",
	.fix = "set $/reg NUMBER, or disable $",
	.run = unknown_run,
};
CHECK_AUDIT(unknown_audit);

/* --- harts of firmware ------------------------------------------------------------------------ */

static bool missing_is(struct shell *shell, uint64_t id)
{
	return id < HARTS_PROBED && !harts_unknown(id) &&
	       !dt_found(dt_cpu_of_hart(shell->tree, id));
}

/* Firmware may know many: one line, "1-7, 9". Its length; 0: there are none. */
static size_t missing_list(struct shell *shell, char *list, size_t size)
{
	size_t used = 0;

	for (uint64_t id = 0, last; id < HARTS_PROBED; id = last + 1) {
		last = id;
		if (!missing_is(shell, id))
			continue;
		while (missing_is(shell, last + 1))
			last++;
		used += (size_t)snprintf(list + used, size - used, "%s%" PRIu64, used ? ", " : "",
					 id);
		if (last > id)
			used += (size_t)snprintf(list + used, size - used, "-%" PRIu64, last);
	}
	return used;
}

static void missing_run(struct shell *shell, struct check_report *report)
{
	char list[HARTS_LIST_MAX];

	if (harts_ask(shell, report) && missing_list(shell, list, sizeof(list)))
		check_found(report, harts_cpus(shell), "hart %s", list);
}

static const struct check_audit missing_audit = {
	.name = "live-hart-missing",
	.severity = DT_WARNING,
	.text = "firmware knows harts that have no cpu node",
	.fix = "mk /cpus/cpu@NUMBER for each, and set its properties",
	.run = missing_run,
};
CHECK_AUDIT(missing_audit);
