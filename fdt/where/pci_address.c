#include "fdt/where/pci_address.h"
/*
 * A PCI host bridge's ranges and bus-range.
 *
 * Sources: PCI Bus Binding to IEEE 1275 2.1, 2.2.1 (phys.hi); devicetree binding
 * pci/host-generic-pci.yaml.
 */
#include <errno.h>
#include "fdt/where/address.h"

enum {
	PCI_ADDRESS_CELLS = 3, /* phys.hi, which has the space, then 64 bits */
	PCI_SIZE_CELLS = 2,
	PCI_BUS_MAX = 255,
};

#define PHYS_PREFETCH (UINT32_C(1) << 30)

int dt_pci_range(const struct dt_trail *trail, int index, struct dt_pci_range *out)
{
	struct dt_node node = dt_trail_node(trail);
	const uint8_t *at;
	uint32_t parent, entry;
	int len;

	if (trail->depth == 0 || dt_cell(node, "#address-cells", 0) != PCI_ADDRESS_CELLS ||
	    dt_cell(node, "#size-cells", 0) != PCI_SIZE_CELLS)
		return -EINVAL;
	parent = dt_cell((struct dt_node){ trail->tree, trail->node[trail->depth - 1] },
			 "#address-cells", 2);
	if (parent != 1 && parent != 2)
		return -EINVAL;
	entry = (PCI_ADDRESS_CELLS + parent + PCI_SIZE_CELLS) * DT_CELL;
	at = dt_prop(node, "ranges", &len);
	if (!at || index < 0 || ((uint64_t)index + 1) * entry > (uint64_t)len)
		return -ENOENT;
	at += (uint64_t)index * entry;
	out->space = (enum dt_pci_space)(*at & 3);
	out->prefetch = dt_be32(at) & PHYS_PREFETCH;
	out->bus = dt_be64(at + DT_CELL);
	at += (size_t)PCI_ADDRESS_CELLS * DT_CELL;
	out->cpu = dt_be_cells(at, parent);
	out->size = dt_be64(at + parent * DT_CELL);
	if (dt_to_cpu(trail, trail->depth - 1, &out->cpu, NULL) != 0 || !out->size ||
	    out->cpu + (out->size - 1) < out->cpu || out->bus + (out->size - 1) < out->bus)
		return -ENXIO;
	return 0;
}

void dt_pci_buses(const struct dt_trail *trail, unsigned *first, unsigned *last)
{
	int len;
	const uint8_t *range = dt_prop(dt_trail_node(trail), "bus-range", &len);

	*first = 0;
	*last = PCI_BUS_MAX;
	if (!range || len != 2 * DT_CELL || dt_be32(range) > dt_be32(range + DT_CELL) ||
	    dt_be32(range + DT_CELL) > PCI_BUS_MAX)
		return;
	*first = dt_be32(range);
	*last = dt_be32(range + DT_CELL);
}
