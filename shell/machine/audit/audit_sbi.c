/*
 * `check`: what the tree makes a system expect of firmware, against what firmware offers.
 * SBI Specification 2.0, chapters 5 to 12; devicetree bindings perf/riscv,pmu.yaml,
 * power/reset/syscon-reboot.yaml and syscon-poweroff.yaml.
 */
#include "fdt/where/machine.h"
#include "kernel/sbi.h"
#include "shell/audit.h"

enum {
	SBI_IPI = 0x735049,
	SBI_RFENCE = 0x52464e43,
	SBI_PMU = 0x504d55,
};

/* Devices that do without firmware what an extension is for; each list ends with an empty text. */
static const char sbi_wakers[] = "riscv,imsics\0thead,c900-aclint-sswi\0riscv,aclint-sswi\0";
static const char sbi_resetters[] = "syscon-poweroff\0syscon-reboot\0sifive,test0\0gpio-poweroff\0";
static const char sbi_counters[] = "riscv,pmu\0";

/* An enabled node that is compatible with one of @list. */
static struct dt_node sbi_device(const struct dt_tree *tree, const char *list)
{
	struct dt_cursor cursor;
	enum dt_event event;

	dt_walk(&cursor, dt_root(tree));
	while ((event = dt_next(&cursor)) != DT_END) {
		struct dt_node node = { tree, cursor.node };

		if (event != DT_NODE || !dt_okay(node))
			continue;
		for (const char *at = list; *at;) {
			if (dt_compatible(node, at))
				return node;
			while (*at++)
				;
		}
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
	.summary = "no timer: the tree claims no sstc, and firmware has no TIME",
	.mend = "claim sstc where the harts have it",
	.run = timer_run,
};
CHECK_AUDIT(timer_audit);

static void harts_run(struct shell *shell, struct check_report *report)
{
	struct dt_cpus cpus;
	const char *missing = NULL;

	dt_cpus(shell->tree, &cpus);
	if (cpus.enabled < 2 || !sbi_facts()->base)
		return;
	if (!sbi_probe(SBI_HSM))
		missing = "HSM, to start them";
	else if (!sbi_probe(SBI_IPI) && !dt_found(sbi_device(shell->tree, sbi_wakers)))
		missing = "IPI, to wake them";
	else if (!sbi_probe(SBI_RFENCE))
		missing = "RFENCE, to keep them together";
	if (missing)
		check_found(report, (struct dt_node){ shell->tree, shell->tree->cpus }, "%s",
			    missing);
}

static const struct check_audit harts_audit = {
	.name = "live-sbi-harts",
	.severity = DT_WARNING,
	.summary = "several harts, and firmware lacks what they need",
	.mend = "use newer firmware, or one hart",
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
	.summary = "nothing switches this machine off: no device, and firmware has no SRST",
	.mend = "",
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
	.summary = "this is served by firmware's PMU, which it does not have",
	.mend = "",
	.run = pmu_run,
};
CHECK_AUDIT(pmu_audit);
