#include "shell/machine/sbi_test/test_profile.h"
/*
 * What firmware and harts must have on servers and PCs.
 * Source: RISC-V Boot and Runtime Services (github.com/riscv-non-isa/riscv-brs), chapters on harts
 * and on the SBI, whose rules the rows name. Left out is SBI_070: ACPI's table SPCR decides it,
 * which is not read here.
 */
#include "fdt/where/isa.h"
#include "fdt/where/machine.h"
#include "shell/machine/cpu/isa_facts.h"

static void brs_version(struct sbi_test *test)
{
	profile_version(test, 2, 0);
}

static void brs_hsm(struct sbi_test *test)
{
	profile_needs(test, SBI_HSM);
}

static void brs_time(struct sbi_test *test)
{
	profile_needs_unless(test, SBI_TIME, profile_all_list(test, "sstc"), "all harts have Sstc");
}

static void brs_needs_unless_imsic(struct sbi_test *test, uint32_t extension)
{
	profile_needs_unless(test, extension, profile_has_device(test, "riscv,imsics"),
			     "the machine has an IMSIC");
}

static void brs_ipi(struct sbi_test *test)
{
	brs_needs_unless_imsic(test, SBI_IPI);
}

static void brs_rfence(struct sbi_test *test)
{
	brs_needs_unless_imsic(test, SBI_RFNC);
}

static void brs_pmu(struct sbi_test *test)
{
	profile_needs_unless(test, SBI_PMU,
			     profile_all_list(test, "sscsrind") && profile_all_list(test, "ssccfg"),
			     "all harts have Sscsrind and Ssccfg");
}

/* By trying: what the tree lists is not asked. */
static void brs_profile(struct sbi_test *test)
{
	struct isa_facts facts;

	isa_facts_probe(&facts, test->tree, test->hart, false);
	for (int i = 0; i < facts.count; i++)
		if (isa_is_required(ISA_RVA20S, i) && isa_is_refuted(&facts, i))
			test_fails(test, "hart %u does not have %s", (unsigned)test->hart,
				   isa_name(i));
}

static void brs_compare(struct sbi_test *test, struct dt_node cpu, const uint8_t *mark)
{
	uint8_t other[ISA_MAX] = { 0 };
	uint64_t hart = 0;

	dt_isa_mark(cpu, isa_name, other);
	(void)dt_number(cpu, "reg", &hart);
	for (int i = 0; isa_name(i); i++)
		if (!mark[i] != !other[i])
			test_fails(test, "hart %u %s %s, unlike hart %u", (unsigned)hart,
				   other[i] ? "lists" : "does not list", isa_name(i),
				   (unsigned)test->watcher);
}

static void brs_alike(struct sbi_test *test)
{
	uint8_t mark[ISA_MAX] = { 0 };
	struct dt_node cpu;

	if (!test->tree || !dt_found(dt_cpu_of_hart(test->tree, test->watcher))) {
		test_skips(test, "no tree lists what the harts have");
		return;
	}
	dt_isa_mark(dt_cpu_of_hart(test->tree, test->watcher), isa_name, mark);
	cpu = dt_first_child((struct dt_node){ test->tree, test->tree->cpus });
	for (; dt_found(cpu); cpu = dt_next_child(cpu))
		if (dt_is_cpu(cpu) && dt_okay(cpu))
			brs_compare(test, cpu, mark);
}

static const struct test_row brs_rows[] = {
	{ .name = "rva20s64",
	  .section = "HR_010",
	  .holds = "a hart has what the profile RVA20S64 requires",
	  .run = brs_profile },
	{ .name = "harts-alike",
	  .section = "HR_010",
	  .holds = "all harts of the tree have the same extensions of the ISA",
	  .run = brs_alike },
	{ .name = "version",
	  .section = "SBI_010",
	  .holds = "the SBI has version 2.0 or later",
	  .run = brs_version },
	{ .name = "hsm",
	  .section = "SBI_020",
	  .holds = "there is the extension for harts' states (HSM)",
	  .run = brs_hsm },
	{ .name = "time",
	  .section = "SBI_030",
	  .holds = "there is the timer (TIME), or all harts have Sstc",
	  .run = brs_time },
	{ .name = "ipi",
	  .section = "SBI_040",
	  .holds = "there are interrupts between harts (sPI), or an IMSIC",
	  .run = brs_ipi },
	{ .name = "rfence",
	  .section = "SBI_050",
	  .holds = "there are fences on other harts (RFNC), or an IMSIC",
	  .run = brs_rfence },
	{ .name = "pmu",
	  .section = "SBI_060",
	  .holds = "there are counters (PMU), or all harts have Sscsrind and Ssccfg",
	  .run = brs_pmu },
};

static const struct test_group brs_group = {
	.name = "brs",
	.profile = "BRS",
	TEST_ROWS(brs_rows),
};
TEST_GROUP(brs_group);
