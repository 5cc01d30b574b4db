#pragma once
/*
 * What an interrupt is to its controller, in words: "plic source 10, hart 0 S-mode".
 *
 * Needs tree->index. Sources: bindings interrupt-controller/riscv,cpu-intc.yaml,
 * sifive,plic-1.0.0.yaml, riscv,aplic.yaml, riscv,imsics.yaml; interrupt-controller/interrupts.txt
 * (the second cell); RISC-V Privileged Architecture 1.13, 3.1.15 (numbers of a hart's interrupts).
 */
#include "fdt/where/interrupt.h"

/* What there is to say of a controller whatever the interrupt: made once, for several that end
 * there. */
struct dt_controller {
	struct dt_node node; /* of another tree, or none: nothing was made yet */
	int kind;            /* private */
	bool by_messages;    /* private: an APLIC whose interrupts go to the harts' IMSIC */
	char harts[56];      /* private: "harts 0-3 S-mode" */
};

/* Makes it for that controller, unless it is there. */
void dt_controller(struct dt_controller *controller, struct dt_node node);
/* The interrupt in words; @controller is made for where it ends. */
void dt_put_interrupt(struct dt_text *out, const struct dt_interrupt *interrupt,
		      struct dt_controller *controller);
/* The specifier: numbers up to 65535 decimal, larger ones hexadecimal; "-" where it has none. */
void dt_put_specifier(struct dt_text *out, const uint32_t *cell, uint32_t cells);
