#include "shell/machine/cpu/csr_decode.h"
/* CSRs by name and number, the fields of a value, and which writes need a second thought. */
#include <errno.h>
#include <stddef.h>
#include <string.h>

unsigned csr_count(const struct csr_row *row)
{
	return row->count ? row->count : 1;
}

/* Appends a number below 100 to a name. */
static char *csr_append(char *at, unsigned number)
{
	if (number >= 10)
		*at++ = (char)('0' + number / 10);
	*at++ = (char)('0' + number % 10);
	*at = '\0';
	return at;
}

void csr_name(const struct csr_row *row, unsigned index, unsigned last, char name[CSR_NAME_MAX])
{
	char *at = name + strlen(row->name);

	memcpy(name, row->name, sizeof(row->name));
	if (!row->count)
		return;
	at = csr_append(at, row->first + index);
	if (last <= index)
		return;
	*at++ = '.';
	*at++ = '.';
	csr_append(at, row->first + last);
}

int csr_find(const char *name, uint64_t number)
{
	char text[CSR_NAME_MAX];
	struct csr_row row;

	for (int i = 0; csr_row(i, &row); i++)
		for (unsigned j = 0; j < csr_count(&row); j++) {
			csr_name(&row, j, j, text);
			if (name ? !strcmp(text, name) : number == row.number + j)
				return (int)(row.number + j);
		}
	return -ENOENT;
}

uint64_t csr_field_of(const struct csr_field *field, uint64_t value)
{
	return value >> field->low & ((UINT64_C(1) << field->width) - 1);
}

static const char takes[] = "it takes entropy or an interrupt away";
static const char interrupts[] = "this program's interrupts depend on it";
static const char traps[] = "this program's traps depend on it";

static const struct csr_risk {
	uint16_t number;
	uint32_t bits; /* those whose change is a risk; 0: any write is */
	const char *why;
} risks[] = {
	{ .number = 0x015, .why = takes },                                   /* seed */
	{ .number = 0x100, .bits = 1 << 24 | 1 << 1, .why = traps },         /* sstatus: SDT, SIE */
	{ .number = 0x104, .why = interrupts },                              /* sie */
	{ .number = 0x105, .why = traps },                                   /* stvec */
	{ .number = 0x140, .why = traps },                                   /* sscratch */
	{ .number = 0x144, .why = interrupts },                              /* sip */
	{ .number = 0x14d, .why = "this program's timer depends on it" },    /* stimecmp */
	{ .number = 0x150, .why = interrupts },                              /* siselect */
	{ .number = 0x151, .why = interrupts },                              /* sireg */
	{ .number = 0x15c, .why = takes },                                   /* stopei */
	{ .number = 0x180, .why = "this program's addresses depend on it" }, /* satp */
	{ .number = 0x604, .why = "this program takes no interrupt of a guest" }, /* hie */
};

const char *csr_refusal(unsigned number, uint64_t old, uint64_t value)
{
	for (size_t i = 0; i < sizeof(risks) / sizeof(risks[0]); i++)
		if (risks[i].number == number && (!risks[i].bits || (old ^ value) & risks[i].bits))
			return risks[i].why;
	return NULL;
}
