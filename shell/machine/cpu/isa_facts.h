#pragma once
/* The running hart is asked what it has of the ISA. */
#include "shell/machine/cpu/isa_verdict.h"

/*
 * Tries all extensions on the running hart, whose node in @tree (NULL: none) is that of @hart.
 * Those about which firmware may complain are tried where the tree lists them, or all of them if
 * @loud; the others are ISA_UNDECIDABLE.
 */
void isa_facts_probe(struct isa_facts *facts, const struct dt_tree *tree, uint64_t hart, bool loud);
