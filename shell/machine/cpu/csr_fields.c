#include "shell/machine/cpu/csr_fields.h"
/*
 * The fields of CSRs, and what some of their values are called. RISC-V Privileged Architecture
 * 1.12, the section of each CSR in 4.1 and 8.2, with the fields that later extensions add: SPELP,
 * LPE and SSE (Zicfilp, Zicfiss), SDT and DTE (Ssdbltrp), ADUE (Svadu), PMM and HUPMM (Ssnpm),
 * LCOFIE (Sscofpmf). Those of other extensions: see csr_rows.c.
 */
#include <stddef.h>

static const struct csr_field fields[] = {
	{ .format = CSR_FCSR, .low = 0, .width = 1, .name = "NX" },
	{ .format = CSR_FCSR, .low = 1, .width = 1, .name = "UF" },
	{ .format = CSR_FCSR, .low = 2, .width = 1, .name = "OF" },
	{ .format = CSR_FCSR, .low = 3, .width = 1, .name = "DZ" },
	{ .format = CSR_FCSR, .low = 4, .width = 1, .name = "NV" },
	{ .format = CSR_FCSR, .low = 5, .width = 3, .name = "frm" },
	{ .format = CSR_VTYPE, .low = 0, .width = 3, .name = "vlmul" },
	{ .format = CSR_VTYPE, .low = 3, .width = 3, .name = "vsew" },
	{ .format = CSR_VTYPE, .low = 6, .width = 1, .name = "vta" },
	{ .format = CSR_VTYPE, .low = 7, .width = 1, .name = "vma" },
	{ .format = CSR_VTYPE, .low = 63, .width = 1, .name = "vill" },
	{ .format = CSR_SEED, .low = 30, .width = 2, .name = "OPST" },
	{ .format = CSR_STATUS, .low = 1, .width = 1, .name = "SIE" },
	{ .format = CSR_STATUS, .low = 5, .width = 1, .name = "SPIE" },
	{ .format = CSR_STATUS, .low = 6, .width = 1, .name = "UBE" },
	{ .format = CSR_STATUS, .low = 8, .width = 1, .name = "SPP" },
	{ .format = CSR_STATUS, .low = 9, .width = 2, .name = "VS" },
	{ .format = CSR_STATUS, .low = 13, .width = 2, .name = "FS" },
	{ .format = CSR_STATUS, .low = 15, .width = 2, .name = "XS" },
	{ .format = CSR_STATUS, .low = 18, .width = 1, .name = "SUM" },
	{ .format = CSR_STATUS, .low = 19, .width = 1, .name = "MXR" },
	{ .format = CSR_STATUS, .low = 23, .width = 1, .name = "SPELP" },
	{ .format = CSR_STATUS, .low = 24, .width = 1, .name = "SDT" },
	{ .format = CSR_STATUS, .low = 32, .width = 2, .name = "UXL" },
	{ .format = CSR_STATUS, .low = 63, .width = 1, .name = "SD" },
	{ .format = CSR_IE, .low = 1, .width = 1, .name = "SSIE" },
	{ .format = CSR_IE, .low = 5, .width = 1, .name = "STIE" },
	{ .format = CSR_IE, .low = 9, .width = 1, .name = "SEIE" },
	{ .format = CSR_IE, .low = 13, .width = 1, .name = "LCOFIE" },
	{ .format = CSR_IP, .low = 1, .width = 1, .name = "SSIP" },
	{ .format = CSR_IP, .low = 5, .width = 1, .name = "STIP" },
	{ .format = CSR_IP, .low = 9, .width = 1, .name = "SEIP" },
	{ .format = CSR_IP, .low = 13, .width = 1, .name = "LCOFIP" },
	{ .format = CSR_TVEC, .low = 0, .width = 2, .name = "MODE" },
	{ .format = CSR_TVEC, .low = 2, .width = 62, .name = "BASE" },
	{ .format = CSR_COUNTEREN, .low = 0, .width = 1, .name = "CY" },
	{ .format = CSR_COUNTEREN, .low = 1, .width = 1, .name = "TM" },
	{ .format = CSR_COUNTEREN, .low = 2, .width = 1, .name = "IR" },
	{ .format = CSR_COUNTEREN, .low = 3, .width = 29, .name = "HPM" },
	{ .format = CSR_SENVCFG, .low = 0, .width = 1, .name = "FIOM" },
	{ .format = CSR_SENVCFG, .low = 2, .width = 1, .name = "LPE" },
	{ .format = CSR_SENVCFG, .low = 3, .width = 1, .name = "SSE" },
	{ .format = CSR_SENVCFG, .low = 4, .width = 2, .name = "CBIE" },
	{ .format = CSR_SENVCFG, .low = 6, .width = 1, .name = "CBCFE" },
	{ .format = CSR_SENVCFG, .low = 7, .width = 1, .name = "CBZE" },
	{ .format = CSR_SENVCFG, .low = 32, .width = 2, .name = "PMM" },
	{ .format = CSR_HENVCFG, .low = 59, .width = 1, .name = "DTE" },
	{ .format = CSR_HENVCFG, .low = 61, .width = 1, .name = "ADUE" },
	{ .format = CSR_HENVCFG, .low = 62, .width = 1, .name = "PBMTE" },
	{ .format = CSR_HENVCFG, .low = 63, .width = 1, .name = "STCE" },
	{ .format = CSR_CAUSE, .low = 0, .width = 63, .name = "code" },
	{ .format = CSR_CAUSE, .low = 63, .width = 1, .name = "irq" },
	{ .format = CSR_ATP, .low = 0, .width = 44, .name = "PPN" },
	{ .format = CSR_ATP, .low = 44, .width = 16, .name = "ASID" },
	{ .format = CSR_ATP, .low = 60, .width = 4, .name = "MODE" },
	{ .format = CSR_HGATP, .low = 0, .width = 44, .name = "PPN" },
	{ .format = CSR_HGATP, .low = 44, .width = 14, .name = "VMID" },
	{ .format = CSR_HGATP, .low = 60, .width = 4, .name = "MODE" },
	{ .format = CSR_TOPEI, .low = 0, .width = 11, .name = "IPRIO" },
	{ .format = CSR_TOPEI, .low = 16, .width = 11, .name = "IID" },
	{ .format = CSR_TOPI, .low = 0, .width = 8, .name = "IPRIO" },
	{ .format = CSR_TOPI, .low = 16, .width = 12, .name = "IID" },
	{ .format = CSR_HSTATUS, .low = 5, .width = 1, .name = "VSBE" },
	{ .format = CSR_HSTATUS, .low = 6, .width = 1, .name = "GVA" },
	{ .format = CSR_HSTATUS, .low = 7, .width = 1, .name = "SPV" },
	{ .format = CSR_HSTATUS, .low = 8, .width = 1, .name = "SPVP" },
	{ .format = CSR_HSTATUS, .low = 9, .width = 1, .name = "HU" },
	{ .format = CSR_HSTATUS, .low = 12, .width = 6, .name = "VGEIN" },
	{ .format = CSR_HSTATUS, .low = 20, .width = 1, .name = "VTVM" },
	{ .format = CSR_HSTATUS, .low = 21, .width = 1, .name = "VTW" },
	{ .format = CSR_HSTATUS, .low = 22, .width = 1, .name = "VTSR" },
	{ .format = CSR_HSTATUS, .low = 32, .width = 2, .name = "VSXL" },
	{ .format = CSR_HSTATUS, .low = 48, .width = 2, .name = "HUPMM" },
	{ .format = CSR_HIE, .low = 2, .width = 1, .name = "VSSIE" },
	{ .format = CSR_HIE, .low = 6, .width = 1, .name = "VSTIE" },
	{ .format = CSR_HIE, .low = 10, .width = 1, .name = "VSEIE" },
	{ .format = CSR_HIE, .low = 12, .width = 1, .name = "SGEIE" },
	{ .format = CSR_HIP, .low = 2, .width = 1, .name = "VSSIP" },
	{ .format = CSR_HIP, .low = 6, .width = 1, .name = "VSTIP" },
	{ .format = CSR_HIP, .low = 10, .width = 1, .name = "VSEIP" },
	{ .format = CSR_HIP, .low = 12, .width = 1, .name = "SGEIP" },
};

static const struct csr_meaning meanings[] = {
	{ .format = CSR_VTYPE, .low = 3, .value = 0, .text = "e8" },
	{ .format = CSR_VTYPE, .low = 3, .value = 1, .text = "e16" },
	{ .format = CSR_VTYPE, .low = 3, .value = 2, .text = "e32" },
	{ .format = CSR_VTYPE, .low = 3, .value = 3, .text = "e64" },
	{ .format = CSR_STATUS, .low = 9, .value = 0, .text = "off" },
	{ .format = CSR_STATUS, .low = 9, .value = 1, .text = "initial" },
	{ .format = CSR_STATUS, .low = 9, .value = 2, .text = "clean" },
	{ .format = CSR_STATUS, .low = 9, .value = 3, .text = "dirty" },
	{ .format = CSR_STATUS, .low = 13, .value = 0, .text = "off" },
	{ .format = CSR_STATUS, .low = 13, .value = 1, .text = "initial" },
	{ .format = CSR_STATUS, .low = 13, .value = 2, .text = "clean" },
	{ .format = CSR_STATUS, .low = 13, .value = 3, .text = "dirty" },
	{ .format = CSR_STATUS, .low = 32, .value = 1, .text = "32 bits" },
	{ .format = CSR_STATUS, .low = 32, .value = 2, .text = "64 bits" },
	{ .format = CSR_ATP, .low = 60, .value = 0, .text = "Bare" },
	{ .format = CSR_ATP, .low = 60, .value = 8, .text = "Sv39" },
	{ .format = CSR_ATP, .low = 60, .value = 9, .text = "Sv48" },
	{ .format = CSR_ATP, .low = 60, .value = 10, .text = "Sv57" },
	{ .format = CSR_HGATP, .low = 60, .value = 0, .text = "Bare" },
	{ .format = CSR_HGATP, .low = 60, .value = 8, .text = "Sv39x4" },
	{ .format = CSR_HGATP, .low = 60, .value = 9, .text = "Sv48x4" },
	{ .format = CSR_HGATP, .low = 60, .value = 10, .text = "Sv57x4" },
};

const struct csr_field *csr_field(int index)
{
	return (size_t)index < sizeof(fields) / sizeof(fields[0]) ? &fields[index] : NULL;
}

bool csr_has_field(uint8_t format, const struct csr_field *field)
{
	return field->format == format || (format == CSR_HENVCFG && field->format == CSR_SENVCFG);
}

const char *csr_field_means(const struct csr_field *field, uint64_t value)
{
	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
		if (meanings[i].format == field->format && meanings[i].low == field->low &&
		    meanings[i].value == value)
			return meanings[i].text;
	return NULL;
}
