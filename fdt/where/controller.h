#pragma once
/*
 * Interrupt controllers: of what kind one is, and which harts its interrupts reach.
 *
 * Needs tree->index. Sources: devicetree bindings interrupt-controller/riscv,cpu-intc.yaml,
 * sifive,plic-1.0.0.yaml, riscv,aplic.yaml, riscv,imsics.yaml.
 */
#include "fdt/core/dt.h"

enum dt_controller_kind {
	DT_CONTROLLER_OTHER,
	DT_CONTROLLER_HART, /* a hart's own */
	DT_CONTROLLER_APLIC,
	DT_CONTROLLER_PLIC,
};

/* What is known of a controller whatever the interrupt: made once, for several that end there. */
struct dt_controller {
	struct dt_node node; /* tree NULL: nothing was made yet */
	enum dt_controller_kind kind;
	bool by_messages; /* an APLIC that sends its interrupts as MSIs to the harts' IMSICs */
	char harts[56];   /* "hart 0", "harts 0-3 S-mode", "no hart" */
};

/* Makes it for that controller, unless it already is. */
void dt_controller(struct dt_controller *controller, struct dt_node node);
/* The domain below @node, an APLIC, to which it delegates @source; else @node. */
struct dt_node dt_controller_delegated(struct dt_node node, uint32_t source);
