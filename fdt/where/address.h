#pragma once
/*
 * Addresses as buses write them, and their way to the CPU.
 *
 * dt_reg is for what drivers use, addresses of 64 bits; dt_regs is for all that reg can hold.
 * #address-cells and #size-cells that are absent, or not one cell long, count as 2 and 1.
 * Sources: Devicetree Specification v0.4, 2.3.5, 2.3.6, 2.3.8; PCI Bus Binding to IEEE 1275 2.1,
 * 2.2.1 (phys.hi).
 */
#include "fdt/core/fault.h"

/* An entry of reg. */
struct dt_reg {
	uint64_t bus;  /* its address as the node's bus sees it */
	uint64_t cpu;  /* as the CPU sees it, through the ranges of every bus above */
	uint64_t size; /* bytes; 0 when the bus has no sizes */
};

/*
 * Entry @index of the node's reg, its first byte translated to the root. -ENOENT: no such entry;
 * -EINVAL: reg is malformed, or #address-cells or #size-cells allow no number of 64 bits (so
 * nothing on a PCI bus has a dt_reg); -ENXIO: no window of a bus above covers it, a bus has no
 * ranges at all, or it wraps; *@why (unless NULL) says what, as a constant text. Words left over at
 * the end of reg or ranges are ignored.
 */
int dt_reg(const struct dt_trail *trail, int index, struct dt_reg *out, const char **why);

/* The same of a reg whose value, @len bytes or NULL, the caller has read. */
int dt_reg_of(const struct dt_trail *trail, const void *value, int len, int index,
	      struct dt_reg *out, const char **why);

/* Translates *@address, as the bus at @level of the trail hands it to its devices, to the CPU's, as
 * dt_reg does. 0, or -EINVAL or -ENXIO and *@why as there. */
int dt_to_cpu(const struct dt_trail *trail, int level, uint64_t *address, const char **why);

struct dt_address {
	uint32_t cells; /* 1 to 3 */
	uint32_t space; /* the first of three cells: the space of the address; else 0 */
	uint64_t number;
};

/* What an entry of reg is. */
enum dt_reg_kind {
	DT_REG_ADDRESS,
	DT_REG_NUMBER, /* a device's number on a bus without sizes and windows: I2C, SPI */
	DT_REG_HART,   /* the same for a child of /cpus */
	DT_REG_PCI,    /* a PCI function, by its address in configuration space */
};

struct dt_place {
	enum dt_reg_kind kind;
	bool pci; /* bus.space is PCI's phys.hi */
	struct dt_address bus;
	uint64_t size; /* bytes; 0 when the bus has no sizes */
	bool reached;  /* the CPU can reach it: cpu is set */
	uint64_t cpu;
	int err;               /* 0, or as dt_reg's: why it is not reached, or what else is wrong */
	struct dt_fault fault; /* err as text */
};

/* The entries of a node's reg in turn. */
struct dt_regs {
	const struct dt_trail *trail; /* private, borrowed; all below are private as well */
	const uint8_t *at;
	uint32_t left;          /* bytes */
	uint32_t address, size; /* cells of an entry */
	enum dt_reg_kind kind;
	bool pci;
};

/* Starts at the first. 0; -ENOENT: the node has no reg; -EINVAL with @fault: the bus has a number
 * of cells that no address has. */
int dt_regs(struct dt_regs *it, const struct dt_trail *trail, struct dt_fault *fault);
/* The next one. 1; 0 at the end; -EINVAL with out->fault: reg ends within an entry, and nothing
 * follows. */
int dt_regs_next(struct dt_regs *it, struct dt_place *out);
