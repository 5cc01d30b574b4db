#include "shell/machine/sbi_test/sbi_test.h"
/* What must hold of the base extension. Source: RISC-V SBI Specification 3.0, chapter 4. */
#include <inttypes.h>
#include <string.h>
#include "fdt/where/machine.h"
#include "shell/machine/sbi/sbi_rows.h"

enum {
	BASE_MIMPID = SBI_BASE_MVENDORID + 2,
	BASE_LAST_IMPLEMENTATION = 11, /* in the specification's list: 4.9 */
	BASE_UNKNOWN = 0xb000000,      /* of vendors' extensions: one that no vendor has */
	VERSION_MINOR = 24,            /* bits */
	VERSION_RESERVED = 31,         /* its bit, and all above it */
};

static void base_version(struct sbi_test *test)
{
	struct sbi_ret ret = test_call(test, SBI_BASE_SPEC_VERSION, 0, 0, 0);

	if (test_may(test, ret, MAY_SUCCEED) && ret.value >> VERSION_RESERVED)
		test_fails(test, "value is 0x%" PRIx64, ret.value);
}

/* The version that brought the extension. Source: the specification's change log. */
static const struct base_since {
	uint32_t extension, version;
} base_since[] = {
	{ SBI_TIME, 2 },       { SBI_IPI, 2 },        { SBI_RFNC, 2 },       { SBI_HSM, 2 },
	{ SBI_SRST, 3 },       { SBI_PMU, 3 },        { SBI_DBCN, 2 << 24 }, { SBI_SUSP, 2 << 24 },
	{ SBI_CPPC, 2 << 24 }, { SBI_NACL, 2 << 24 }, { SBI_STA, 2 << 24 },  { SBI_SSE, 3 << 24 },
	{ SBI_FWFT, 3 << 24 }, { SBI_DBTR, 3 << 24 }, { SBI_MPXY, 3 << 24 },
};

static void base_version_covers(struct sbi_test *test)
{
	struct sbi_ret ret = test_call(test, SBI_BASE_SPEC_VERSION, 0, 0, 0);

	for (size_t i = 0; i < sizeof(base_since) / sizeof(base_since[0]); i++) {
		const struct base_since *since = &base_since[i];

		if (ret.value < since->version && sbi_probe(since->extension))
			test_fails(test, "%s came with %u.%u, after the version that is answered",
				   sbi_row_of(since->extension)->name,
				   since->version >> VERSION_MINOR, since->version & 0xffff);
	}
}

static void base_implementation(struct sbi_test *test)
{
	struct sbi_ret ret = test_call(test, SBI_BASE_IMPLEMENTATION, 0, 0, 0);

	if (test_may(test, ret, MAY_SUCCEED) && ret.value > BASE_LAST_IMPLEMENTATION)
		test_skips(test, "id 0x%" PRIx64 " is not in the specification's list", ret.value);
}

static void base_probe_itself(struct sbi_test *test)
{
	struct sbi_ret ret = test_call(test, SBI_BASE_PROBE, SBI_BASE, 0, 0);

	if (test_may(test, ret, MAY_SUCCEED) && !ret.value)
		test_fails(test, "it is said not to be there");
}

static void base_probe_unknown(struct sbi_test *test)
{
	test_value(test, test_call(test, SBI_BASE_PROBE, BASE_UNKNOWN, 0, 0), 0);
}

static void base_probe_all(struct sbi_test *test)
{
	const struct sbi_row *row;

	for (unsigned i = 0; (row = sbi_row(i)); i++) {
		struct sbi_ret ret = test_call(test, SBI_BASE_PROBE, row->id, 0, 0);

		if (ret.error)
			test_fails(test, "of %s it answered %s", row->name,
				   sbi_error_name(ret.error));
	}
}

static void base_ids(struct sbi_test *test)
{
	for (uint64_t id = SBI_BASE_MVENDORID; id <= BASE_MIMPID; id++) {
		struct sbi_ret ret = test_call(test, id, 0, 0, 0);
		struct sbi_ret again = test_call(test, id, 0, 0, 0);

		if (test_may(test, ret, MAY_SUCCEED) && ret.value != again.value)
			test_fails(test, "function %" PRIu64 " answers another value each time",
				   id);
	}
}

/* What the watcher is answered, in the pages; it writes ->seen last. */
static void base_watch(struct sbi_test *test)
{
	volatile uint64_t *other = (void *)test->pages;

	for (uint64_t id = SBI_BASE_MVENDORID; id <= BASE_MIMPID; id++)
		other[id] = sbi_call(SBI_BASE, id, 0, 0, 0).value;
	__atomic_store_n(&test->seen, 1, __ATOMIC_RELEASE);
}

static struct dt_node base_cpu(const struct sbi_test *test, uint64_t hart)
{
	return test->tree ? dt_cpu_of_hart(test->tree, hart) : (struct dt_node){ NULL, -1 };
}

/* Whether the tree has the same for both harts, or nothing. */
static bool base_described_alike(const struct sbi_test *test)
{
	struct dt_node one = base_cpu(test, test->hart), other = base_cpu(test, test->watcher);
	const char *name = "", *other_name = "";

	if (dt_found(one))
		dt_string(one, "compatible", &name);
	if (dt_found(other))
		dt_string(other, "compatible", &other_name);
	return !strcmp(name, other_name);
}

static void base_ids_alike(struct sbi_test *test)
{
	const volatile uint64_t *other = (void *)test->pages;

	if (!base_described_alike(test)) {
		test_skips(test, "the harts are different ones by the tree");
		return;
	}
	while (!__atomic_load_n(&test->seen, __ATOMIC_ACQUIRE))
		;
	for (uint64_t id = SBI_BASE_MVENDORID; id <= BASE_MIMPID; id++) {
		struct sbi_ret ret = test_call(test, id, 0, 0, 0);

		if (test_may(test, ret, MAY_SUCCEED) && ret.value != other[id])
			test_fails(test,
				   "function %" PRIu64 " answers 0x%" PRIx64 ", and 0x%" PRIx64
				   " on hart %" PRIu64,
				   id, ret.value, other[id], test->watcher);
	}
}

static const struct test_row base_rows[] = {
	{ .name = "version",
	  .section = "4.1",
	  .holds = "the version has 31 bits",
	  .run = base_version },
	{ .name = "version-covers",
	  .section = "4.1",
	  .holds = "the version is not below that of any extension that is there",
	  .run = base_version_covers },
	{ .name = "implementation",
	  .section = "4.2",
	  .holds = "the implementation has an id",
	  .run = base_implementation },
	{ .name = "implementation-version",
	  .section = "4.3",
	  .holds = "it has a version",
	  .function = SBI_BASE_IMPLEMENTATION_VERSION,
	  .may = MAY_SUCCEED },
	{ .name = "probe-itself",
	  .section = "4.4",
	  .holds = "a probe finds the base extension",
	  .run = base_probe_itself },
	{ .name = "probe-unknown",
	  .section = "4.4",
	  .holds = "a probe of an extension that is not there answers 0, without an error",
	  .run = base_probe_unknown },
	{ .name = "probe-all",
	  .section = "4.4",
	  .holds = "a probe is no error, whatever is asked for",
	  .run = base_probe_all },
	{ .name = "ids",
	  .section = "4.5",
	  .holds = "mvendorid, marchid and mimpid are answered, and are always the same",
	  .run = base_ids },
	{ .name = "ids-alike",
	  .section = "4.5",
	  .holds = "harts that the tree has as the same core answer the same ids",
	  .run = base_ids_alike,
	  .watch = base_watch },
};

static const struct test_group base_group = {
	.name = "base",
	.extension = SBI_BASE,
	.asks_unknown = true,
	TEST_ROWS(base_rows),
};
TEST_GROUP(base_group);
