#pragma once
/*
 * Words that name memory: an expression of numbers and names (shell/expression.h), and perhaps a
 * size after a comma. Names are those of loaded files, nodes (a path, an alias, &LABEL, .reg[N]
 * after any of them), functions of the image, and $ram, $tree and $image. A lone number without 0x
 * is hexadecimal where it has letters, or where only so there is RAM, a device or something known;
 * that is said.
 */
#include "fdt/where/memory.h"
#include "shell/shell.h"

struct shell_memory {
	uint64_t base;
	uint64_t size; /* from base to the end of what was named, or as given; 0: unknown */
	const struct owner *loaded; /* the loaded file that holds all of it; NULL */
	struct dt_node node;        /* the word is a node's name alone; else not found */
	int entry;                  /* of its reg */
};

/* What @word names. 0; -ENOENT reported: there is no such name; -EINVAL, -ERANGE, -ENXIO reported:
 * the word, or what it names, gives no address. */
int shell_memory(struct shell *shell, const char *word, struct shell_memory *memory);
/*
 * The same as a range: of an address in a loaded file, without a size, it is the rest of that; else
 * its size may be 0. *@loaded (unless NULL) as above. Errors as above.
 */
int shell_memory_word(struct shell *shell, const char *word, struct dt_range *range,
		      const struct owner **loaded);
/* The address alone. */
int shell_memory_address(struct shell *shell, const char *word, uint64_t *address);
/* Reports what a value of five or more decimal digits is, @len bytes of @digits: hexadecimal may
 * have been meant. */
void shell_hint_decimal(struct shell *shell, const char *digits, size_t len);
/* Offers the names of loaded files, for a command's complete. */
void shell_complete_loaded(struct shell *shell, struct shell_completions *completions);
/* Offers all names of memory but functions. */
void shell_complete_memory(struct shell *shell, struct shell_completions *completions);
