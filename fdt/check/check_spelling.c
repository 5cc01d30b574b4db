/*
 * Checks of names that are nearly the standard ones: with '_' where those have '-', or the reverse.
 * No driver reads them.
 *
 * The specification allows '_' in names (v0.4, 2.2.1 and 2.2.4), and hundreds of bindings have it
 * ("snps,wr_osr_lmt"), so the character alone is no mistake. Here are the names of the
 * specification, and of the bindings that every RISC-V board uses. In Linux 7.2 no binding and no
 * RISC-V board has one of the misspelt names.
 */
#include "fdt/check/rule.h"
#include <stdio.h>
#include <string.h>
#include "fdt/core/cursor.h"

enum { SPELLING_NODE, SPELLING_PROP, SPELLING_CHECKS };

static const struct dt_check_row spelling_rows[] = {
	[SPELLING_NODE] = {
		.severity = DT_WARNING,
		.name = "node-name-spelling",
		.text = "software looks for a node with another name",
	},
	[SPELLING_PROP] = {
		.severity = DT_WARNING,
		.name = "property-spelling",
		.text = "the standard property has another name",
	},
};

/* Sorted, '_' as '-'. */
static const char *const spelling_props[] = {
	"#address-cells",
	"#clock-cells",
	"#cooling-cells",
	"#dma-cells",
	"#gpio-cells",
	"#interrupt-cells",
	"#io-channel-cells",
	"#iommu-cells",
	"#mbox-cells",
	"#msi-cells",
	"#phy-cells",
	"#power-domain-cells",
	"#pwm-cells",
	"#reset-cells",
	"#size-cells",
	"#sound-dai-cells",
	"#thermal-sensor-cells",
	"assigned-clock-parents",
	"assigned-clock-rates",
	"assigned-clocks",
	"bus-range",
	"bus-width",
	"clock-frequency",
	"clock-names",
	"clock-output-names",
	"current-speed",
	"device_type",
	"dma-coherent",
	"dma-names",
	"dma-ranges",
	"dr_mode",
	"gpio-controller",
	"gpio-line-names",
	"gpio-ranges",
	"interrupt-controller",
	"interrupt-map",
	"interrupt-map-mask",
	"interrupt-names",
	"interrupt-parent",
	"interrupts-extended",
	"linux,initrd-end",
	"linux,initrd-start",
	"local-mac-address",
	"mac-address",
	"max-frequency",
	"memory-region",
	"mmu-type",
	"msi-controller",
	"msi-parent",
	"next-level-cache",
	"no-map",
	"non-removable",
	"operating-points-v2",
	"phy-handle",
	"phy-mode",
	"phy-names",
	"pinctrl-0",
	"pinctrl-names",
	"power-domains",
	"reg-io-width",
	"reg-names",
	"reg-offset",
	"reg-shift",
	"remote-endpoint",
	"reset-names",
	"riscv,isa-base",
	"riscv,isa-extensions",
	"stdout-path",
	"thermal-sensors",
	"timebase-frequency",
};

/* Nodes that are found by name. Sorted in the same way. */
static const char *const spelling_nodes[] = {
	"cooling-maps", "cpu-map",     "ethernet-ports",  "fixed-link",
	"i2c-bus",      "idle-states", "reserved-memory", "thermal-zones",
};

#define SPELLING_COUNT(table) (sizeof(table) / sizeof((table)[0]))

static char spelling_char(char c)
{
	return c == '_' ? '-' : c;
}

/* Compares the name of @len characters with a standard one, '_' as '-'. */
static int spelling_order(const char *name, size_t len, const char *standard)
{
	size_t i = 0;

	while (i < len && spelling_char(name[i]) == spelling_char(standard[i]))
		i++;
	return (i < len ? (unsigned char)spelling_char(name[i]) : 0) -
	       (unsigned char)spelling_char(standard[i]);
}

/* 1 and the place in the table of the name that differs from @name only in '_' and '-'; 0: none. */
static uint8_t spelling_meant(const char *const *table, size_t count, const char *name, size_t len)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = (low + count) / 2;
		int order = spelling_order(name, len, table[middle]);

		if (order == 0)
			return memcmp(name, table[middle], len) == 0 ? 0 : (uint8_t)(middle + 1);
		if (order < 0)
			count = middle;
		else
			low = middle + 1;
	}
	return 0;
}

/* @end: what of the name is right, the unit address. */
static void spelling_found(struct dt_check *check, int id, const char *name, const char *meant,
			   const char *end)
{
	char fix[80];

	snprintf(fix, sizeof(fix), id == SPELLING_NODE ? "mv $ $<%s%s" : "mv $$ $/%s%s", meant,
		 end);
	rule_found_fix(check, id, check->node, fix, "%s", name);
}

static void spelling_node(struct dt_check *check)
{
	size_t len = strcspn(check->name, "@");
	unsigned meant = spelling_meant(spelling_nodes, SPELLING_COUNT(spelling_nodes), check->name,
					len);

	if (meant)
		spelling_found(check, SPELLING_NODE, check->name, spelling_nodes[meant - 1],
			       check->name + len);
}

/* 1 and the place of the name that was meant. */
static uint8_t spelling_says(const char *name)
{
	return spelling_meant(spelling_props, SPELLING_COUNT(spelling_props), name, strlen(name));
}

static void spelling_prop(struct dt_check *check, const struct dt_cursor *prop, unsigned says)
{
	spelling_found(check, SPELLING_PROP, prop->name, spelling_props[says - 1], "");
}

const struct dt_check_group check_spelling = {
	.rows = spelling_rows,
	.count = SPELLING_CHECKS,
	.node = spelling_node,
	.prop = spelling_prop,
	.name = spelling_says,
};
