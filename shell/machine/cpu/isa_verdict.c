#include "shell/machine/cpu/isa_verdict.h"
/*
 * Where the tree, the profiles and the hart differ.
 * RISC-V Profiles 1.0, 3 and 4 (RVA20, RVA22); RVA23 Profiles 1.0, 3.
 */
#include <string.h>

void isa_facts_tree(struct isa_facts *facts, struct dt_node cpu)
{
	facts->cpu = cpu;
	facts->listed = 0;
	facts->count = 0;
	while (isa_id(facts->count))
		facts->count++;
	memset(facts->mark, 0, sizeof(facts->mark));
	if (!dt_found(cpu))
		return;
	if (dt_prop(cpu, "riscv,isa", NULL))
		facts->listed |= DT_ISA_STRING;
	if (dt_prop(cpu, "riscv,isa-extensions", NULL))
		facts->listed |= DT_ISA_LIST;
	dt_isa_mark(cpu, isa_name, facts->mark);
}

bool isa_is_refuted(const struct isa_facts *facts, int index)
{
	return facts->found[index] != ISA_WORKS && facts->found[index] != ISA_UNDECIDABLE;
}

bool isa_is_noted(int index, uint8_t property)
{
	uint8_t listing = isa_id(index)->listing;

	return listing == ISA_NOTED || (listing == ISA_BASE && property == DT_ISA_LIST);
}

enum dt_isa_mark isa_read_property(const struct isa_facts *facts)
{
	return facts->listed & DT_ISA_LIST ? DT_ISA_LIST : DT_ISA_STRING;
}

enum isa_verdict isa_verdict(const struct isa_facts *facts, int index)
{
	enum dt_isa_mark read = isa_read_property(facts);

	if (facts->mark[index] && isa_is_refuted(facts, index))
		return ISA_WRONG;
	if (facts->listed && facts->found[index] == ISA_WORKS && isa_is_noted(index, read) &&
	    !(facts->mark[index] & read))
		return ISA_UNLISTED;
	return ISA_AGREES;
}

bool isa_is_required(enum isa_profile profile, int index)
{
	uint8_t first = isa_id(index)->profile;
	bool supervisor = profile % 2 == 0;

	return first && first <= profile && (supervisor || first % 2);
}

const char *isa_profile_name(enum isa_profile profile)
{
	static const char names[][9] = {
		[ISA_RVA20U] = "RVA20U64", [ISA_RVA20S] = "RVA20S64", [ISA_RVA22U] = "RVA22U64",
		[ISA_RVA22S] = "RVA22S64", [ISA_RVA23U] = "RVA23U64", [ISA_RVA23S] = "RVA23S64",
	};

	return names[profile];
}
