#include "shell/machine/cpu/csr_decode.h"
/* CSRs by name and number, the fields of a value, and which writes need a second thought. */
#include <errno.h>
#include <stddef.h>
#include <string.h>

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

enum csr_reason { ENTROPY, INTERRUPTS, TRAPS, TIMER, ADDRESSES };

static const char csr_reasons[][36] = {
	[ENTROPY] = "a write takes entropy away",
	[INTERRUPTS] = "the shell's interrupts depend on it",
	[TRAPS] = "the shell's traps depend on it",
	[TIMER] = "the shell's timer depends on it",
	[ADDRESSES] = "the shell's addresses depend on it",
};

static const struct csr_risk {
	uint32_t bits; /* those whose change is a risk; 0: any write is */
	uint16_t number;
	uint8_t why; /* enum csr_reason */
} risks[] = {
	{ .number = 0x015, .why = ENTROPY },                         /* seed */
	{ .number = 0x100, .why = TRAPS, .bits = 1 << 24 | 1 << 1 }, /* sstatus: SDT, SIE */
	{ .number = 0x104, .why = INTERRUPTS },                      /* sie */
	{ .number = 0x105, .why = TRAPS },                           /* stvec */
	{ .number = 0x140, .why = TRAPS },                           /* sscratch */
	{ .number = 0x144, .why = INTERRUPTS },                      /* sip */
	{ .number = 0x14d, .why = TIMER },                           /* stimecmp */
	{ .number = 0x150, .why = INTERRUPTS },                      /* siselect */
	{ .number = 0x151, .why = INTERRUPTS },                      /* sireg */
	{ .number = 0x15c, .why = INTERRUPTS },                      /* stopei */
	{ .number = 0x180, .why = ADDRESSES },                       /* satp */
	{ .number = 0x604, .why = INTERRUPTS }, /* hie: there is no handler for a guest's */
};

const char *csr_refusal(unsigned number, uint64_t old, uint64_t value)
{
	for (size_t i = 0; i < sizeof(risks) / sizeof(risks[0]); i++)
		if (risks[i].number == number && (!risks[i].bits || (old ^ value) & risks[i].bits))
			return csr_reasons[risks[i].why];
	return NULL;
}
