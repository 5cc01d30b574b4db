#include "shell/machine/sbi_test/test_profile.h"
/* Rules of platform profiles, decided from probes and from the tree. */
#include <inttypes.h>
#include "fdt/where/isa.h"
#include "fdt/where/machine.h"
#include "shell/machine/sbi/sbi_rows.h"

void profile_version(struct sbi_test *test, uint32_t major, uint32_t minor)
{
	const struct sbi_facts *facts = sbi_facts();

	if (facts->spec_major < major || (facts->spec_major == major && facts->spec_minor < minor))
		test_fails(test, "it is SBI %" PRIu32 ".%" PRIu32 ", not %" PRIu32 ".%" PRIu32,
			   facts->spec_major, facts->spec_minor, major, minor);
}

void profile_needs(struct sbi_test *test, uint32_t extension)
{
	if (!sbi_probe(extension))
		test_fails(test, "firmware does not have %s", sbi_row_of(extension)->name);
}

void profile_needs_unless(struct sbi_test *test, uint32_t extension, bool exempt, const char *why)
{
	if (exempt && !sbi_probe(extension))
		test_skips(test, "%s is not needed: %s", sbi_row_of(extension)->name, why);
	else
		profile_needs(test, extension);
}

bool profile_all_list(const struct sbi_test *test, const char *name)
{
	const struct dt_tree *tree = test->tree;
	struct dt_node cpu;
	int harts = 0;

	if (!tree)
		return false;
	cpu = dt_first_child((struct dt_node){ tree, tree->cpus });
	for (; dt_found(cpu); cpu = dt_next_child(cpu)) {
		if (!dt_is_cpu(cpu) || !dt_okay(cpu))
			continue;
		if (!dt_isa_lists(cpu, name))
			return false;
		harts++;
	}
	return harts;
}

static bool profile_is_device(struct dt_node node, const char *compatible)
{
	return dt_compatible(node, compatible) && dt_okay(node);
}

bool profile_has_device(const struct sbi_test *test, const char *compatible)
{
	struct dt_cursor cursor;

	if (!test->tree)
		return false;
	dt_walk(&cursor, dt_root(test->tree));
	while (dt_next_node(&cursor) != DT_END)
		if (profile_is_device((struct dt_node){ test->tree, cursor.node }, compatible))
			return true;
	return false;
}
