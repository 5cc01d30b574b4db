#include "shell/machine/cpu/csr_rows.h"
/*
 * The CSRs: RISC-V Privileged Architecture 1.12, 2.2 (tables 2.2 to 2.4), whose sections 4.1 and
 * 8.2 describe those of S and H one by one; Unprivileged ISA 20191213, 11.2 (fcsr), Vector
 * Extension 1.0, 3 (its CSRs), Zicntr and Zihpm. Later ones have specifications of their own,
 * named as the extension is: Zicfiss, Zkr (Scalar Cryptography 1.0, 4.1), Zcmt, Ssstateen,
 * Smcdeleg/Ssccfg, Sstc, Ssctr, Sscsrind, Ssaia (Advanced Interrupt Architecture 1.0, 2.2 and
 * 2.3), Ssqosid, Sdtrig (Debug 1.0, 5.7), Sscofpmf. siselect and sireg are in both of Ssaia and
 * Sscsrind.
 */
#include <string.h>

static const char csr_extensions[][10] = {
	[CSR_OF_S] = "S",
	[CSR_OF_S_12] = "S 1.12",
	[CSR_OF_F] = "F, Zfinx",
	[CSR_OF_V] = "V, Zve32x",
	[CSR_OF_H] = "H",
	[CSR_OF_ZICFISS] = "Zicfiss",
	[CSR_OF_ZKR] = "Zkr",
	[CSR_OF_ZCMT] = "Zcmt",
	[CSR_OF_ZICNTR] = "Zicntr",
	[CSR_OF_ZIHPM] = "Zihpm",
	[CSR_OF_SSSTATEEN] = "Ssstateen",
	[CSR_OF_SSCCFG] = "Ssccfg",
	[CSR_OF_SSTC] = "Sstc",
	[CSR_OF_SSCTR] = "Ssctr",
	[CSR_OF_SSCSRIND] = "Sscsrind",
	[CSR_OF_SSAIA] = "Ssaia",
	[CSR_OF_SSQOSID] = "Ssqosid",
	[CSR_OF_SDTRIG] = "Sdtrig",
	[CSR_OF_SSCOFPMF] = "Sscofpmf",
};

static const struct csr_row rows[] = {
	/* Unprivileged. */
	{ .number = 0x001, .name = "fflags", .extension = CSR_OF_F },
	{ .number = 0x002, .name = "frm", .extension = CSR_OF_F },
	{ .number = 0x003, .name = "fcsr", .extension = CSR_OF_F, .format = CSR_FCSR },
	{ .number = 0x008, .name = "vstart", .extension = CSR_OF_V },
	{ .number = 0x009, .name = "vxsat", .extension = CSR_OF_V },
	{ .number = 0x00a, .name = "vxrm", .extension = CSR_OF_V },
	{ .number = 0x00f, .name = "vcsr", .extension = CSR_OF_V },
	{ .number = 0x011, .name = "ssp", .extension = CSR_OF_ZICFISS },
	{ .number = 0x015, .name = "seed", .extension = CSR_OF_ZKR, .format = CSR_SEED },
	{ .number = 0x017, .name = "jvt", .extension = CSR_OF_ZCMT },
	{ .number = 0xc00, .name = "cycle", .extension = CSR_OF_ZICNTR },
	{ .number = 0xc01, .name = "time", .extension = CSR_OF_ZICNTR },
	{ .number = 0xc02, .name = "instret", .extension = CSR_OF_ZICNTR },
	{ .number = 0xc03,
	  .name = "hpmcounter",
	  .count = 29,
	  .first = 3,
	  .extension = CSR_OF_ZIHPM },
	{ .number = 0xc20, .name = "vl", .extension = CSR_OF_V },
	{ .number = 0xc21, .name = "vtype", .extension = CSR_OF_V, .format = CSR_VTYPE },
	{ .number = 0xc22, .name = "vlenb", .extension = CSR_OF_V },
	/* Supervisor. */
	{ .number = 0x100,
	  .name = "sstatus",
	  .extension = CSR_OF_S,
	  .format = CSR_STATUS,
	  .twin = true },
	{ .number = 0x104, .name = "sie", .extension = CSR_OF_S, .format = CSR_IE, .twin = true },
	{ .number = 0x105,
	  .name = "stvec",
	  .extension = CSR_OF_S,
	  .format = CSR_TVEC,
	  .twin = true },
	{ .number = 0x106, .name = "scounteren", .extension = CSR_OF_S, .format = CSR_COUNTEREN },
	{ .number = 0x10a, .name = "senvcfg", .extension = CSR_OF_S_12, .format = CSR_SENVCFG },
	{ .number = 0x10c, .name = "sstateen0", .extension = CSR_OF_SSSTATEEN },
	{ .number = 0x10d,
	  .name = "sstateen",
	  .count = 3,
	  .first = 1,
	  .extension = CSR_OF_SSSTATEEN },
	{ .number = 0x120, .name = "scountinhibit", .extension = CSR_OF_SSCCFG },
	{ .number = 0x140, .name = "sscratch", .extension = CSR_OF_S, .twin = true },
	{ .number = 0x141, .name = "sepc", .extension = CSR_OF_S, .twin = true },
	{ .number = 0x142,
	  .name = "scause",
	  .extension = CSR_OF_S,
	  .format = CSR_CAUSE,
	  .twin = true },
	{ .number = 0x143, .name = "stval", .extension = CSR_OF_S, .twin = true },
	{ .number = 0x144, .name = "sip", .extension = CSR_OF_S, .format = CSR_IP, .twin = true },
	{ .number = 0x14d, .name = "stimecmp", .extension = CSR_OF_SSTC, .twin = true },
	{ .number = 0x14e, .name = "sctrctl", .extension = CSR_OF_SSCTR, .twin = true },
	{ .number = 0x14f, .name = "sctrstatus", .extension = CSR_OF_SSCTR },
	{ .number = 0x150, .name = "siselect", .extension = CSR_OF_SSAIA, .twin = true },
	{ .number = 0x151, .name = "sireg", .extension = CSR_OF_SSAIA, .twin = true },
	{ .number = 0x152,
	  .name = "sireg",
	  .count = 2,
	  .first = 2,
	  .extension = CSR_OF_SSCSRIND,
	  .twin = true },
	{ .number = 0x155,
	  .name = "sireg",
	  .count = 3,
	  .first = 4,
	  .extension = CSR_OF_SSCSRIND,
	  .twin = true },
	{ .number = 0x15c,
	  .name = "stopei",
	  .extension = CSR_OF_SSAIA,
	  .format = CSR_TOPEI,
	  .twin = true },
	{ .number = 0x15f, .name = "sctrdepth", .extension = CSR_OF_SSCTR },
	{ .number = 0x180, .name = "satp", .extension = CSR_OF_S, .format = CSR_ATP, .twin = true },
	{ .number = 0x181, .name = "srmcfg", .extension = CSR_OF_SSQOSID },
	{ .number = 0x5a8, .name = "scontext", .extension = CSR_OF_SDTRIG },
	{ .number = 0xda0, .name = "scountovf", .extension = CSR_OF_SSCOFPMF },
	{ .number = 0xdb0,
	  .name = "stopi",
	  .extension = CSR_OF_SSAIA,
	  .format = CSR_TOPI,
	  .twin = true },
	/* Hypervisor. */
	{ .number = 0x600, .name = "hstatus", .extension = CSR_OF_H, .format = CSR_HSTATUS },
	{ .number = 0x602, .name = "hedeleg", .extension = CSR_OF_H },
	{ .number = 0x603, .name = "hideleg", .extension = CSR_OF_H },
	{ .number = 0x604, .name = "hie", .extension = CSR_OF_H, .format = CSR_HIE },
	{ .number = 0x605, .name = "htimedelta", .extension = CSR_OF_H },
	{ .number = 0x606, .name = "hcounteren", .extension = CSR_OF_H, .format = CSR_COUNTEREN },
	{ .number = 0x607, .name = "hgeie", .extension = CSR_OF_H },
	{ .number = 0x608, .name = "hvien", .extension = CSR_OF_SSAIA },
	{ .number = 0x609, .name = "hvictl", .extension = CSR_OF_SSAIA },
	{ .number = 0x60a, .name = "henvcfg", .extension = CSR_OF_H, .format = CSR_HENVCFG },
	{ .number = 0x60c, .name = "hstateen0", .extension = CSR_OF_SSSTATEEN },
	{ .number = 0x60d,
	  .name = "hstateen",
	  .count = 3,
	  .first = 1,
	  .extension = CSR_OF_SSSTATEEN },
	{ .number = 0x643, .name = "htval", .extension = CSR_OF_H },
	{ .number = 0x644, .name = "hip", .extension = CSR_OF_H, .format = CSR_HIP },
	{ .number = 0x645, .name = "hvip", .extension = CSR_OF_H, .format = CSR_HIP },
	{ .number = 0x646, .name = "hviprio", .count = 2, .first = 1, .extension = CSR_OF_SSAIA },
	{ .number = 0x64a, .name = "htinst", .extension = CSR_OF_H },
	{ .number = 0x680, .name = "hgatp", .extension = CSR_OF_H, .format = CSR_HGATP },
	{ .number = 0x6a8, .name = "hcontext", .extension = CSR_OF_SDTRIG },
	{ .number = 0xe12, .name = "hgeip", .extension = CSR_OF_H },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

/* The twin of number @which, from 0. */
static bool csr_twin(int which, struct csr_row *row)
{
	int i = 0;

	while (i < ROWS && (!rows[i].twin || which--))
		i++;
	if (i == ROWS)
		return false;
	*row = rows[i];
	row->number += CSR_TWIN;
	row->name[0] = 'v';
	memcpy(row->name + 1, rows[i].name, sizeof(row->name) - 1);
	return true;
}

bool csr_row(int index, struct csr_row *row)
{
	if (index >= ROWS)
		return csr_twin(index - ROWS, row);
	*row = rows[index];
	return true;
}

const char *csr_extension_name(const struct csr_row *row)
{
	return csr_extensions[row->extension];
}
