#include "shell/machine/cpu/isa_facts.h"
/* The running hart is asked. */
#include "fdt/where/machine.h"
#include "kernel/protect/protect.h"

void isa_facts_probe(struct isa_facts *facts, const struct dt_tree *tree, uint64_t hart, bool loud)
{
	struct dt_node none = { .offset = -1 };

	isa_facts_tree(facts, tree ? dt_cpu_of_hart(tree, hart) : none);
	protect_pause(); /* the instructions are constants, which cannot be executed with it */
	for (int i = 0; i < facts->count; i++)
		facts->found[i] = !loud && !facts->mark[i] && isa_is_loud(i)
					  ? ISA_UNDECIDABLE
					  : (uint8_t)isa_probe(i, &facts->cause[i]);
	protect_hart();
}
