/*
 * What a property's bytes mean, by its name and its node's.
 *
 * Sources: Devicetree Specification v0.4, chapters 2 to 4; the bindings in Linux'
 * Documentation/devicetree/bindings; the FIT image format (U-Boot, doc/usage/fit).
 */
#include "fdt/print/prop_type.h"
#include <string.h>
#include "fdt/print/print.h"
#include "fdt/where/refs.h"

#define TYPE_COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Arrays, not pointers, for each pointer would cost a relocation in the image. */
struct type_name {
	char name[23];
	uint8_t type;
};

/* Sorted by name (strcmp). What is missing here is cells or bytes by its length. */
static const struct type_name type_names[] = {
	{ "algo", DT_TYPE_STRINGS },
	{ "arch", DT_TYPE_STRINGS },
	{ "args", DT_TYPE_STRINGS },
	{ "audio-routing", DT_TYPE_STRINGS },
	{ "audio-widgets", DT_TYPE_STRINGS },
	{ "bootargs", DT_TYPE_STRINGS },
	{ "chassis-type", DT_TYPE_STRINGS },
	{ "compatible", DT_TYPE_STRINGS },
	{ "compression", DT_TYPE_STRINGS },
	{ "data", DT_TYPE_BYTES },
	{ "data-role", DT_TYPE_STRINGS },
	{ "default", DT_TYPE_STRINGS },
	{ "default-state", DT_TYPE_STRINGS },
	{ "description", DT_TYPE_STRINGS },
	{ "device_type", DT_TYPE_STRINGS },
	{ "dma-ranges", DT_TYPE_RANGES },
	{ "dr_mode", DT_TYPE_STRINGS },
	{ "edid", DT_TYPE_BYTES },
	{ "enable-method", DT_TYPE_STRINGS },
	{ "fdt", DT_TYPE_STRINGS },
	{ "filename", DT_TYPE_STRINGS },
	{ "firmware", DT_TYPE_STRINGS },
	{ "fit,fdt-list", DT_TYPE_STRINGS },
	{ "format", DT_TYPE_STRINGS },
	{ "function", DT_TYPE_STRINGS },
	{ "groups", DT_TYPE_STRINGS },
	{ "interrupts", DT_TYPE_NUMBERS },
	{ "kaslr-seed", DT_TYPE_CELLS64 },
	{ "kernel", DT_TYPE_STRINGS },
	{ "key-name-hint", DT_TYPE_STRINGS },
	{ "label", DT_TYPE_STRINGS },
	{ "link-frequencies", DT_TYPE_CELLS64 },
	{ "linux,default-trigger", DT_TYPE_STRINGS },
	{ "linux,initrd-end", DT_TYPE_CELLS64 },
	{ "linux,initrd-start", DT_TYPE_CELLS64 },
	{ "linux,stdout-path", DT_TYPE_STRINGS },
	{ "loadables", DT_TYPE_STRINGS },
	{ "local-mac-address", DT_TYPE_BYTES },
	{ "mac-address", DT_TYPE_BYTES },
	{ "maximum-speed", DT_TYPE_STRINGS },
	{ "method", DT_TYPE_STRINGS },
	{ "missing-msg", DT_TYPE_STRINGS },
	{ "mmu-type", DT_TYPE_STRINGS },
	{ "model", DT_TYPE_STRINGS },
	{ "name", DT_TYPE_STRINGS },
	{ "opp-hz", DT_TYPE_CELLS64 },
	{ "os", DT_TYPE_STRINGS },
	{ "phy-connection-type", DT_TYPE_STRINGS },
	{ "phy-mode", DT_TYPE_STRINGS },
	{ "phy_type", DT_TYPE_STRINGS },
	{ "pins", DT_TYPE_STRINGS },
	{ "power-role", DT_TYPE_STRINGS },
	{ "ramdisk", DT_TYPE_STRINGS },
	{ "ranges", DT_TYPE_RANGES },
	{ "reg", DT_TYPE_REG },
	{ "riscv,isa", DT_TYPE_STRINGS },
	{ "riscv,isa-base", DT_TYPE_STRINGS },
	{ "riscv,isa-extensions", DT_TYPE_STRINGS },
	{ "rng-seed", DT_TYPE_BYTES },
	{ "serial-number", DT_TYPE_STRINGS },
	{ "sign-images", DT_TYPE_STRINGS },
	{ "status", DT_TYPE_STRINGS },
	{ "stdin-path", DT_TYPE_STRINGS },
	{ "stdout-path", DT_TYPE_STRINGS },
	{ "type", DT_TYPE_STRINGS },
};

/* What stands behind the last '-' or ',' of a name that is strings: clock-names, line-name,
 * simple-audio-card,name. */
static const char type_ends[][8] = { "names", "name", "format", "routing", "widgets" };

/* Nodes whose properties are strings whatever they are called. */
static const char type_nodes[][12] = { "aliases", "__symbols__", "__fixups__" };

bool prop_type_node_is_text(const char *node)
{
	for (size_t i = 0; i < TYPE_COUNT(type_nodes); i++)
		if (*node == type_nodes[i][0] && strcmp(node, type_nodes[i]) == 0)
			return true;
	return false;
}

static bool type_ends_as_text(const char *name)
{
	const char *end = NULL;

	for (; *name; name++)
		if (*name == '-' || *name == ',')
			end = name + 1;
	if (!end)
		return false;
	for (size_t i = 0; i < TYPE_COUNT(type_ends); i++)
		if (*end == type_ends[i][0] && strcmp(end, type_ends[i]) == 0)
			return true;
	return false;
}

/* strcmp, whose first character decides mostly. */
static int type_order(const char *a, const char *b)
{
	int order = (uint8_t)*a - (uint8_t)*b;

	return order ? order : strcmp(a, b);
}

enum dt_type prop_type_of_name(const char *name)
{
	size_t low = 0, high = TYPE_COUNT(type_names);

	if (*name == '#')
		return DT_TYPE_CELLS; /* #clock-cells */
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = type_order(name, type_names[middle].name);

		if (order == 0)
			return (enum dt_type)type_names[middle].type;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	if (type_ends_as_text(name))
		return DT_TYPE_STRINGS;
	return dt_refs_kind(name).shape == DT_REFS_NONE ? DT_TYPE_CELLS : DT_TYPE_REFS;
}

/*
 * Bytes that can be strings: ended by NUL, and more of them printable than control characters.
 * Not none of these at all, for a hostile or broken model with an escape sequence is better shown
 * escaped than in hexadecimal; a number has few printable bytes.
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

enum dt_type prop_type_of_value(enum dt_type declared, const uint8_t *value, uint32_t len)
{
	if (len == 0)
		return DT_TYPE_FLAG;
	if (declared == DT_TYPE_BYTES)
		return DT_TYPE_BYTES;
	if (declared == DT_TYPE_STRINGS && type_is_text(value, len))
		return DT_TYPE_STRINGS;
	if (declared == DT_TYPE_CELLS64 && len % 8 == 0)
		return DT_TYPE_CELLS64;
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
