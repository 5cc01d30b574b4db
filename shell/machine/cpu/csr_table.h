#pragma once
/*
 * Which CSRs there are for S-mode, what each is called, which extension it belongs to, and which
 * fields it has. Pure.
 */
#include <stdbool.h>
#include <stdint.h>

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

/* Which fields a CSR has. Several CSRs may have the same. */
enum csr_format {
	CSR_PLAIN, /* none */
	CSR_FCSR,
	CSR_VCSR,
	CSR_VTYPE,
	CSR_SEED,
	CSR_STATUS,
	CSR_IE,
	CSR_IP,
	CSR_TVEC,
	CSR_COUNTEREN,
	CSR_SENVCFG,
	CSR_HENVCFG,
	CSR_SSTATEEN0,
	CSR_CAUSE,
	CSR_ATP,
	CSR_HGATP,
	CSR_TOPEI,
	CSR_TOPI,
	CSR_HSTATUS,
	CSR_HIE,
	CSR_HIP,
	CSR_HVICTL,
};

/* A CSR, or several with numbers in a row, whose names end in a number. H has a twin of some for
 * guests, with "v" before the name and a number that is CSR_TWIN higher. */
struct csr_row {
	uint16_t number;
	uint8_t count;      /* 0: one */
	uint8_t first;      /* of several: 3, of hpmcounter3 */
	uint8_t extension;  /* enum csr_extension */
	uint8_t format : 7; /* enum csr_format */
	uint8_t twin : 1;
	char name[14];
};

/* A field of all CSRs of a format. */
struct csr_field {
	uint8_t format;
	uint8_t low, width; /* bits */
	char name[8];
};

/* What a value of a field is called. */
struct csr_meaning {
	uint8_t format;
	uint8_t low; /* of the field */
	uint8_t value;
	char text[9];
};

enum { CSR_TWIN = 0x100 };

/* Row @index, from 0, twins last; false after the last. */
bool csr_row(int index, struct csr_row *row);
/* The name of the row's extension: "Sstc", also of vstimecmp. */
const char *csr_extension_name(const struct csr_row *row);
/* Field @index of all formats, from 0; NULL after the last. Those of a format are in a row, from
 * bit 0 up. */
const struct csr_field *csr_field(int index);
/* What the @value of the field is called, or NULL. */
const char *csr_field_means(const struct csr_field *field, uint64_t value);
