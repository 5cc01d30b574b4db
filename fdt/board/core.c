#include "fdt/board/core.h"
/*
 * Vendors and open designs.
 *
 * Sources: JEDEC JEP106, in the encoding of the Privileged Architecture, 3.1.2: the bank less one
 * above seven bits of the code; the RISC-V ISA manual's list of open-source architecture ids,
 * marchid.md. QEMU 7.1 to 9.0 had its version there (target/riscv/cpu.c), later ones its own id.
 */
#include <stddef.h>

static const struct core_row {
	uint32_t first, last; /* ids */
	char name[14];
} core_vendors[] = {
	{ 0x029, 0x029, "Microchip" }, { 0x127, 0x127, "MIPS" },
	{ 0x31e, 0x31e, "Andes" },     { 0x489, 0x489, "SiFive" },
	{ 0x5b7, 0x5b7, "T-Head" },    { 0x602, 0x602, "OpenHW Group" },
	{ 0x61f, 0x61f, "Ventana" },   { 0x710, 0x710, "SpacemiT" },
}, core_designs[] = {
	{ 1, 1, "Rocket" },       { 2, 2, "BOOM" },        { 3, 3, "CVA6" },
	{ 5, 5, "Spike" },        { 13, 13, "BlackParrot" }, { 15, 15, "C-Class" },
	{ 25, 25, "XiangShan" },  { 33, 33, "VexRiscv" },  { 34, 34, "Shuttle" },
	{ 36, 36, "Wally" },      { 42, 42, "QEMU" },      { 46, 46, "VexiiRiscv" },
	{ 51, 51, "Sargantana" }, { 0x70100, 0x900ff, "QEMU" },
};

static const char *core_name(const struct core_row *row, size_t count, uint64_t id)
{
	for (; count; row++, count--)
		if (row->first <= id && id <= row->last)
			return row->name;
	return NULL;
}

const char *dt_core_vendor(const struct dt_core_ids *ids)
{
	return core_name(core_vendors, sizeof(core_vendors) / sizeof(*core_vendors),
			 ids->mvendorid);
}

const char *dt_core_design(const struct dt_core_ids *ids)
{
	return core_name(core_designs, sizeof(core_designs) / sizeof(*core_designs), ids->marchid);
}
