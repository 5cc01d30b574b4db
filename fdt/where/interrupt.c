#include "fdt/where/interrupt.h"
/*
 * Interrupts of devices: the lists, and the parent of each entry.
 *
 * Where Linux reads more than the specification promises, this does as well: trees are written for
 * Linux. Source: Devicetree Specification v0.4, 2.4.
 */
#include <errno.h>
#include <string.h>
#include "fdt/where/interrupt_map.h"

enum { PCI_UNITS = 3 };

/* The parent that interrupt-parent names, the device's own or an ancestor's, or the nearest
 * ancestor that takes interrupts. */
static struct dt_node interrupt_parent(const struct dt_trail *trail)
{
	struct dt_node node = { trail->tree, -ENOENT };
	uint64_t phandle;

	for (int level = trail->depth; level >= 0; level--) {
		node.offset = trail->node[level];
		if (level < trail->depth && dt_prop(node, "#interrupt-cells", NULL))
			return node;
		if (dt_number(node, "interrupt-parent", &phandle) == 0)
			return dt_by_phandle(trail->tree, (uint32_t)phandle);
	}
	node.offset = -ENOENT;
	return node;
}

bool dt_interrupts(struct dt_interrupts *it, const struct dt_trail *trail)
{
	struct dt_node node = dt_trail_node(trail);
	struct interrupt_cells list = interrupt_prop(node, "interrupts-extended");

	*it = (struct dt_interrupts){ .trail = trail, .extended = list.at };
	if (!it->extended) {
		list = interrupt_prop(node, "interrupts");
		if (!list.at)
			return false;
		it->parent = interrupt_parent(trail);
	}
	it->at = list.at;
	it->left = list.left;
	return true;
}

/* The next specifier of the list, with its parent: 1; 0 at the end; -EINVAL, and nothing
 * follows. */
static int interrupt_specifier(struct dt_interrupts *it, struct interrupt_key *key)
{
	struct dt_node node = dt_trail_node(it->trail);
	struct interrupt_cells list = { it->at, it->left };
	uint32_t phandle;
	int err;

	it->left = 0;
	if (!list.left)
		return 0;
	*key = (struct interrupt_key){ .parent = it->parent };
	if (it->extended) {
		interrupt_take(&list, &phandle, 1);
		key->parent = dt_by_phandle(node.tree, phandle);
	}
	err = interrupt_sizes(key, INTERRUPT_UNITS_DEFAULT, node, &it->fault);
	if (err)
		return err;
	if (!key->cells && !it->extended)
		return interrupt_fault(&it->fault, node,
				       "its interrupt parent takes no interrupts");
	if (!interrupt_take(&list, key->cell + key->units, key->cells))
		return interrupt_fault(&it->fault, node,
				       it->extended ? "interrupts-extended ends within an entry"
						    : "interrupts ends within an entry");
	it->at = list.at;
	it->left = list.left;
	return 1;
}

/* From the device, whose reg begins with its unit address, to the controller. */
static int interrupt_resolve(const struct dt_trail *trail, struct interrupt_key *key,
			     struct dt_interrupt *out, struct dt_fault *fault)
{
	struct interrupt_cells reg = interrupt_prop(dt_trail_node(trail), "reg");

	memset(key->cell, 0, (size_t)key->units * sizeof(*key->cell));
	interrupt_take(&reg, key->cell, key->units < reg.left ? key->units : reg.left);
	return interrupt_follow(key, out, fault);
}

int dt_interrupts_next(struct dt_interrupts *it, struct dt_interrupt *out)
{
	struct interrupt_key key;
	int got = interrupt_specifier(it, &key);

	memset(out, 0, sizeof(*out));
	if (got > 0 && interrupt_resolve(it->trail, &key, out, &it->fault))
		return -EINVAL;
	return got;
}

int dt_interrupt(const struct dt_trail *trail, int index, struct dt_interrupt *out,
		 const char **why)
{
	struct dt_interrupts it;
	struct interrupt_key key;
	int got;

	memset(out, 0, sizeof(*out));
	if (!dt_interrupts(&it, trail)) {
		*why = "no interrupts";
		return -ENOENT;
	}
	do
		got = interrupt_specifier(&it, &key);
	while (got > 0 && index--);
	if (got == 0) {
		*why = "no such interrupt";
		return -ENOENT;
	}
	if (got > 0 && interrupt_resolve(trail, &key, out, &it.fault) == 0)
		return 0;
	*why = it.fault.why;
	return -EINVAL;
}

int dt_interrupt_pci(const struct dt_trail *host, uint32_t phys_hi, uint8_t pin,
		     struct dt_interrupt *out, const char **why)
{
	struct dt_node node = dt_trail_node(host);
	struct interrupt_key key = { .parent = node };
	struct dt_fault fault = { .why = NULL };
	int err = interrupt_sizes(&key, INTERRUPT_UNITS_DEFAULT, node, &fault);

	memset(out, 0, sizeof(*out));
	if (!err && (key.units != PCI_UNITS || key.cells != 1))
		err = interrupt_fault(&fault, node, "its host bridge lacks the cells of a PCI bus");
	if (!err) {
		key.cell[0] = phys_hi;
		key.cell[key.units] = pin;
		err = interrupt_follow(&key, out, &fault);
	}
	if (err)
		*why = fault.why;
	return err;
}
