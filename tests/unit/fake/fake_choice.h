#pragma once
#include <stdbool.h>
#include "drivers/console/console_select.h"
#include "tests/unit/fake/fake_tree.h"

/* Choosing the console on trees of rows, and checking what came of it. */

#define UART(unit, address)                                                                        \
	TREE_NODE("serial@" #unit), TREE_TEXT("compatible", "ns16550a"),                           \
		TREE_CELLS("reg", address, 0x100)
#define CHOSEN(prop, text) TREE_NODE("chosen"), TREE_TEXT(prop, text), TREE_END
#define ALIAS(name, path)  TREE_NODE("aliases"), TREE_TEXT(name, path), TREE_END
#define DISABLED           TREE_TEXT("status", "disabled")

/* /serial@1 is a SiFive UART at 0x1000; /soc/serial@2 and @3 are 16550s at 0x2000 and 0x3000. */
extern const struct fake_item three_uarts[];

/* What the functions below work on. */
extern struct console_choice choice;

/* Chooses on a tree of @items; the root has one cell for addresses and one for sizes. */
void choose_on(const struct fake_item *items);
/* The chosen node's path, or "SBI". */
void assert_chosen(const char *path);
/* choice.why has @text in it. */
void assert_said(const char *text);

/* How many nodes have no row because they were not probed. */
int fake_unprobed(const struct console_choice *choice);

struct choice_row {
	struct fake_item items[24];
	const char *chosen, *reason;
	bool firmware_same;
	const char *said[3];
};
void assert_choices(const struct choice_row *rows, size_t count);
