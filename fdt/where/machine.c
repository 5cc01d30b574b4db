#include "fdt/where/machine.h"
/*
 * The model and the harts.
 *
 * Sources: Devicetree Specification v0.4, 3.2, 3.7, 3.8; devicetree binding riscv/extensions.yaml.
 */
#include <errno.h>
#include <string.h>

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

/* Whether @name is one of the parts of @isa, which '_' separates. */
static bool machine_isa_names(const char *isa, size_t len, const char *name)
{
	size_t want = strlen(name);

	for (size_t at = 0; at < len; at++) {
		size_t end = at;

		while (end < len && isa[end] != '_')
			end++;
		if (end - at == want && memcmp(isa + at, name, want) == 0)
			return true;
		at = end;
	}
	return false;
}

bool dt_isa_has(struct dt_node cpu, const char *extension)
{
	struct dt_strings list;
	const char *text;
	int len = dt_string(cpu, "riscv,isa", &text);

	if (len > 0 && machine_isa_names(text, (size_t)len, extension))
		return true;
	list = dt_strings(cpu, "riscv,isa-extensions");
	while ((len = dt_strings_next(&list, &text)) >= 0)
		if ((size_t)len == strlen(extension) && memcmp(text, extension, (size_t)len) == 0)
			return true;
	return false;
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
			out->sstc = out->sstc || dt_isa_has(cpu, "sstc");
		}
		/* Trees of SiFive's small cores and of rocket-chip have it in the cpu nodes. */
		if (out->timebase == 0)
			(void)dt_number(cpu, "timebase-frequency", &out->timebase);
	}
}
