#pragma once
/*
 * What a tree says of the counters: a node whose compatible is riscv,pmu. Pure.
 * Devicetree binding perf/riscv,pmu.yaml. OpenSBI reads these properties and takes them out of the
 * tree that it hands over.
 */
#include "fdt/core/dt.h"
#include "fdt/core/text.h"

/* What is claimed of an event. */
struct pmu_claim {
	bool there;         /* riscv,event-to-mhpmcounters has it: */
	uint32_t counters;  /* bit n: hpmcounter n may count it; 0 is cycle and 2 is instret */
	bool selected;      /* riscv,event-to-mhpmevent has it: */
	uint64_t mhpmevent; /* the hart's event selector */
};

/* A row of riscv,raw-event-to-mhpmcounters: selectors that are @selector in the bits of @mask. */
struct pmu_raw_claim {
	uint64_t selector, mask;
	uint32_t counters;
};

/* The first such node of the tree; it is not found where there is no tree. */
struct dt_node pmu_claims_node(const struct dt_tree *tree);
/* What the node claims of the event with that code; nothing where it is not found. */
struct pmu_claim pmu_claim(struct dt_node node, uint32_t code);
/* Row @i; false after the last whole one. */
bool pmu_raw_claim(struct dt_node node, int i, struct pmu_raw_claim *claim);
/* Puts the numbers of @counters: "3..6,8". */
void pmu_put_counters(struct dt_text *out, uint32_t counters);
