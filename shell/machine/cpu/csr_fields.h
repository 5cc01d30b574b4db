#pragma once
/* Which fields CSRs have, and what some of their values are called. Pure. */
#include <stdbool.h>
#include <stdint.h>

/* Which fields a CSR has. Several CSRs may have the same. */
enum csr_format {
	CSR_PLAIN, /* none */
	CSR_FCSR,
	CSR_VTYPE,
	CSR_SEED,
	CSR_STATUS,
	CSR_IE,
	CSR_IP,
	CSR_TVEC,
	CSR_COUNTEREN,
	CSR_SENVCFG,
	CSR_HENVCFG, /* those of CSR_SENVCFG, too */
	CSR_CAUSE,
	CSR_ATP,
	CSR_HGATP,
	CSR_TOPEI,
	CSR_TOPI,
	CSR_HSTATUS,
	CSR_HIE,
	CSR_HIP,
};

/* A field of all CSRs of a format. */
struct csr_field {
	uint8_t format;
	uint8_t low, width; /* bits */
	char name[7];
};

/* What a value of a field is called. */
struct csr_meaning {
	uint8_t format;
	uint8_t low; /* of the field */
	uint8_t value;
	char text[9];
};

/* Field @index of all formats, from 0; NULL after the last. Those of a format are in a row, from
 * bit 0 up. */
const struct csr_field *csr_field(int index);
/* CSRs of the @format have the field. */
bool csr_has_field(uint8_t format, const struct csr_field *field);
/* What the @value of the field is called, or NULL. */
const char *csr_field_means(const struct csr_field *field, uint64_t value);
