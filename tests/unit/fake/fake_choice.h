#pragma once
/* Tests of the choice of the console: makes a tree of rows, chooses on it, checks the result. */
#include <stdbool.h>
#include "drivers/console/console_select.h"
#include "tests/unit/fake/fake_tree.h"

/* Chooses the console on a tree made of rows, and checks the result. */

#define UART(unit, address)                                                                        \
	TREE_NODE("serial@" #unit), TREE_TEXT("compatible", "ns16550a"),                           \
		TREE_CELLS("reg", address, 0x100)
#define CHOSEN(prop, text) TREE_NODE("chosen"), TREE_TEXT(prop, text), TREE_END
#define ALIAS(name, path)  TREE_NODE("aliases"), TREE_TEXT(name, path), TREE_END
#define DISABLED           TREE_TEXT("status", "disabled")

/* /serial@1 is a SiFive UART at 0x1000; /soc/serial@2 and @3 are 16550s at 0x2000 and 0x3000. */
extern const struct fake_item three_uarts[];

/* The functions below fill it and check it. */
extern struct console_choice choice;

/* Chooses on a tree of @items, whose root has one address cell and one size cell. */
void choose_on(const struct fake_item *items);
/* The chosen node's path, or "SBI". */
void assert_chosen(const char *path);
/* The steps and what became of each console, as lines. */
const char *story(void);
/* The story contains @text. */
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
