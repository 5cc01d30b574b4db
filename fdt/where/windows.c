#include "fdt/where/windows.h"
/*
 * The first window that holds an address.
 *
 * Sources: Devicetree Specification v0.4, 2.3.8; PCI Bus Binding to IEEE 1275 2.1, 2.2.1 (phys.hi).
 */
#include "fdt/core/spans.h"

enum {
	SPACE_SHIFT = 24,
	SPACE_MASK = 3, /* of phys.hi: configuration, I/O, memory of 32 and of 64 bits */
	SPACE_MEMORY = 2,
};

struct dt_address window_take(const uint8_t **at, uint32_t cells)
{
	struct dt_address address = { .cells = cells };

	if (cells > ADDRESS_NUMBER) {
		address.space = dt_be32(*at);
		*at += DT_CELL;
		cells = ADDRESS_NUMBER;
	}
	address.number = dt_be_cells(*at, cells);
	*at += (size_t)cells * DT_CELL;
	return address;
}

bool windows_are_pci(struct dt_node bus, uint32_t cells)
{
	const char *type;
	int len = cells > ADDRESS_NUMBER ? dt_string(bus, "device_type", &type) : 0;

	return (len == 3 && memcmp(type, "pci", 3) == 0) ||
	       (len == 5 && memcmp(type, "pciex", 5) == 0);
}

void windows_count(struct windows *windows, uint32_t len)
{
	windows->rows = len / ((windows->child + windows->parent + windows->size) * DT_CELL);
	windows->pci = windows_are_pci(windows->bus, windows->child);
}

uint32_t windows_pci_space(uint32_t hi)
{
	uint32_t space = hi >> SPACE_SHIFT & SPACE_MASK;

	return space > SPACE_MEMORY ? SPACE_MEMORY : space;
}

/* On PCI, a window has no function or register. */
static uint32_t windows_space(const struct windows *windows, uint32_t space)
{
	return windows->pci ? windows_pci_space(space) : space;
}

static struct window windows_row(const struct windows *windows, uint32_t row)
{
	uint32_t cells = windows->child + windows->parent + windows->size;
	const uint8_t *at = windows->ranges + (size_t)row * cells * DT_CELL;
	struct window window = {
		.base = window_take(&at, windows->child),
		.target = window_take(&at, windows->parent),
	};

	window.size = dt_be_cells(at, windows->size);
	return window;
}

static struct dt_span windows_span(const void *context, uint32_t row)
{
	const struct windows *windows = context;
	struct window window = windows_row(windows, row);
	uint32_t space = windows_space(windows, window.base.space);

	return (struct dt_span){
		.base = window.base.number,
		.size = windows->pci && !space ? 0 : window.size,
		.space = space,
	};
}

bool windows_first(const struct windows *windows, const struct dt_address *address,
		   struct window *out)
{
	const struct dt_spans spans = {
		.tree = windows->bus.tree,
		.value = windows->ranges,
		.rows = windows->rows,
		.read = windows_span,
		.context = windows,
	};
	int32_t row = dt_spans_first(&spans, windows_space(windows, address->space),
				     address->number);

	if (row >= 0)
		*out = windows_row(windows, (uint32_t)row);
	return row >= 0;
}
