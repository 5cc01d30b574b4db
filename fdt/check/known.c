#include "fdt/check/rule.h"
/*
 * Properties by name: what each name says, asked once a name, and those of the current node that
 * many rules ask for.
 */
#include <string.h>
#include "fdt/core/cursor.h"

static const char known_names[RULE_NAMES][22] = {
	[RULE_ADDRESS_CELLS] = "#address-cells",
	[RULE_INTERRUPT_CELLS] = "#interrupt-cells",
	[RULE_SIZE_CELLS] = "#size-cells",
	[RULE_BITS] = "bits",
	[RULE_CLOCK_FREQUENCY] = "clock-frequency",
	[RULE_CLOCKS] = "clocks",
	[RULE_COMPATIBLE] = "compatible",
	[RULE_DEVICE_TYPE] = "device_type",
	[RULE_DMA_RANGES] = "dma-ranges",
	[RULE_INTERRUPT_CONTROLLER] = "interrupt-controller",
	[RULE_INTERRUPT_MAP] = "interrupt-map",
	[RULE_INTERRUPT_PARENT] = "interrupt-parent",
	[RULE_INTERRUPTS] = "interrupts",
	[RULE_INTERRUPTS_EXTENDED] = "interrupts-extended",
	[RULE_RANGES] = "ranges",
	[RULE_REG] = "reg",
	[RULE_REMOTE_ENDPOINT] = "remote-endpoint",
	[RULE_STATUS] = "status",
};

static uint8_t known_prop(const char *name)
{
	for (int i = 0; i < RULE_NAMES; i++)
		if (*name == *known_names[i] && strcmp(name, known_names[i]) == 0)
			return (uint8_t)i;
	return strncmp(name, "spi-", 4) == 0 ? RULE_SPI : RULE_PROPS;
}

/* Asks everyone about a name. Not inline: it is rare, and its registers need not be saved else. */
__attribute__((noinline)) static void known_ask(struct rule_name *row, const char *name)
{
	struct rule_said *said = row->said;

	*row = (struct rule_name){
		.name = name,
		.hash = (uint16_t)rule_hash(name, strlen(name)),
		.prop = known_prop(name),
	};
	for (uint8_t i = 0; rule_groups[i] && said < row->said + RULE_SAID_MAX; i++) {
		said->group = i;
		said->says = rule_groups[i]->prop ? rule_groups[i]->name(name) : 0;
		said += said->says != 0;
	}
}

const struct rule_name *rule_name(struct dt_check *check, const char *name)
{
	struct rule_name *first = &check->space->name[(uintptr_t)name % RULE_NAMES_KEPT];
	struct rule_name *row = first;

	while (row < first + RULE_NAMES_TRIED && row->name && row->name != name)
		row++;
	if (row == first + RULE_NAMES_TRIED)
		row = first;
	if (row->name != name)
		known_ask(row, name);
	return row;
}

/* Bits by the hash of a name: mostly they show that no two properties have the same. */
enum { SEEN_WORDS = 8, SEEN_BITS = 64 };

void rule_read(struct dt_check *check)
{
	struct dt_check_space *space = check->space;
	uint64_t seen[SEEN_WORDS] = { 0 };
	struct dt_cursor cursor;
	uint32_t has = 0;

	space->repeats = false;
	cursor_start(&cursor, check->node);
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP) {
		const struct rule_name *name = rule_name(check, cursor.name);
		uint64_t bit = UINT64_C(1) << name->hash % SEEN_BITS;
		uint64_t *word = &seen[name->hash / SEEN_BITS % SEEN_WORDS];

		space->repeats |= (*word & bit) != 0;
		*word |= bit;
		if (name->prop == RULE_PROPS || has >> name->prop & 1)
			continue; /* of several, the first one counts */
		has |= UINT32_C(1) << name->prop;
		space->value[name->prop] = (struct rule_value){ cursor.value, cursor.len };
	}
	check->own->has = has;
}
