#pragma once
/*
 * Expressions of addresses: numbers and names, with + - * and parentheses.
 *
 * Pure. A name stands for a window of memory. What is added to its address stays in that window;
 * two windows' difference is a number. A name may have + - and , in it: the longest text that is a
 * number or a name is taken.
 */
#include <stddef.h>
#include <stdint.h>

enum { EXPRESSION_DEPTH = 8 }; /* operators and parentheses that wait */

struct shell_value {
	uint64_t number;
	uint64_t base, size; /* the window that it is an address of; size 0: of none */
	int node;            /* offset of the node that it is, and nothing was added; or < 0 */
	int entry;           /* of the node's reg */
};

struct shell_expression {
	/* Set by the owner. What the name of @len bytes stands for: 0; -ENOENT: there is no such
	 * name, and a shorter one is tried; any other -errno ends it all. */
	int (*lookup)(void *context, const char *name, size_t len, struct shell_value *value);
	void *context;
	/* Results. */
	const char *why;     /* of -EINVAL, and -ERANGE: what is wrong */
	const char *at;      /* where in the text; of -ENOENT: the unknown name */
	size_t len;          /* of -ENOENT: bytes of the name */
	const char *hex;     /* a number without 0x that can only be hexadecimal, or NULL ... */
	size_t hex_len;      /* ... of so many bytes */
	const char *decimal; /* the longest number without 0x that is decimal, or NULL ... */
	size_t decimal_len;
	/* Private. */
	struct shell_value value[EXPRESSION_DEPTH + 1];
	char op[EXPRESSION_DEPTH];
	int values, ops;
};

/* The number that @len bytes are: decimal, or hexadecimal after 0x. 0, or -errno. */
int shell_expression_number(const char *text, size_t len, uint64_t *value);

/*
 * Reads an expression from the beginning of @text, and sets *@end to what follows it. 0; -EINVAL:
 * the text breaks the grammar; -ERANGE: more than 64 bits, or less than 0; -ENOENT: an unknown
 * name; or what lookup returned.
 */
int shell_expression(struct shell_expression *expression, const char *text, const char **end,
		     struct shell_value *value);
