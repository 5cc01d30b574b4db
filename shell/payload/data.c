#include "shell/payload/payload_parts.h"
/*
 * What goes along with a kernel: device trees and archives.
 * Sources: Devicetree Specification 0.4, 5.2; Linux,
 * Documentation/driver-api/early-userspace/buffer-format.rst.
 */
#include <errno.h>
#include <libfdt.h>
#include <string.h>
#include "fdt/core/chars.h"

enum {
	TREE_HEADER = 40, /* bytes, of version 17 */
	CPIO_HEADER = 110,
	CPIO_DIGITS = 8, /* of each number */
	CPIO_FILE_SIZE = 54,
	CPIO_NAME_SIZE = 94,
	CPIO_ALIGNMENT = 4,
};

#define CPIO_END "TRAILER!!!"

int payload_look_tree(struct payload_bytes in, struct payload *payload, const char **why)
{
	if (in.len < TREE_HEADER) {
		*why = "a device tree that is cut off in its header";
		return -ENODATA;
	}
	payload->size = fdt_totalsize(in.byte);
	if (payload->size < TREE_HEADER) {
		*why = "a device tree whose header gives a size of less than a header";
		return -EINVAL;
	}
	if (payload->size > in.len) {
		*why = "a device tree that is cut off";
		return -ENODATA;
	}
	if (fdt_check_header(in.byte) == 0 && fdt_subnode_offset(in.byte, 0, "images") >= 0)
		payload->kind = PAYLOAD_FIT;
	return 0;
}

/* --- cpio ------------------------------------------------------------------------------------- */

/* A number of eight hex digits, or UINT64_MAX. */
static uint64_t cpio_number(const uint8_t *digits)
{
	uint64_t value = 0;

	for (unsigned i = 0; i < CPIO_DIGITS; i++) {
		unsigned digit = hex_value((char)digits[i]);

		if (digit > 15)
			return UINT64_MAX;
		value = value << 4 | digit;
	}
	return value;
}

static uint64_t cpio_align(uint64_t offset)
{
	return (offset + CPIO_ALIGNMENT - 1) & ~(uint64_t)(CPIO_ALIGNMENT - 1);
}

/* Where the member at @at ends; *last: it is the one that ends the archive. 0: it is damaged;
 * UINT64_MAX: it is cut off. */
static uint64_t cpio_member(struct payload_bytes in, uint64_t at, bool *last)
{
	const uint8_t *header = in.byte + at;
	uint64_t size, name, data;

	if (!payload_has(in, at, CPIO_HEADER))
		return UINT64_MAX;
	if (memcmp(header, "070701", 6) != 0 && memcmp(header, "070702", 6) != 0)
		return 0;
	size = cpio_number(header + CPIO_FILE_SIZE);
	name = cpio_number(header + CPIO_NAME_SIZE);
	if (size == UINT64_MAX || name == UINT64_MAX)
		return 0;
	data = cpio_align(at + CPIO_HEADER + name);
	if (!payload_has(in, at + CPIO_HEADER, name) || (size && !payload_has(in, data, size)))
		return UINT64_MAX;
	*last = name == sizeof(CPIO_END) &&
		memcmp(header + CPIO_HEADER, CPIO_END, sizeof(CPIO_END)) == 0;
	return cpio_align(data + size);
}

int payload_look_cpio(struct payload_bytes in, struct payload *payload, const char **why)
{
	bool last = false;
	uint64_t at = 0;

	while (!last) {
		at = cpio_member(in, at, &last);
		if (!at) {
			*why = "a cpio archive that is damaged: a member has no header";
			return -EINVAL;
		}
		if (at == UINT64_MAX) {
			*why = "a cpio archive that is cut off: it has no TRAILER!!!";
			return -ENODATA;
		}
	}
	payload->size = at < in.len ? at : in.len;
	return 0;
}
