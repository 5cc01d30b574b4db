#include "shell/machine/sbi_test/test_known.h"
/* The table of known bugs. A row that is added here needs a version on which it was measured. */
#include <string.h>
#include "kernel/sbi_implementation.h"

#define OPENSBI(major, minor) ((major) << 16 | (minor)) /* lib/sbi/sbi_ecall.c: its version */

static const struct test_known known_rows[] = {
	{ .group = "base",
	  .row = "version-covers",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 5),
	  .fixed = OPENSBI(1, 7),
	  .source = "it has SSE, FWFT and DBTR of drafts of SBI 3.0, and says that it is SBI 2.0" },
	{ .group = "dbtr",
	  .row = "shmem-flags",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 6),
	  .source = "flags are not looked at: measured on 1.6 and 1.9" },
	{ .group = "dbtr-more",
	  .row = "enable-gone",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 6),
	  .source = "triggers that are not mapped are passed over: measured on 1.6 and 1.9" },
	{ .group = "dbtr-more",
	  .row = "disable-gone",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 6),
	  .source = "triggers that are not mapped are passed over: measured on 1.6 and 1.9" },
	{ .group = "dbtr-more",
	  .row = "uninstall-beyond",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 6),
	  .source = "triggers that are not mapped are passed over: measured on 1.6 and 1.9" },
	{ .group = "dbtr-more",
	  .row = "update-gone",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 6),
	  .fixed = OPENSBI(1, 7),
	  .source = "update takes the arguments of a draft of SBI 3.0" },
	{ .group = "dbtr-more",
	  .row = "read-beyond",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 6),
	  .source = "it answers invalid parameter: measured on 1.6 and 1.9" },
	{ .group = "dbtr-trigger",
	  .row = "installed",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 6),
	  .fixed = OPENSBI(1, 9),
	  .source = "the index stays as it was: measured on 1.6, not on 1.9" },
	{ .group = "dbtr-trigger",
	  .row = "updated",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 6),
	  .fixed = OPENSBI(1, 7),
	  .source = "update takes the arguments of a draft of SBI 3.0" },
	{ .group = "fwft",
	  .row = "locked",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 6),
	  .fixed = OPENSBI(1, 7),
	  .source = "lib/sbi/sbi_fwft.c answers denied" },
	{ .group = "ipi",
	  .row = "beyond-by-mask",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .fixed = OPENSBI(1, 7),
	  .source = "lib/sbi/sbi_ipi.c leaves out harts that are not there" },
	{ .group = "ipi",
	  .row = "beyond-by-base",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 6),
	  .fixed = OPENSBI(1, 7),
	  .source = "lib/sbi/sbi_ipi.c leaves out harts that are not there" },
	{ .group = "pmu-count",
	  .row = "start-twice",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 1),
	  .fixed = OPENSBI(1, 9),
	  .source = "firmware's own counters start though they are started: measured on 1.1 and "
		    "1.6" },
	{ .group = "pmu-count",
	  .row = "stop-twice",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 1),
	  .fixed = OPENSBI(1, 9),
	  .source =
		  "firmware's own counters stop though they are stopped: measured on 1.1 and 1.6" },
	{ .group = "pmu-count",
	  .row = "read-hardware",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 1),
	  .fixed = OPENSBI(1, 6),
	  .source = "firmware reads a counter of the hart as 0: measured on 1.1" },
	{ .group = "pmu-shmem",
	  .row = "event-info",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 6),
	  .source = "firmware's events are said to be missing: measured on 1.6 and 1.9" },
	{ .group = "sse",
	  .row = "masked",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 6),
	  .fixed = OPENSBI(1, 7),
	  .source = "lib/sbi/sbi_sse.c has the two errors the wrong way round" },
	{ .group = "sse",
	  .row = "masks",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 6),
	  .fixed = OPENSBI(1, 7),
	  .source = "lib/sbi/sbi_sse.c has the two errors the wrong way round" },
	{ .group = "sse",
	  .row = "read-only",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 6),
	  .fixed = OPENSBI(1, 7),
	  .source = "lib/sbi/sbi_sse.c answers what a draft of SBI 3.0 said" },
	{ .group = "sse",
	  .row = "local-hart",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 6),
	  .fixed = OPENSBI(1, 7),
	  .source = "lib/sbi/sbi_sse.c answers what a draft of SBI 3.0 said" },
	{ .group = "sse-event",
	  .row = "saves",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 6),
	  .fixed = OPENSBI(1, 7),
	  .source = "lib/sbi/sbi_sse.c sets all bits of the status but one" },
	{ .group = "rfence",
	  .row = "i-beyond",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 1),
	  .fixed = OPENSBI(1, 7),
	  .source = "lib/sbi/sbi_ipi.c leaves out harts that are not there" },
	{ .group = "rfence",
	  .row = "i-beyond-by-base",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 6),
	  .fixed = OPENSBI(1, 7),
	  .source = "lib/sbi/sbi_ipi.c leaves out harts that are not there" },
	{ .group = "rfence",
	  .row = "vma-beyond",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 1),
	  .fixed = OPENSBI(1, 7),
	  .source = "lib/sbi/sbi_ipi.c leaves out harts that are not there" },
	{ .group = "rfence",
	  .row = "asid-beyond",
	  .implementation = SBI_IMPLEMENTATION_OPENSBI,
	  .from = OPENSBI(1, 1),
	  .fixed = OPENSBI(1, 7),
	  .source = "lib/sbi/sbi_ipi.c leaves out harts that are not there" },
};

static bool known_is(const struct test_known *known, const struct test_group *group,
		     const struct test_row *row)
{
	const struct sbi_facts *facts = sbi_facts();

	return facts->base && facts->implementation == known->implementation &&
	       facts->implementation_version >= known->from &&
	       (!known->fixed || facts->implementation_version < known->fixed) &&
	       !strcmp(known->group, group->name) && !strcmp(known->row, row->name);
}

const struct test_known *test_known(const struct test_group *group, const struct test_row *row)
{
	for (size_t i = 0; i < sizeof(known_rows) / sizeof(known_rows[0]); i++)
		if (known_is(&known_rows[i], group, row))
			return &known_rows[i];
	return NULL;
}

void test_known_fixed(const struct test_known *known, char *text)
{
	const char *name = sbi_implementation_name(known->implementation);
	size_t len = name ? strlen(name) : 0;

	text[0] = '\0';
	if (!known->fixed || len + 1 + SBI_VERSION_MAX > TEST_FIXED_MAX)
		return;
	memcpy(text, name, len);
	text[len] = ' ';
	sbi_implementation_version(known->implementation, known->fixed, text + len + 1);
}
