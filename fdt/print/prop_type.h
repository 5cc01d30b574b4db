#pragma once
/* What a property's bytes mean: by the names that the specification and the bindings define. */
#include <stdbool.h>
#include <stdint.h>

/* What a property's bytes mean. */
enum dt_type {
	DT_TYPE_FLAG,    /* no value */
	DT_TYPE_STRINGS, /* one or more NUL-terminated strings */
	DT_TYPE_UNKNOWN, /* only of a name: the value decides */
	DT_TYPE_CELLS,   /* 32-bit big-endian numbers */
	DT_TYPE_CELLS64, /* 64-bit ones, as in linux,initrd-start: printed as pairs of cells */
	DT_TYPE_HZ64,    /* 64-bit ones that are frequencies: decimal, after /bits/ 64 */
	DT_TYPE_BYTES,   /* anything else */
	DT_TYPE_NUMBERS, /* cells that people write in decimal if they are small: interrupts */
	DT_TYPE_HZ,      /* cells that are frequencies, which people write in decimal */
	DT_TYPE_REG,     /* cells that are entries of an address and a size */
	DT_TYPE_RANGES,  /* cells that are entries of two addresses and a size */
	DT_TYPE_REFS,    /* cells that are references: fdt/where/refs.h */
};

/* How many strings a property that holds strings has. */
enum dt_string_count {
	DT_STRING_LIST, /* any number, or it is not known */
	DT_STRING_WORD, /* one, without blanks: status */
	DT_STRING_TEXT, /* one, which may have blanks: bootargs */
};

/* How many strings property @name of a node called @node has, by the Devicetree Specification and
 * the common bindings. */
enum dt_string_count dt_prop_string_count(const char *node, const char *name);

/*
 * The type of property @name, of value @value, in a node called @node (its name, for the bindings
 * of /aliases and the like depend on it): as the Devicetree Specification and the common bindings
 * define it, and only where the value can be that. Of an unknown name, the value decides as in dtc:
 * strings if it reads as such, else cells if its length is a multiple of four, else bytes.
 */
enum dt_type dt_prop_type(const char *node, const char *name, const uint8_t *value, uint32_t len);

/* --- dt_prop_type in its steps: private to fdt/ ----------------------------------------------- */

/* Whether every property of a node of this name is strings. */
bool prop_type_node_is_text(const char *node);
/* What a property's name says; DT_TYPE_UNKNOWN when it says nothing. */
enum dt_type prop_type_of_name(const char *name);
/* What the value can be, given what its name says. */
enum dt_type prop_type_of_value(enum dt_type declared, const uint8_t *value, uint32_t len);
