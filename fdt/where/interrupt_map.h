#pragma once
/* The way of one interrupt through the nexus nodes: private to fdt/where/interrupt*.c. */
#include "fdt/where/interrupt_key.h"

/* Follows the maps to the controller: 0, or -EINVAL with @fault. */
int interrupt_follow(struct interrupt_key *key, struct dt_interrupt *out, struct dt_fault *fault);
