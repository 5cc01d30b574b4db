#include "fdt/where/machine.h"
/*
 * The model and the harts.
 *
 * Sources: Devicetree Specification v0.4, 3.2, 3.7, 3.8.
 */
#include <errno.h>
#include <string.h>
#include "fdt/where/isa.h"

int dt_model(const struct dt_tree *tree, const char **text)
{
	int len = dt_string(dt_root(tree), "model", text);

	if (len > 0)
		return len;
	len = dt_string(dt_root(tree), "compatible", text);
	return len > 0 ? len : -ENOENT;
}

/* A cpu; /cpus also holds the cpu-map and caches. */
bool dt_is_cpu(struct dt_node node)
{
	const char *type, *name = dt_name(node);
	int len = dt_string(node, "device_type", &type);

	if (len >= 0)
		return len == 3 && memcmp(type, "cpu", 3) == 0;
	return strncmp(name, "cpu", 3) == 0 && (name[3] == '\0' || name[3] == '@');
}

void dt_cpus(const struct dt_tree *tree, struct dt_cpus *out)
{
	struct dt_node cpus = { tree, tree->cpus }, cpu = dt_first_child(cpus);

	*out = (struct dt_cpus){ 0 };
	if (dt_number(cpus, "timebase-frequency", &out->timebase) < 0)
		out->timebase = 0;
	for (; dt_found(cpu); cpu = dt_next_child(cpu)) {
		if (!dt_is_cpu(cpu))
			continue;
		out->harts++;
		if (dt_okay(cpu)) {
			out->enabled++;
			out->sstc = out->sstc || dt_isa_lists(cpu, "sstc");
		}
		/* Trees of SiFive's small cores and of rocket-chip have it in the cpu nodes. */
		if (out->timebase == 0)
			(void)dt_number(cpu, "timebase-frequency", &out->timebase);
	}
}
