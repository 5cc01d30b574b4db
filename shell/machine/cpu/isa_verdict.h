#pragma once
/* What a hart has of the ISA, beside what the tree says of it and what profiles require. Pure. */
#include "fdt/where/isa.h"
#include "kernel/isa/isa.h"

struct isa_facts {
	struct dt_node cpu;      /* the hart's node; not found: there is no such node, or no tree */
	uint8_t listed;          /* which of the two properties it has: enum dt_isa_mark */
	int count;               /* extensions, as isa_id has them: */
	uint8_t found[ISA_MAX];  /* enum isa_found */
	uint8_t mark[ISA_MAX];   /* which properties list it: enum dt_isa_mark */
	uint64_t cause[ISA_MAX]; /* of the trap where ISA_FAULTS */
};

enum isa_verdict {
	ISA_AGREES,
	ISA_WRONG,    /* the tree lists it, and it does not work */
	ISA_UNLISTED, /* it works, and the tree does not list it */
};

/* Fills all but found and cause. @cpu may be not found. */
void isa_facts_tree(struct isa_facts *facts, struct dt_node cpu);
/* Extension @index was tried, and does not work. */
bool isa_is_refuted(const struct isa_facts *facts, int index);
/* What reads @property (enum dt_isa_mark) misses extension @index if that does not list it. */
bool isa_is_noted(int index, uint8_t property);
/* The property that counts. Linux (arch/riscv/kernel/cpufeature.c) reads riscv,isa only where
 * there is no riscv,isa-extensions. */
enum dt_isa_mark isa_read_property(const struct isa_facts *facts);
/* What of extension @index differs. It is not listed if it is missing in the property that counts,
 * and wrong if either of them lists it. */
enum isa_verdict isa_verdict(const struct isa_facts *facts, int index);
/* The profile requires extension @index. */
bool isa_is_required(enum isa_profile profile, int index);
/* "RVA20U64" */
const char *isa_profile_name(enum isa_profile profile);
