#include "fdt/where/refs.h"
/*
 * The names of properties that hold references, and how each is read.
 *
 * Sources: Devicetree Specification v0.4, 2.3, 2.4 and 3; the core schema of the devicetree project
 * and, for what it lacks, the bindings in Linux' Documentation/devicetree/bindings.
 */
#include <string.h>
#include "fdt/core/chars.h"

/* Rows of refs_kinds. */
enum refs_kind {
	KIND_NONE,
	KIND_PLAIN,
	KIND_ONE,
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

static const struct dt_refs_kind refs_kinds[] = {
	[KIND_NONE] = { .shape = DT_REFS_NONE },
	[KIND_PLAIN] = { .shape = DT_REFS_PLAIN },
	[KIND_ONE] = { .shape = DT_REFS_ONE },
	[KIND_CLOCK] = { .shape = DT_REFS_ARGS_OF, .cells = "#clock-cells", .needed = true },
	[KIND_RESET] = { .shape = DT_REFS_ARGS_OF, .cells = "#reset-cells", .needed = true },
	[KIND_DMA] = { .shape = DT_REFS_ARGS_OF, .cells = "#dma-cells", .needed = true },
	[KIND_POWER] = { .shape = DT_REFS_ARGS_OF, .cells = "#power-domain-cells", .needed = true },
	[KIND_GPIO] = { .shape = DT_REFS_ARGS_OF, .cells = "#gpio-cells", .needed = true },
	[KIND_INTERRUPT] = { .shape = DT_REFS_ARGS_OF,
			     .cells = "#interrupt-cells",
			     .needed = true },
	[KIND_MSI] = { .shape = DT_REFS_ARGS_OF, .cells = "#msi-cells" },
	[KIND_IOMMU] = { .shape = DT_REFS_ARGS_OF, .cells = "#iommu-cells", .needed = true },
	[KIND_PHY] = { .shape = DT_REFS_ARGS_OF, .cells = "#phy-cells", .needed = true },
	[KIND_PWM] = { .shape = DT_REFS_ARGS_OF, .cells = "#pwm-cells", .needed = true },
	[KIND_MBOX] = { .shape = DT_REFS_ARGS_OF, .cells = "#mbox-cells", .needed = true },
	[KIND_SOUND] = { .shape = DT_REFS_ARGS_OF, .cells = "#sound-dai-cells", .needed = true },
	[KIND_THERMAL] = { .shape = DT_REFS_ARGS_OF,
			   .cells = "#thermal-sensor-cells",
			   .needed = true },
	[KIND_COOLING] = { .shape = DT_REFS_ARGS_OF, .cells = "#cooling-cells", .needed = true },
	[KIND_CHANNEL] = { .shape = DT_REFS_ARGS_OF, .cells = "#io-channel-cells", .needed = true },
	[KIND_NVMEM] = { .shape = DT_REFS_ARGS_OF, .cells = "#nvmem-cell-cells" },
	[KIND_HWLOCK] = { .shape = DT_REFS_ARGS_OF, .cells = "#hwlock-cells", .needed = true },
	[KIND_INTERCONNECT] = { .shape = DT_REFS_ARGS_OF,
				.cells = "#interconnect-cells",
				.needed = true },
	[KIND_ACCESS] = { .shape = DT_REFS_ARGS_OF,
			  .cells = "#access-controller-cells",
			  .needed = true },
	[KIND_MUX] = { .shape = DT_REFS_ARGS_OF, .cells = "#mux-control-cells", .needed = true },
	/* A line, a pin and a count; before these the bank, where a specifier of the controller
	 * has one. Linux' of_gpiochip_add_pin_range; binding spacemit,k1-gpio. */
	[KIND_GPIO_RANGES] = { .shape = DT_REFS_OWN_CELLS, .cells = "#gpio-cells", .fixed = 3 },
	[KIND_INTERRUPT_MAP] = { .shape = DT_REFS_INTERRUPT_MAP,
				 .cells = "#interrupt-cells",
				 .needed = true },
	[KIND_MSI_MAP] = { .shape = DT_REFS_ID_MAP, .cells = "#msi-cells", .fixed = 1 },
	[KIND_IOMMU_MAP] = { .shape = DT_REFS_ID_MAP, .cells = "#iommu-cells", .fixed = 1 },
};

/* What a name says. Without pointers, each of which would cost a relocation in the image. */
struct refs_name {
	char name[25];
	uint8_t kind; /* enum refs_kind */
};

/* Sorted by name (strcmp). */
static const struct refs_name refs_names[] = {
	{ .name = "access-controllers", .kind = KIND_ACCESS },
	{ .name = "affinity", .kind = KIND_PLAIN },
	{ .name = "assigned-clock-parents", .kind = KIND_CLOCK },
	{ .name = "assigned-clocks", .kind = KIND_CLOCK },
	{ .name = "backlight", .kind = KIND_PLAIN },
	{ .name = "bitclock-master", .kind = KIND_PLAIN },
	{ .name = "canaan,k210-sysctl-power", .kind = KIND_ONE },
	{ .name = "clocks", .kind = KIND_CLOCK },
	{ .name = "cooling-device", .kind = KIND_COOLING },
	{ .name = "cpu", .kind = KIND_PLAIN },
	{ .name = "cpu-idle-states", .kind = KIND_PLAIN },
	{ .name = "cpus", .kind = KIND_PLAIN },
	{ .name = "dais", .kind = KIND_PLAIN },
	{ .name = "ddc-i2c-bus", .kind = KIND_PLAIN },
	{ .name = "dmas", .kind = KIND_DMA },
	{ .name = "domain-idle-states", .kind = KIND_PLAIN },
	{ .name = "extcon", .kind = KIND_ONE },
	{ .name = "frame-master", .kind = KIND_PLAIN },
	{ .name = "gpio", .kind = KIND_GPIO },
	{ .name = "gpio-ranges", .kind = KIND_GPIO_RANGES },
	{ .name = "gpios", .kind = KIND_GPIO },
	{ .name = "hwlocks", .kind = KIND_HWLOCK },
	{ .name = "i2c-parent", .kind = KIND_PLAIN },
	{ .name = "interconnects", .kind = KIND_INTERCONNECT },
	{ .name = "interrupt-affinity", .kind = KIND_PLAIN },
	{ .name = "interrupt-map", .kind = KIND_INTERRUPT_MAP },
	{ .name = "interrupt-parent", .kind = KIND_PLAIN },
	{ .name = "interrupts-extended", .kind = KIND_INTERRUPT },
	{ .name = "io-channels", .kind = KIND_CHANNEL },
	{ .name = "iommu-map", .kind = KIND_IOMMU_MAP },
	{ .name = "iommus", .kind = KIND_IOMMU },
	{ .name = "l2-cache", .kind = KIND_PLAIN },
	{ .name = "mboxes", .kind = KIND_MBOX },
	{ .name = "memory-region", .kind = KIND_PLAIN },
	{ .name = "mmc-pwrseq", .kind = KIND_PLAIN },
	{ .name = "msi-map", .kind = KIND_MSI_MAP },
	{ .name = "msi-parent", .kind = KIND_MSI },
	{ .name = "mux-controls", .kind = KIND_MUX },
	{ .name = "next-level-cache", .kind = KIND_PLAIN },
	{ .name = "nvmem", .kind = KIND_PLAIN },
	{ .name = "nvmem-cells", .kind = KIND_NVMEM },
	{ .name = "operating-points-v2", .kind = KIND_PLAIN },
	{ .name = "phy-handle", .kind = KIND_PLAIN },
	{ .name = "phys", .kind = KIND_PHY },
	{ .name = "power-domains", .kind = KIND_POWER },
	{ .name = "pwms", .kind = KIND_PWM },
	{ .name = "regmap", .kind = KIND_PLAIN },
	{ .name = "remote-endpoint", .kind = KIND_PLAIN },
	{ .name = "required-opps", .kind = KIND_PLAIN },
	{ .name = "resets", .kind = KIND_RESET },
	{ .name = "riscv,sibling", .kind = KIND_PLAIN },
	{ .name = "sound-dai", .kind = KIND_SOUND },
	{ .name = "starfive,stg-syscon", .kind = KIND_ONE },
	{ .name = "starfive,syscon", .kind = KIND_ONE },
	{ .name = "starfive,sysreg", .kind = KIND_ONE },
	{ .name = "syscon", .kind = KIND_ONE },
	{ .name = "thermal-sensors", .kind = KIND_THERMAL },
	{ .name = "trip", .kind = KIND_PLAIN },
};

/* How names end that say their kind, after their last '-': reset-gpios, vdd-supply. */
static const struct refs_name refs_ends[] = {
	{ .name = "gpio", .kind = KIND_GPIO },
	{ .name = "gpios", .kind = KIND_GPIO },
	{ .name = "supply", .kind = KIND_PLAIN },
};

/* The row's kind, or KIND_NONE. */
static enum refs_kind refs_look_up(const struct refs_name *rows, size_t count, const char *name)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = dt_name_order(name, rows[middle].name);

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

/* How many lines a controller has: "snps,nr-gpios", and other vendors'. Bindings snps,dw-apb-gpio
 * and apm,xgene-gpio-sb. */
static bool refs_is_number(const char *name)
{
	const char *comma = strchr(name, ',');

	return comma && strcmp(comma + 1, "nr-gpios") == 0;
}

/* The name without a prefix that the bindings allow for it: simple-audio-card,frame-master. Binding
 * simple-card. */
static const char *refs_bare(const char *name)
{
	static const char prefix[] = "simple-audio-card,";

	return strncmp(name, prefix, sizeof(prefix) - 1) == 0 ? name + sizeof(prefix) - 1 : name;
}

_Static_assert(REFS_COUNT(refs_kinds) <= DT_REFS_KINDS, "their numbers are less");

struct dt_refs_kind dt_refs_kind_numbered(unsigned number)
{
	struct dt_refs_kind kind = refs_kinds[number];

	kind.number = number;
	return kind;
}

struct dt_refs_kind dt_refs_kind(const char *name)
{
	enum refs_kind kind = refs_look_up(refs_names, REFS_COUNT(refs_names), refs_bare(name));
	const char *end = NULL;

	for (const char *at = name; kind == KIND_NONE && *at; at++)
		if (*at == '-')
			end = at;
	if (end && !refs_is_number(name))
		kind = refs_look_up(refs_ends, REFS_COUNT(refs_ends), end + 1);
	if (kind == KIND_NONE && end && refs_is_pinctrl(name))
		kind = KIND_PLAIN;
	return dt_refs_kind_numbered(kind);
}
