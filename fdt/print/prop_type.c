#include "fdt/print/prop_type.h"
/*
 * What a property's bytes mean, by its name and its node's.
 *
 * Sources: Devicetree Specification v0.4, chapters 2 to 4; the bindings in Linux's
 * Documentation/devicetree/bindings; the FIT image format (U-Boot, doc/usage/fit); for values of
 * unknown names, what dtc -O dts prints as strings.
 */
#include <string.h>
#include "fdt/core/chars.h"
#include "fdt/print/print.h"
#include "fdt/where/refs.h"

#define TYPE_COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Sorted by name (strcmp). Without pointers, each of which would cost a relocation in the image. */
static const struct type_name {
	char name[22];
	uint8_t type;    /* enum dt_type */
	uint8_t strings; /* of DT_TYPE_STRINGS: enum dt_string_count */
} type_names[] = {
	{ .name = "algo", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "arch", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "args", .type = DT_TYPE_STRINGS },
	{ .name = "audio-routing", .type = DT_TYPE_STRINGS },
	{ .name = "audio-widgets", .type = DT_TYPE_STRINGS },
	{ .name = "bootargs", .type = DT_TYPE_STRINGS, .strings = DT_STRING_TEXT },
	{ .name = "chassis-type", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "compatible", .type = DT_TYPE_STRINGS },
	{ .name = "compression", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "data", .type = DT_TYPE_BYTES },
	{ .name = "data-role", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "default", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "default-state", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "description", .type = DT_TYPE_STRINGS, .strings = DT_STRING_TEXT },
	{ .name = "device_type", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "dma-ranges", .type = DT_TYPE_RANGES },
	{ .name = "dr_mode", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "edid", .type = DT_TYPE_BYTES },
	{ .name = "enable-method", .type = DT_TYPE_STRINGS },
	{ .name = "entry", .type = DT_TYPE_CELLS },
	{ .name = "fdt", .type = DT_TYPE_STRINGS },
	{ .name = "filename", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "firmware", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "fit,fdt-list", .type = DT_TYPE_STRINGS },
	{ .name = "format", .type = DT_TYPE_STRINGS },
	{ .name = "function", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "groups", .type = DT_TYPE_STRINGS },
	{ .name = "interrupts", .type = DT_TYPE_NUMBERS },
	{ .name = "kaslr-seed", .type = DT_TYPE_CELLS64 },
	{ .name = "kernel", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "key-name-hint", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "label", .type = DT_TYPE_STRINGS, .strings = DT_STRING_TEXT },
	{ .name = "link-frequencies", .type = DT_TYPE_HZ64 },
	{ .name = "linux,default-trigger", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "linux,initrd-end", .type = DT_TYPE_CELLS64 },
	{ .name = "linux,initrd-start", .type = DT_TYPE_CELLS64 },
	{ .name = "linux,stdout-path", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "load", .type = DT_TYPE_CELLS },
	{ .name = "loadables", .type = DT_TYPE_STRINGS },
	{ .name = "local-mac-address", .type = DT_TYPE_BYTES },
	{ .name = "mac-address", .type = DT_TYPE_BYTES },
	{ .name = "maximum-speed", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "method", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "missing-msg", .type = DT_TYPE_STRINGS, .strings = DT_STRING_TEXT },
	{ .name = "mmu-type", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "model", .type = DT_TYPE_STRINGS, .strings = DT_STRING_TEXT },
	{ .name = "name", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "opp-hz", .type = DT_TYPE_HZ64 },
	{ .name = "os", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "phandle", .type = DT_TYPE_CELLS },
	{ .name = "phy-connection-type", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "phy-mode", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "phy_type", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "pins", .type = DT_TYPE_STRINGS },
	{ .name = "power-role", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "ramdisk", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "ranges", .type = DT_TYPE_RANGES },
	{ .name = "reg", .type = DT_TYPE_REG },
	{ .name = "riscv,isa", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "riscv,isa-base", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "riscv,isa-extensions", .type = DT_TYPE_STRINGS },
	{ .name = "rng-seed", .type = DT_TYPE_BYTES },
	{ .name = "serial-number", .type = DT_TYPE_STRINGS, .strings = DT_STRING_TEXT },
	{ .name = "sign-images", .type = DT_TYPE_STRINGS },
	{ .name = "status", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "stdin-path", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "stdout-path", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
	{ .name = "type", .type = DT_TYPE_STRINGS, .strings = DT_STRING_WORD },
};

/* How names end that say the type, after their last '-' or ',': clock-names, line-name,
 * simple-audio-card,name. Numbers are here that may read as text: 1500 MHz is "Yh/". */
static const struct type_name type_ends[] = {
	{ .name = "cells", .type = DT_TYPE_CELLS },
	{ .name = "format", .type = DT_TYPE_STRINGS },
	{ .name = "frequency", .type = DT_TYPE_HZ },
	{ .name = "hz", .type = DT_TYPE_HZ },
	{ .name = "name", .type = DT_TYPE_STRINGS },
	{ .name = "names", .type = DT_TYPE_STRINGS },
	{ .name = "phandle", .type = DT_TYPE_CELLS },
	{ .name = "rate", .type = DT_TYPE_HZ },
	{ .name = "rates", .type = DT_TYPE_HZ },
	{ .name = "routing", .type = DT_TYPE_STRINGS },
	{ .name = "size", .type = DT_TYPE_CELLS },
	{ .name = "widgets", .type = DT_TYPE_STRINGS },
};

/* Nodes whose properties are all strings. */
static const char *const type_nodes[] = { "aliases", "__symbols__", "__fixups__" };

bool prop_type_node_is_text(const char *node)
{
	for (size_t i = 0; i < TYPE_COUNT(type_nodes); i++)
		if (*node == type_nodes[i][0] && strcmp(node, type_nodes[i]) == 0)
			return true;
	return false;
}

static enum dt_type type_by_end(const char *name)
{
	const char *end = name + strlen(name);

	while (end > name && end[-1] != '-' && end[-1] != ',')
		end--;
	if (end == name)
		return DT_TYPE_UNKNOWN;
	for (size_t i = 0; i < TYPE_COUNT(type_ends); i++)
		if (*end == type_ends[i].name[0] && strcmp(end, type_ends[i].name) == 0)
			return type_ends[i].type;
	return DT_TYPE_UNKNOWN;
}

/* The row of @name; NULL. */
static const struct type_name *type_row(const char *name)
{
	size_t low = 0, high = TYPE_COUNT(type_names);

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = dt_name_order(name, type_names[middle].name);

		if (order == 0)
			return &type_names[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

enum dt_string_count dt_prop_string_count(const char *node, const char *name)
{
	const struct type_name *row = type_row(name);

	if (prop_type_node_is_text(node))
		return strcmp(node, "__fixups__") == 0 ? DT_STRING_LIST : DT_STRING_WORD;
	return row ? row->strings : DT_STRING_LIST;
}

enum dt_type prop_type_of_name(const char *name)
{
	const struct type_name *row;
	enum dt_type type;

	if (*name == '#')
		return DT_TYPE_CELLS; /* #clock-cells */
	row = type_row(name);
	if (row)
		return row->type;
	type = type_by_end(name);
	if (type != DT_TYPE_UNKNOWN)
		return type;
	return dt_refs_kind(name).shape == DT_REFS_NONE ? DT_TYPE_UNKNOWN : DT_TYPE_REFS;
}

/*
 * Bytes that can be strings: ended by NUL, and more of them printable than control characters.
 * Some control characters are allowed, because a hostile or broken model with an escape sequence is
 * better shown escaped than in hexadecimal; a number has few printable bytes.
 */
static bool type_is_text(const uint8_t *value, uint32_t len)
{
	uint32_t nul = 0, control = 0;

	if (value[len - 1] != '\0')
		return false;
	for (const uint8_t *end = value + len; value < end; value++) {
		if (*value >= ' ')
			continue;
		nul += *value == '\0';
		control += *value != '\0';
	}
	return len - nul - control > control || len == 1;
}

/*
 * What dtc takes for strings: ended by NUL, of printable characters and those that C has letters
 * for, and at most half of the bytes are NULs. But not what begins with an empty string: those are
 * numbers, such as 800,000 (00 0c 35 00).
 */
static bool type_is_guessed_text(const uint8_t *value, uint32_t len)
{
	uint32_t nul = 0;

	if (value[0] == '\0' || value[len - 1] != '\0')
		return false;
	for (const uint8_t *end = value + len; value < end; value++) {
		if (*value == '\0')
			nul++;
		else if (!(*value >= ' ' && *value <= '~') && !(*value >= '\a' && *value <= '\r'))
			return false;
	}
	return nul <= len - nul;
}

enum dt_type prop_type_of_value(enum dt_type declared, const uint8_t *value, uint32_t len)
{
	if (len == 0)
		return DT_TYPE_FLAG;
	if (declared == DT_TYPE_BYTES)
		return DT_TYPE_BYTES;
	if (declared == DT_TYPE_STRINGS && type_is_text(value, len))
		return DT_TYPE_STRINGS;
	if (declared == DT_TYPE_UNKNOWN && type_is_guessed_text(value, len))
		return DT_TYPE_STRINGS;
	if ((declared == DT_TYPE_CELLS64 || declared == DT_TYPE_HZ64) && len % 8 == 0)
		return declared;
	if (len % 4)
		return DT_TYPE_BYTES;
	return declared > DT_TYPE_BYTES ? declared : DT_TYPE_CELLS;
}

enum dt_type dt_prop_type(const char *node, const char *name, const uint8_t *value, uint32_t len)
{
	enum dt_type declared = prop_type_node_is_text(node) ? DT_TYPE_STRINGS
							     : prop_type_of_name(name);

	return prop_type_of_value(declared, value, len);
}
