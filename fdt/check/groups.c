/*
 * The groups of checks, and each check by its number.
 */
#include "fdt/check/rule.h"

/* Named here and in the row below, and nowhere else. */
extern const struct dt_check_group check_names, check_spelling, check_types, check_values,
	check_addresses, check_units, check_buses, check_graph, check_interrupts, check_refs,
	check_aliases, check_chosen, check_uarts, check_memory, check_cpus, check_domains,
	check_assignments, check_regions, check_header;

const struct dt_check_group *const rule_groups[] = {
	&check_names,   &check_spelling,    &check_types,   &check_values,     &check_addresses,
	&check_units,   &check_buses,       &check_graph,   &check_interrupts, &check_refs,
	&check_aliases, &check_chosen,      &check_uarts,   &check_memory,     &check_cpus,
	&check_domains, &check_assignments, &check_regions, &check_header,     NULL,
};

const struct dt_check_row *dt_check_row(int number)
{
	for (const struct dt_check_group *const *group = rule_groups; *group; group++) {
		if (number < (*group)->count)
			return &(*group)->rows[number];
		number -= (*group)->count;
	}
	return NULL;
}

int dt_check_count(void)
{
	int count = 0;

	for (const struct dt_check_group *const *group = rule_groups; *group; group++)
		count += (*group)->count;
	return count;
}
