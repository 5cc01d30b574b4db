#pragma once
/*
 * Values as people type them: device-tree source, and bare words.
 *
 *	<1 0x10 -1 &plic &{/soc} &/soc>   cells; a reference is the phandle of what it names
 *	/bits/ 8 <1 2>                    numbers of 8, 16, 32 or 64 bits
 *	[0a 0b 0c0d]                      bytes
 *	"text\n"                          a string, with the escapes of C
 *	&plic &{/soc} &/soc               the path of what is named, as a string; a cell, its
 *	                                  phandle, in a property that holds phandles
 *	'...'                             text without escapes, or any of the forms above
 *	"<1 2>"                           a quoted group is the group
 *	okay sifive,uart0 115200          a bare word: a string, or a number, by the property;
 *	                                  where it holds phandles, only a number
 *
 * Blanks or commas separate them; the value is all of them in turn.
 * Source: dtc's grammar (Documentation/dts-format.txt there).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a bare word that begins like a number becomes. */
enum dt_bare { DT_BARE_STRING, DT_BARE_CELL, DT_BARE_CELL64 };

struct dt_parse {
	enum dt_bare bare;
	bool cells;     /* a reference outside of <...> is a phandle, not a path */
	bool join;      /* bare words are one string, with a blank between them */
	uint8_t *value; /* where the value goes */
	uint32_t room;  /* bytes there */
	/* The phandle of the node that a reference of @len bytes names ("plic", "{/soc}",
	 * "/soc"): 0, or -errno, which ends the parsing. */
	int (*phandle)(void *context, const char *reference, size_t len, uint32_t *phandle);
	/* The same for its path, written to the @room bytes at @path: its length, or -errno. */
	int (*path)(void *context, const char *reference, size_t len, char *path, size_t room);
	void *context;
	/* Results. */
	uint32_t len;    /* bytes of the value */
	uint32_t parts;  /* elements; bare words that were joined count as one */
	const char *why; /* after -EINVAL: what is wrong or was expected, a constant text */
	const char *at;  /* where in the text */
	/* Private. */
	const char *end; /* of the text */
	bool bare_last;  /* the last element was a bare word that is a string */
	char wrap;       /* the open quote around groups, or 0 */
};
