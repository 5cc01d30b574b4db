#include "shell/machine/sbi_test/test_profile.h"
/* What firmware must have on embedded boards that start by UEFI.
 * Source: Embedded Base Boot Requirements (github.com/ARM-software/ebbr), chapter 3. */

static void ebbr_version(struct sbi_test *test)
{
	profile_version(test, 2, 0);
}

static void ebbr_base(struct sbi_test *test)
{
	profile_needs(test, SBI_BASE);
}

static void ebbr_hsm(struct sbi_test *test)
{
	profile_needs(test, SBI_HSM);
}

static void ebbr_srst(struct sbi_test *test)
{
	profile_needs(test, SBI_SRST);
}

static bool ebbr_has_serial(const struct sbi_test *test)
{
	const char *path;

	return test->tree && dt_string((struct dt_node){ test->tree, test->tree->chosen },
				       "stdout-path", &path) > 0;
}

static void ebbr_dbcn(struct sbi_test *test)
{
	profile_needs_unless(test, SBI_DBCN, !ebbr_has_serial(test),
			     "stdout-path names no serial console");
}

static const struct test_row ebbr_rows[] = {
	{ .name = "version",
	  .section = "3",
	  .holds = "the SBI has version 2.0 or later",
	  .run = ebbr_version },
	{ .name = "base",
	  .section = "3",
	  .holds = "there is the base extension",
	  .run = ebbr_base },
	{ .name = "hsm",
	  .section = "3",
	  .holds = "there is the extension for harts' states (HSM)",
	  .run = ebbr_hsm },
	{ .name = "srst",
	  .section = "3",
	  .holds = "there is the extension for reset (SRST)",
	  .run = ebbr_srst },
	{ .name = "dbcn",
	  .section = "3",
	  .holds = "there is the debug console (DBCN), if the board has a serial console",
	  .run = ebbr_dbcn },
};

static const struct test_group ebbr_group = {
	.name = "ebbr",
	.profile = "EBBR",
	TEST_ROWS(ebbr_rows),
};
TEST_GROUP(ebbr_group);
