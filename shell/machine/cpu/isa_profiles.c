#include "shell/machine/cpu/isa_profiles.h"
/* Sources: see shell/machine/cpu/isa_verdict.c. */

enum { PROFILE_NAME, PROFILE_COUNT, PROFILE_MISSING, PROFILE_OPEN };

static const struct report_column profile_columns[] = {
	[PROFILE_NAME] = { .key = "profile", .title = "PROFILE" },
	[PROFILE_COUNT] = { .title = "NOT DECIDABLE", .flags = REPORT_RIGHT },
	[PROFILE_MISSING] = { .key = "missing", .title = "MISSING", .flags = REPORT_LONG },
	[PROFILE_OPEN] = { .key = "undecidable", .flags = REPORT_HIDDEN },
};

static const struct report_table profile_table = {
	.key = "profiles",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(profile_columns),
};

/* The extensions that the profile requires, and that do not work, or cannot be tried. */
static void profile_list(struct report *report, const struct isa_facts *facts, int profile,
			 int column, bool undecidable)
{
	report_list(report, column);
	for (int i = 0; i < facts->count; i++)
		if (isa_is_required(profile, i) &&
		    (undecidable ? facts->found[i] == ISA_UNDECIDABLE : isa_is_refuted(facts, i)))
			dt_puts(report_item(report), isa_name(i));
}

static unsigned profile_open(const struct isa_facts *facts, int profile)
{
	unsigned count = 0;

	for (int i = 0; i < facts->count; i++)
		count += isa_is_required(profile, i) && facts->found[i] == ISA_UNDECIDABLE;
	return count;
}

static void profile_rows(struct report *report, void *context)
{
	const struct isa_facts *facts = context;

	for (int profile = ISA_RVA20U; profile < ISA_PROFILES; profile++) {
		report_row(report);
		report_string(report, PROFILE_NAME, isa_profile_name(profile));
		if (!report->json)
			report_dec(report, PROFILE_COUNT, profile_open(facts, profile));
		profile_list(report, facts, profile, PROFILE_MISSING, false);
		profile_list(report, facts, profile, PROFILE_OPEN, true);
	}
}

void isa_put_profiles(struct report *report, struct isa_facts *facts)
{
	report_rows(report, &profile_table, profile_rows, facts);
}
