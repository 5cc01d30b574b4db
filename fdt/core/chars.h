#pragma once
/* Classes of characters, a table look-up each: for printers that count instructions. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	CHAR_NAME = 1,  /* dtc reads it in a node's or property's name */
	CHAR_PLAIN = 2, /* stands for itself in a string of DTS */
};

extern const uint8_t char_classes[256];

/* Whether @c has a bit of @class. */
static inline bool char_is(char c, unsigned class)
{
	return char_classes[(uint8_t)c] & class;
}

/* A name that dtc reads for a node or a property, of @len bytes. */
bool dt_name_fits(const char *name, size_t len);
