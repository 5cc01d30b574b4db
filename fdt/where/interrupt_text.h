#pragma once
/*
 * An interrupt in words: "plic source 10, hart 0 S-mode". Needs tree->index.
 */
#include "fdt/core/text.h"
#include "fdt/where/controller.h"
#include "fdt/where/interrupt.h"

/* The interrupt in words; @controller, all zero before the first one, is made for where it ends. */
void dt_put_interrupt(struct dt_text *out, const struct dt_interrupt *interrupt,
		      struct dt_controller *controller);
/* The specifier: numbers up to 65535 decimal, larger ones hexadecimal; "-" where it has none. */
void dt_put_specifier(struct dt_text *out, const uint32_t *cell, uint32_t cells);
