/*
 * Audits of what a system expects of firmware because of the tree, against what firmware offers.
 * Sources: SBI Specification 2.0, chapters 5 to 12; devicetree bindings perf/riscv,pmu.yaml,
 * power/reset/syscon-reboot.yaml and syscon-poweroff.yaml.
 */
#include "fdt/where/machine.h"
#include "kernel/sbi.h"
#include "shell/audit.h"

/* Devices that do the work of an SBI extension, by compatible. NULL ends each list. */
static const char *const sbi_wakers[] = {
	"riscv,imsics",
	"thead,c900-aclint-sswi",
	"riscv,aclint-sswi",
	NULL,
};
static const char *const sbi_resetters[] = {
	"syscon-poweroff", "syscon-reboot", "sifive,test0", "gpio-poweroff", NULL,
};
static const char *const sbi_counters[] = { "riscv,pmu", NULL };

/* The node is compatible with one of @list. */
static bool sbi_is_one(struct dt_node node, const char *const *list)
{
	while (*list && !dt_compatible(node, *list))
		list++;
	return *list;
}

/* The first enabled node that is compatible with one of @list. */
static struct dt_node sbi_device(const struct dt_tree *tree, const char *const *list)
{
	struct dt_cursor cursor;
	enum dt_event event;

	dt_walk(&cursor, dt_root(tree));
	while ((event = dt_next_named(&cursor, "compatible")) != DT_END) {
		struct dt_node node = { tree, cursor.node };

		if (event == DT_PROP && sbi_is_one(node, list) && dt_okay(node))
			return node;
	}
	return (struct dt_node){ tree, -1 };
}

static void timer_run(struct shell *shell, struct check_report *report)
{
	const struct sbi_facts *facts = sbi_facts();
	const struct dt_node node = { shell->tree, shell->tree->cpus };
	struct dt_cpus cpus;

	dt_cpus(shell->tree, &cpus);
	if (!cpus.sstc && !facts->time && !facts->legacy_timer)
		check_found(report, node, NULL);
}

static const struct check_audit timer_audit = {
	.name = "live-sbi-timer",
	.severity = DT_ERROR,
	.text = "there is no timer: the tree does not list sstc, and firmware has no TIME",
	.fix = "list sstc where the harts have it",
	.run = timer_run,
};
CHECK_AUDIT(timer_audit);

static void harts_run(struct shell *shell, struct check_report *report)
{
	struct dt_cpus cpus;
	const char *missing = NULL;

	dt_cpus(shell->tree, &cpus);
	if (cpus.enabled < 2)
		return;
	if (!sbi_facts()->base) {
		check_not_run(report, (struct dt_node){ shell->tree, shell->tree->cpus },
			      "firmware has no base extension");
		return;
	}
	if (!sbi_probe(SBI_HSM))
		missing = "HSM, to start them";
	else if (!sbi_probe(SBI_IPI) && !dt_found(sbi_device(shell->tree, sbi_wakers)))
		missing = "IPI, to wake them";
	else if (!sbi_probe(SBI_RFNC))
		missing = "RFENCE, to keep them together";
	if (missing)
		check_found(report, (struct dt_node){ shell->tree, shell->tree->cpus }, "%s",
			    missing);
}

static const struct check_audit harts_audit = {
	.name = "live-sbi-harts",
	.severity = DT_WARNING,
	.text = "there are several harts, but firmware lacks an extension that they need",
	.fix = "use newer firmware, or one hart",
	.run = harts_run,
};
CHECK_AUDIT(harts_audit);

static void reset_run(struct shell *shell, struct check_report *report)
{
	const struct sbi_facts *facts = sbi_facts();

	if (!facts->srst && !facts->legacy_shutdown &&
	    !dt_found(sbi_device(shell->tree, sbi_resetters)))
		check_found(report, dt_root(shell->tree), NULL);
}

static const struct check_audit reset_audit = {
	.name = "live-sbi-reset",
	.severity = DT_WARNING,
	.text = "the machine cannot be switched off: there is no device for it, and firmware has "
		"no SRST",
	.run = reset_run,
};
CHECK_AUDIT(reset_audit);

static void pmu_run(struct shell *shell, struct check_report *report)
{
	struct dt_node node = sbi_device(shell->tree, sbi_counters);

	if (dt_found(node) && !sbi_probe(SBI_PMU))
		check_found(report, node, NULL);
}

static const struct check_audit pmu_audit = {
	.name = "live-sbi-pmu",
	.severity = DT_WARNING,
	.text = "this needs firmware's PMU extension, which is missing",
	.run = pmu_run,
};
CHECK_AUDIT(pmu_audit);
