#pragma once
/*
 * The interrupt controller: a PLIC with two contexts. Context 1 is the hart's S-mode.
 * RISC-V Platform-Level Interrupt Controller Specification 1.0.0.
 */
#include <stdbool.h>
#include <stdint.h>

enum { PLIC_SOURCES = 32, PLIC_CONTEXTS = 2, PLIC_S_CONTEXT = 1 };

struct plic {
	uint32_t priority[PLIC_SOURCES], threshold[PLIC_CONTEXTS], enabled[PLIC_CONTEXTS];
	uint32_t pending, level, claimed; /* one bit for each source */
};

/* Sets the level of the source's interrupt line. */
void plic_line(struct plic *plic, unsigned source, bool high);
/* The S-mode context requests an interrupt. */
bool plic_asks(const struct plic *plic);
/* The 32-bit register at @offset; false: there is none. */
bool plic_read(struct plic *plic, uint64_t offset, uint32_t *value);
bool plic_write(struct plic *plic, uint64_t offset, uint32_t value);
