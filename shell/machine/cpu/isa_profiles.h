#pragma once
/* What the hart lacks of each profile. */
#include "shell/machine/cpu/isa_verdict.h"
#include "shell/report/report.h"

/* Puts the table of the RVA profiles into the report. */
void isa_put_profiles(struct report *report, struct isa_facts *facts);
