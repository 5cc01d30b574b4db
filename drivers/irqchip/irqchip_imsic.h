#pragma once
/* The IMSIC of this hart: its place in the tree, and its identities. */
#include "fdt/core/dt.h"

/* This hart's interrupt file in S-mode, as an APLIC must know it. */
struct imsic {
	uint32_t hart; /* for an APLIC's target: the hart index, with the group index above it */
	uint32_t ids;  /* the highest identity */
};

/* Finds the file of @hart in the S-mode IMSIC's @node. 0, or -ENODEV or -EINVAL with *@why a
 * constant text. Reads the tree only. */
int imsic_find(struct dt_node node, uint64_t hart, struct imsic *imsic, const char **why);

/* Call the functions below with faults contained and interrupts off, as those of kernel/aia.h. */
/* All identities off, delivery on. 0; -ENODEV: there is no IMSIC. */
int imsic_start(uint32_t ids);
/* Delivery off, no identity enabled or pending. */
void imsic_stop(uint32_t ids);
/* One identity, on or off. */
void imsic_enable(uint32_t id, bool on);
/* Clears the pending bit of one identity. */
void imsic_clear(uint32_t id);
