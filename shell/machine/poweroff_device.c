#include "shell/machine/poweroff_device.h"
/*
 * Sources: SiFive's test finisher as QEMU has it, hw/misc/sifive_test.c and its header (0x5555 is a
 * pass; 0x3333 a failure, whose code is in the upper 16 bits); devicetree bindings
 * power/reset/syscon-poweroff.yaml and mfd/syscon.yaml; Linux,
 * drivers/power/reset/syscon-poweroff.c (a mask alone is the value).
 */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include "fdt/where/address.h"

enum {
	FINISHER_PASS = 0x5555,
	FINISHER_FAIL = 0x3333,
	FINISHER_CODE = 16, /* the bit where a failure's code begins */
	REGISTER_WIDTH = 4, /* the finisher's, and a syscon's without reg-io-width */
};

static const char *const finishers[] = { "sifive,test1", "sifive,test0", NULL };
static const char *const switches[] = { "syscon-poweroff", NULL };

static bool device_is(struct dt_node node, const char *const *names)
{
	while (*names && !dt_compatible(node, *names))
		names++;
	return *names;
}

static bool device_enabled(struct dt_node node)
{
	struct dt_trail trail;

	return !dt_trail(node, &trail) && dt_enabled(&trail, NULL);
}

/* The first enabled node that is compatible with one of @names. */
static struct dt_node device_find(const struct dt_tree *tree, const char *const *names)
{
	struct dt_cursor cursor;
	enum dt_event event;

	dt_walk(&cursor, dt_root(tree));
	while ((event = dt_next_named(&cursor, "compatible")) != DT_END) {
		struct dt_node node = { tree, cursor.node };

		if (event == DT_PROP && device_is(node, names) && device_enabled(node))
			return node;
	}
	return (struct dt_node){ tree, -ENOENT };
}

/* The register is at @offset in the first entry of @node's reg. */
static int device_address(struct dt_node node, uint64_t offset, struct poweroff_device *device,
			  const char **why)
{
	struct dt_trail trail;
	struct dt_reg reg;
	int err = dt_trail(node, &trail);

	*why = "it lies too deep";
	if (!err)
		err = dt_reg(&trail, 0, &reg, why);
	if (err)
		return err == -ENOENT ? -EINVAL : err;
	*why = "its register is not within its reg";
	if (reg.size && (offset > reg.size || reg.size - offset < device->width))
		return -ERANGE;
	device->address = reg.cpu + offset;
	return 0;
}

static int finisher(unsigned status, struct poweroff_device *device, const char **why)
{
	device->width = REGISTER_WIDTH;
	device->mask = UINT32_MAX;
	device->value = status ? status << FINISHER_CODE | FINISHER_FAIL : FINISHER_PASS;
	return device_address(device->node, 0, device, why);
}

/* The node whose registers a switch uses: regmap's, else the parent, as in Linux. */
static struct dt_node switch_syscon(struct dt_node node)
{
	struct dt_node syscon = dt_by_phandle(node.tree, dt_cell(node, "regmap", 0));
	struct dt_trail trail;

	if (dt_found(syscon) || dt_prop(node, "regmap", NULL))
		return syscon;
	if (dt_trail(node, &trail) || !trail.depth)
		return syscon;
	return (struct dt_node){ node.tree, trail.node[trail.depth - 1] };
}

/* Its register in the syscon: by offset or, in newer trees, by reg. */
static bool switch_offset(struct dt_node node, uint64_t *offset)
{
	return !dt_number(node, "offset", offset) || !dt_number(node, "reg", offset);
}

static int switch_register(struct dt_node node, struct poweroff_device *device, const char **why)
{
	struct dt_node syscon = switch_syscon(node);
	uint64_t offset;

	*why = "no node has its regmap's phandle";
	if (!dt_found(syscon))
		return -EINVAL;
	*why = "it has no offset";
	if (!switch_offset(node, &offset))
		return -EINVAL;
	*why = "registers that are big endian, or not of 1, 2 or 4 bytes, are not supported";
	device->width = dt_cell(syscon, "reg-io-width", REGISTER_WIDTH);
	if (dt_prop(syscon, "big-endian", NULL) ||
	    (device->width != 1 && device->width != 2 && device->width != 4))
		return -ENOTSUP;
	return device_address(syscon, offset, device, why);
}

static int switch_off(unsigned status, struct poweroff_device *device, const char **why)
{
	const struct dt_node node = device->node;
	uint64_t value, mask;
	bool no_value = dt_number(node, "value", &value);
	bool no_mask = dt_number(node, "mask", &mask);

	*why = "it passes no status: only a test finisher (sifive,test0) does";
	if (status)
		return -EDOM;
	*why = "it has neither value nor mask";
	if (no_value && no_mask)
		return -EINVAL;
	device->mask = no_value || no_mask ? UINT32_MAX : (uint32_t)mask;
	device->value = (uint32_t)(no_value ? mask : value);
	return switch_register(node, device, why);
}

int poweroff_device(const struct dt_tree *tree, unsigned status, struct poweroff_device *device,
		    const char **why)
{
	*device = (struct poweroff_device){ .node = device_find(tree, finishers) };
	if (dt_found(device->node))
		return finisher(status, device, why);
	device->node = device_find(tree, switches);
	if (dt_found(device->node))
		return switch_off(status, device, why);
	*why = "the tree has no device that takes a status: no enabled sifive,test0 or "
	       "syscon-poweroff";
	return -ENOENT;
}
