#pragma once
/* The rate of a device's clock, as far as the tree alone gives it. */
#include <stdint.h>
#include "fdt/core/dt.h"

/*
 * The rate of the first clock of the node at the end of @trail, Hz: its clock-frequency; else what
 * the first entry of its clocks leads to through fixed clocks and factors; else its
 * assigned-clock-rates, where they are of that same clock. 0; -ENOENT with *@why, a constant text:
 * the tree does not give the rate.
 */
int dt_clock_rate(const struct dt_trail *trail, uint64_t *hz, const char **why);

/* The output rate of @clock, Hz, if it is a fixed clock or a fixed factor of one. 0, or -ENOENT:
 * the tree does not give it. */
int dt_clock_output(struct dt_node clock, uint64_t *hz);
