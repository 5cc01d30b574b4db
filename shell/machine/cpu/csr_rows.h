#pragma once
/* Which CSRs there are for S-mode, what each is called, and which extension it belongs to. Pure. */
#include <stdbool.h>
#include "shell/machine/cpu/csr_fields.h"

/* What defines a CSR besides H, which is needed for all whose number says so. */
enum csr_extension {
	CSR_OF_S,
	CSR_OF_S_12,
	CSR_OF_F,
	CSR_OF_V,
	CSR_OF_H,
	CSR_OF_ZICFISS,
	CSR_OF_ZKR,
	CSR_OF_ZCMT,
	CSR_OF_ZICNTR,
	CSR_OF_ZIHPM,
	CSR_OF_SSSTATEEN,
	CSR_OF_SSCCFG,
	CSR_OF_SSTC,
	CSR_OF_SSCTR,
	CSR_OF_SSCSRIND,
	CSR_OF_SSAIA,
	CSR_OF_SSQOSID,
	CSR_OF_SDTRIG,
	CSR_OF_SSCOFPMF,
};

/* A CSR, or several with numbers in a row, whose names end in a number. H has a twin of some for
 * guests, with "v" before the name and a number that is CSR_TWIN higher. */
struct csr_row {
	uint16_t number;
	uint8_t count;     /* 0: one */
	uint8_t first;     /* of several: 3, of hpmcounter3 */
	uint8_t extension; /* enum csr_extension */
	uint8_t format;    /* enum csr_format */
	bool twin;
	char name[14];
};

enum { CSR_TWIN = 0x100 };

/* Row @index, from 0, twins last; false after the last. */
bool csr_row(int index, struct csr_row *row);
/* The name of the row's extension: "Sstc", also of vstimecmp. */
const char *csr_extension_name(const struct csr_row *row);
