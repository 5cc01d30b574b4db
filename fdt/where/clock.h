#pragma once
/* The rate of a device's clock, as far as a tree alone tells it. */
#include <stdint.h>
#include "fdt/core/dt.h"

/*
 * The rate of the first clock of the node at the end of @trail, Hz: its clock-frequency; else what
 * its clocks' first entry leads to through fixed clocks and factors; else assigned-clock-rates
 * where those are of that same clock. 0; -ENOENT with *@why a constant text that says why the tree
 * does not know.
 */
int dt_clock_rate(const struct dt_trail *trail, uint64_t *hz, const char **why);

/* The rate that comes out of @clock, Hz: of one that is fixed, or a fixed part of such a one. 0, or
 * -ENOENT: the tree does not tell. */
int dt_clock_output(struct dt_node clock, uint64_t *hz);
