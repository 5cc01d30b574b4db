#pragma once
/* What the rows of platform profiles have in common: rules about extensions that must be there. */
#include "shell/machine/sbi_test/sbi_test.h"

/* The row fails if the SBI is older than that version. */
void profile_version(struct sbi_test *test, uint32_t major, uint32_t minor);
/* The row fails if firmware does not have @extension, one of sbi_rows.h. */
void profile_needs(struct sbi_test *test, uint32_t extension);
/* The same, but where @exempt, it is skipped for the reason @why: a constant text. */
void profile_needs_unless(struct sbi_test *test, uint32_t extension, bool exempt, const char *why);
/* The tree has enabled harts, and says of each of them that it has the ISA extension @name. */
bool profile_all_list(const struct sbi_test *test, const char *name);
/* The tree has an enabled node that is compatible with @compatible. */
bool profile_has_device(const struct sbi_test *test, const char *compatible);
