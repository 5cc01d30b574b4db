#include "fdt/check/rule.h"
/*
 * The header. Source: Devicetree Specification v0.4, 5.2.
 */
#include <inttypes.h>

enum { HEADER_VERSION, HEADER_SLACK };

static const char header_rows[] =
	"N-header-version\0not version 17, compatible with 16, which all write today\0"
	"N-header-slack\0more than half of the blob is empty\0";

/* Bytes of the header's fields. */
enum {
	HEADER_AT_STRUCT = 8,
	HEADER_AT_STRINGS = 12,
	HEADER_AT_VERSION = 20,
	HEADER_AT_LAST_COMP = 24,
	HEADER_AT_SIZE_STRINGS = 32,
	HEADER_AT_SIZE_STRUCT = 36,
};

static uint64_t header_end(const uint8_t *header, int at, int size)
{
	return (uint64_t)dt_be32(header + at) + dt_be32(header + size);
}

static void header_tree(struct dt_check *check)
{
	const uint8_t *header = check->tree->blob;
	struct dt_node root = dt_root(check->tree);
	uint32_t version = dt_be32(header + HEADER_AT_VERSION);
	uint64_t used = header_end(header, HEADER_AT_STRINGS, HEADER_AT_SIZE_STRINGS);
	uint64_t structs;

	if (version != 17 || dt_be32(header + HEADER_AT_LAST_COMP) != 16)
		rule_found_at(check, HEADER_VERSION, root, "%u, %u", (unsigned)version,
			      (unsigned)dt_be32(header + HEADER_AT_LAST_COMP));
	if (version < 17)
		return; /* it has no size of the structure block */
	structs = header_end(header, HEADER_AT_STRUCT, HEADER_AT_SIZE_STRUCT);
	used = structs > used ? structs : used;
	if (used < check->tree->size / 2)
		rule_found_at(check, HEADER_SLACK, root, NULL);
}

const struct dt_check_group check_header = {
	.rows = header_rows,
	.tree = header_tree,
};
