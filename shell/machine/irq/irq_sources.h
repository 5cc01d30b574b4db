#pragma once
/*
 * The interrupt controllers of a tree as this hart sees them, and whose each of their sources is:
 * the reverse of what `irq` shows. Reads the tree only, which must have its index.
 */
#include "fdt/core/dt.h"
#include "kernel/irq.h"

enum { IRQ_CONTROLLERS_MAX = 8 };

/* A source by the tree. Zero: no node claims it. */
struct irq_claim {
	int node;        /* offset of the first node that claims it */
	uint16_t claims; /* nodes' interrupts that lead to it, or rows of interrupt-maps */
	bool map;  /* the node is a nexus whose interrupt-map leads to it; no other claims it */
	bool said; /* the command's */
};

struct irq_controller {
	struct irq_chip *chip;
	struct dt_node node;
	/* By source, from 0 on. heard.sense is what the tree says. */
	struct irq_heard *heard;
	struct irq_claim *claim;
};

/* Owner: the caller; zero at first. */
struct irq_sources {
	const struct dt_tree *tree;
	uint64_t hart;
	int count;
	struct irq_controller controller[IRQ_CONTROLLERS_MAX];
	void *memory; /* private: of heard and claim; for dt_keep */
};

/* Finds the controllers that @hart can use, and calls @refused with the reason for each that it
 * cannot. Keeps sources->memory. */
void irq_sources_find(struct irq_sources *sources, const struct dt_tree *tree, uint64_t hart,
		      void (*refused)(struct dt_node node, const char *why, void *arg), void *arg);
/* Makes heard and claim of each controller. 0, or -ENOMEM. */
int irq_sources_claim(struct irq_sources *sources);
