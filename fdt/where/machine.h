#pragma once
/* The machine as a whole: its model and its harts. Source: Devicetree Specification v0.4, 3.2,
 * 3.8. */
#include "fdt/core/dt.h"

/* The machine's model, else the root's first compatible; length, or -ENOENT. */
int dt_model(const struct dt_tree *tree, const char **text);

struct dt_cpus {
	int harts, enabled; /* cpu nodes, and those of them that are okay */
	uint64_t timebase;  /* Hz, 0: unknown */
	bool sstc;          /* an enabled one has the extension Sstc: S-mode sets its own timer */
};
/* Whether a child of /cpus is a hart, enabled or not. */
bool dt_is_cpu(struct dt_node node);
/* The node of the hart with that id, enabled or not; its offset is < 0 where no node has it. */
struct dt_node dt_cpu_of_hart(const struct dt_tree *tree, uint64_t hart);
/* Counts the children of /cpus; all is 0 where there are no such children. */
void dt_cpus(const struct dt_tree *tree, struct dt_cpus *out);
