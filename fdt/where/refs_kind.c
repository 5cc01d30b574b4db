#include "fdt/where/refs.h"
/*
 * The names that hold references, and of what kinds they are.
 */
#include <string.h>

/* Arrays, not pointers, for each pointer would cost a relocation in the image. */
struct refs_name {
	char name[23];
	uint8_t kind; /* number of a row of refs_kinds */
};

/* What the rows of refs_names are. */
enum {
	KIND_NONE,
	KIND_PLAIN,
	KIND_CLOCK,
	KIND_RESET,
	KIND_DMA,
	KIND_POWER,
	KIND_GPIO,
	KIND_INTERRUPT,
	KIND_MSI,
	KIND_IOMMU,
	KIND_PHY,
	KIND_PWM,
	KIND_MBOX,
	KIND_SOUND,
	KIND_THERMAL,
	KIND_COOLING,
	KIND_CHANNEL,
	KIND_NVMEM,
	KIND_HWLOCK,
	KIND_INTERCONNECT,
	KIND_ACCESS,
	KIND_MUX,
	KIND_GPIO_RANGES,
	KIND_INTERRUPT_MAP,
	KIND_MSI_MAP,
	KIND_IOMMU_MAP,
};

/* As struct dt_refs_kind; "" where that has NULL. */
static const struct refs_row {
	uint8_t shape, fixed;
	bool needed;
	char cells[25];
} refs_kinds[] = {
	[KIND_NONE] = { DT_REFS_NONE, 0, false, "" },
	[KIND_PLAIN] = { DT_REFS_PLAIN, 0, false, "" },
	[KIND_CLOCK] = { DT_REFS_ARGS_OF, 0, true, "#clock-cells" },
	[KIND_RESET] = { DT_REFS_ARGS_OF, 0, true, "#reset-cells" },
	[KIND_DMA] = { DT_REFS_ARGS_OF, 0, true, "#dma-cells" },
	[KIND_POWER] = { DT_REFS_ARGS_OF, 0, true, "#power-domain-cells" },
	[KIND_GPIO] = { DT_REFS_ARGS_OF, 0, true, "#gpio-cells" },
	[KIND_INTERRUPT] = { DT_REFS_ARGS_OF, 0, true, "#interrupt-cells" },
	[KIND_MSI] = { DT_REFS_ARGS_OF, 0, false, "#msi-cells" },
	[KIND_IOMMU] = { DT_REFS_ARGS_OF, 0, true, "#iommu-cells" },
	[KIND_PHY] = { DT_REFS_ARGS_OF, 0, true, "#phy-cells" },
	[KIND_PWM] = { DT_REFS_ARGS_OF, 0, true, "#pwm-cells" },
	[KIND_MBOX] = { DT_REFS_ARGS_OF, 0, true, "#mbox-cells" },
	[KIND_SOUND] = { DT_REFS_ARGS_OF, 0, true, "#sound-dai-cells" },
	[KIND_THERMAL] = { DT_REFS_ARGS_OF, 0, true, "#thermal-sensor-cells" },
	[KIND_COOLING] = { DT_REFS_ARGS_OF, 0, true, "#cooling-cells" },
	[KIND_CHANNEL] = { DT_REFS_ARGS_OF, 0, true, "#io-channel-cells" },
	[KIND_NVMEM] = { DT_REFS_ARGS_OF, 0, false, "#nvmem-cell-cells" },
	[KIND_HWLOCK] = { DT_REFS_ARGS_OF, 0, true, "#hwlock-cells" },
	[KIND_INTERCONNECT] = { DT_REFS_ARGS_OF, 0, true, "#interconnect-cells" },
	[KIND_ACCESS] = { DT_REFS_ARGS_OF, 0, true, "#access-controller-cells" },
	[KIND_MUX] = { DT_REFS_ARGS_OF, 0, true, "#mux-control-cells" },
	[KIND_GPIO_RANGES] = { DT_REFS_FIXED, 3, false, "" },
	[KIND_INTERRUPT_MAP] = { DT_REFS_INTERRUPT_MAP, 0, true, "#interrupt-cells" },
	[KIND_MSI_MAP] = { DT_REFS_ID_MAP, 1, false, "#msi-cells" },
	[KIND_IOMMU_MAP] = { DT_REFS_ID_MAP, 1, false, "#iommu-cells" },
};

/* Sorted by name (strcmp). */
static const struct refs_name refs_names[] = {
	{ "access-controllers", KIND_ACCESS },
	{ "affinity", KIND_PLAIN },
	{ "assigned-clock-parents", KIND_CLOCK },
	{ "assigned-clocks", KIND_CLOCK },
	{ "backlight", KIND_PLAIN },
	{ "clocks", KIND_CLOCK },
	{ "cooling-device", KIND_COOLING },
	{ "cpu", KIND_PLAIN },
	{ "cpu-idle-states", KIND_PLAIN },
	{ "cpus", KIND_PLAIN },
	{ "dais", KIND_PLAIN },
	{ "ddc-i2c-bus", KIND_PLAIN },
	{ "dmas", KIND_DMA },
	{ "domain-idle-states", KIND_PLAIN },
	{ "gpio", KIND_GPIO },
	{ "gpio-ranges", KIND_GPIO_RANGES },
	{ "gpios", KIND_GPIO },
	{ "hwlocks", KIND_HWLOCK },
	{ "i2c-parent", KIND_PLAIN },
	{ "interconnects", KIND_INTERCONNECT },
	{ "interrupt-affinity", KIND_PLAIN },
	{ "interrupt-map", KIND_INTERRUPT_MAP },
	{ "interrupt-parent", KIND_PLAIN },
	{ "interrupts-extended", KIND_INTERRUPT },
	{ "io-channels", KIND_CHANNEL },
	{ "iommu-map", KIND_IOMMU_MAP },
	{ "iommus", KIND_IOMMU },
	{ "l2-cache", KIND_PLAIN },
	{ "mboxes", KIND_MBOX },
	{ "memory-region", KIND_PLAIN },
	{ "mmc-pwrseq", KIND_PLAIN },
	{ "msi-map", KIND_MSI_MAP },
	{ "msi-parent", KIND_MSI },
	{ "mux-controls", KIND_MUX },
	{ "next-level-cache", KIND_PLAIN },
	{ "nvmem", KIND_PLAIN },
	{ "nvmem-cells", KIND_NVMEM },
	{ "operating-points-v2", KIND_PLAIN },
	{ "phy-handle", KIND_PLAIN },
	{ "phys", KIND_PHY },
	{ "power-domains", KIND_POWER },
	{ "pwms", KIND_PWM },
	{ "remote-endpoint", KIND_PLAIN },
	{ "required-opps", KIND_PLAIN },
	{ "resets", KIND_RESET },
	{ "riscv,sibling", KIND_PLAIN },
	{ "sound-dai", KIND_SOUND },
	{ "thermal-sensors", KIND_THERMAL },
	{ "trip", KIND_PLAIN },
};

/* What stands behind the last '-' of a name that tells its kind: reset-gpios, vdd-supply. */
static const struct refs_name refs_ends[] = {
	{ "gpio", KIND_GPIO },
	{ "gpios", KIND_GPIO },
	{ "supply", KIND_PLAIN },
};

/* The row's kind, or KIND_NONE. */
static unsigned refs_look_up(const struct refs_name *rows, size_t count, const char *name)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = (uint8_t)*name - (uint8_t)rows[middle].name[0];

		if (order == 0)
			order = strcmp(name, rows[middle].name);
		if (order == 0)
			return rows[middle].kind;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return KIND_NONE;
}

#define REFS_COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/* pinctrl-0 and so on. */
static bool refs_is_pinctrl(const char *name)
{
	static const char start[] = "pinctrl-";
	size_t len, digits = sizeof(start) - 1;

	if (*name != start[0])
		return false;
	len = strlen(name);
	return len > digits && memcmp(name, start, digits) == 0 &&
	       strspn(name + digits, "0123456789") == len - digits;
}

struct dt_refs_kind dt_refs_kind(const char *name)
{
	unsigned kind = refs_look_up(refs_names, REFS_COUNT(refs_names), name);
	const char *end = NULL;
	const struct refs_row *row;

	for (const char *at = name; kind == KIND_NONE && *at; at++)
		if (*at == '-')
			end = at;
	if (end && strcmp(name, "snps,nr-gpios") != 0) /* a number */
		kind = refs_look_up(refs_ends, REFS_COUNT(refs_ends), end + 1);
	if (kind == KIND_NONE && end && refs_is_pinctrl(name))
		kind = KIND_PLAIN;
	row = &refs_kinds[kind];
	return (struct dt_refs_kind){
		.shape = (enum dt_refs_shape)row->shape,
		.cells = row->cells[0] ? row->cells : NULL,
		.fixed = row->fixed,
		.needed = row->needed,
	};
}
