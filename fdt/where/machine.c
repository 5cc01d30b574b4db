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

struct dt_node dt_cpu_of_hart(const struct dt_tree *tree, uint64_t hart)
{
	struct dt_node cpu = dt_first_child((struct dt_node){ tree, tree->cpus });
	uint64_t reg;

	while (dt_found(cpu) && (dt_number(cpu, "reg", &reg) || reg != hart || !dt_is_cpu(cpu)))
		cpu = dt_next_child(cpu);
	return cpu;
}

struct machine_isa {
	const char *text; /* riscv,isa */
	int len;
};

/* Whether the hart lists Sstc and the hart @before did not have the same riscv,isa: most harts are
 * alike, and boot looks at each of up to 64. */
static bool machine_adds_sstc(struct dt_node cpu, struct machine_isa *before)
{
	struct machine_isa isa;
	bool same;

	isa.len = dt_string(cpu, "riscv,isa", &isa.text);
	same = isa.len > 0 && isa.len == before->len &&
	       memcmp(isa.text, before->text, (size_t)isa.len) == 0;
	*before = isa;
	return !same && dt_isa_lists(cpu, "sstc");
}

void dt_cpus(const struct dt_tree *tree, struct dt_cpus *out)
{
	struct dt_node cpus = { tree, tree->cpus }, cpu = dt_first_child(cpus);
	struct machine_isa isa = { 0 };

	*out = (struct dt_cpus){ 0 };
	if (dt_number(cpus, "timebase-frequency", &out->timebase) < 0)
		out->timebase = 0;
	for (; dt_found(cpu); cpu = dt_next_child(cpu)) {
		if (!dt_is_cpu(cpu))
			continue;
		out->harts++;
		if (dt_okay(cpu)) {
			out->enabled++;
			out->sstc = out->sstc || machine_adds_sstc(cpu, &isa);
		}
		/* Trees of SiFive's small cores and of rocket-chip have it in the cpu nodes. */
		if (out->timebase == 0)
			(void)dt_number(cpu, "timebase-frequency", &out->timebase);
	}
}
