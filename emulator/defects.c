#include "emulator/defects.h"
/* Broken RAM. */
#include <stdlib.h>
#include <string.h>
#include "emulator/machine.h"

/* A number of C, and @after it, which is passed over. */
static bool defect_number(const char **text, char after, uint64_t *value)
{
	char *end;

	*value = strtoull(*text, &end, 0);
	if (end == *text || *end != after)
		return false;
	*text = end + 1;
	return true;
}

static bool defect_parse(struct defect *defect, const char *text)
{
	uint64_t line = 0, one = 0;

	if (!defect_number(&text, ',', &defect->base) ||
	    !defect_number(&text, defect->kind == DEFECT_DEAD ? '\0' : ':', &defect->size))
		return false;
	if (defect->kind != DEFECT_DEAD &&
	    !defect_number(&text, defect->kind == DEFECT_SHORT ? '\0' : ':', &line))
		return false;
	if (defect->kind == DEFECT_STUCK && !defect_number(&text, '\0', &one))
		return false;
	defect->line = (unsigned)line;
	defect->one = one;
	return line < 64 && one <= 1 && defect->base - RAM_BASE < RAM_SIZE && defect->size &&
	       defect->size <= RAM_SIZE - (defect->base - RAM_BASE);
}

bool defect_add(struct machine *machine, enum defect_kind kind, const char *text)
{
	struct defect *defect = &machine->defect[machine->defects];
	uint64_t sound;

	if (machine->defects == DEFECTS_MAX)
		return false;
	defect->kind = kind;
	if (!defect_parse(defect, text))
		return false;
	sound = (defect->base - RAM_BASE) & ~(uint64_t)(DEFECT_PAGE - 1);
	if (sound < machine->sound)
		machine->sound = sound;
	machine->defects++;
	return true;
}

/* The byte's place in RAM; NULL: it faults. */
static uint8_t *defect_place(const struct machine *machine, uint64_t address)
{
	for (unsigned i = 0; i < machine->defects; i++) {
		const struct defect *defect = &machine->defect[i];

		if (address - defect->base >= defect->size)
			continue;
		if (defect->kind == DEFECT_DEAD)
			return NULL;
		if (defect->kind == DEFECT_SHORT)
			address &= ~(UINT64_C(1) << defect->line);
	}
	if (address - RAM_BASE >= RAM_SIZE)
		return NULL;
	return machine->ram + (address - RAM_BASE);
}

/* What the byte at @address reads as. */
static uint8_t defect_byte(const struct machine *machine, uint64_t address, uint8_t byte)
{
	for (unsigned i = 0; i < machine->defects; i++) {
		const struct defect *defect = &machine->defect[i];
		uint8_t bit = (uint8_t)(1 << defect->line % 8);

		if (defect->kind != DEFECT_STUCK || address - defect->base >= defect->size ||
		    address % 8 != defect->line / 8)
			continue;
		byte = (uint8_t)(defect->one ? byte | bit : byte & ~bit);
	}
	return byte;
}

bool defect_load(const struct machine *machine, uint64_t address, size_t size, uint64_t *value)
{
	*value = 0;
	for (size_t i = 0; i < size; i++) {
		const uint8_t *place = defect_place(machine, address + i);

		if (!place)
			return false;
		*value |= (uint64_t)defect_byte(machine, address + i, *place) << 8 * i;
	}
	return true;
}

bool defect_store(struct machine *machine, uint64_t address, size_t size, uint64_t value)
{
	for (size_t i = 0; i < size; i++) {
		uint8_t *place = defect_place(machine, address + i);

		if (!place)
			return false;
		*place = (uint8_t)(value >> 8 * i);
	}
	return true;
}
