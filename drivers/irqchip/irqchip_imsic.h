#pragma once
#include "fdt/core/dt.h"

/* This hart's interrupt file in S-mode, as an APLIC must know it. */
struct imsic {
	uint32_t hart; /* hart index of an APLIC's target, that of the group above it */
	uint32_t ids;  /* the highest identity */
};

/* Finds the file of @hart in the S-mode IMSIC's @node. 0, or -ENODEV or -EINVAL with *@why a
 * constant text. Reads the tree only. */
int imsic_find(struct dt_node node, uint64_t hart, struct imsic *imsic, const char **why);

/* All of these as kernel/aia.h has it: faults contained, interrupts off. */
/* All identities off, delivery on. 0; -ENODEV: it is not there. */
int imsic_start(uint32_t ids);
/* One identity, on or off. */
void imsic_enable(uint32_t id, bool on);
/* Takes a pending one away. */
void imsic_clear(uint32_t id);
