#pragma once
/* The steps of printing values: private to fdt/print/. */
#include "fdt/core/index.h"
#include "fdt/print/print.h"
#include "fdt/where/refs.h"

enum { PRINTER_KINDS = 8 }; /* properties with references whose kinds are kept */

/* What is kept while a tree, or a part of it, is printed. On the stack: about 700 bytes. */
struct printer {
	struct dt_text *out;
	const struct dt_tree *tree;
	bool grouped; /* print entries in groups, numbers in decimal; needs tree->index */
	bool named;   /* print references by label; needs tree->index */
	const struct dt_naming *naming; /* NULL: the tree's own labels */
	int32_t first, end; /* numbers of nodes whose labels are printed; others are comments */
	struct dt_refs_memo memo;
	struct printer_kind {
		const char *name; /* in the strings block; NULL: an empty row */
		struct dt_refs_kind kind;
	} kinds[PRINTER_KINDS];
};

/* The property that is being printed. */
struct printer_prop {
	int32_t number; /* its node's */
	uint32_t entry; /* cells of an address and a size on its bus; 0: to be looked up */
	const char *name;
	const uint8_t *value;
	uint32_t len;
};

/* Starts over all of @tree; @raw: print all numbers as cells, as without an index. */
void printer_init(struct printer *printer, struct dt_text *out, const struct dt_tree *tree,
		  bool raw);
/* Prints the value, whose type is from prop_type_of_value. */
void printer_value(struct printer *printer, enum dt_type type, const struct printer_prop *prop);

/* Cells of an entry of reg of @bus's children; many more than any has where that makes no sense. */
uint32_t printer_entry(struct dt_node bus);

/* Prints a value that needs no tree. */
void print_value(struct dt_text *out, enum dt_type type, const uint8_t *value, uint32_t len);
/* Prints strings in quotes, if the value can be strings; else nothing, and false. */
bool print_strings(struct dt_text *out, const uint8_t *value, uint32_t len);
/* Prints cells in hexadecimal, @group of them between < and >; 0: all of them. */
void print_cells(struct dt_text *out, const uint8_t *value, uint32_t len, uint32_t group);
/* Prints the reserve map, and an empty line after it. */
void print_reserves(struct dt_text *out, const struct dt_tree *tree);
