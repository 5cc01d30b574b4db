#include "shell/payload/payload_parts.h"
/*
 * Kernels with Linux's Image header, and programs for UEFI.
 * Sources: Linux, Documentation/arch/riscv/boot-image-header.rst (version 0.2);
 * Documentation/arch/arm64/booting.rst; drivers/firmware/efi/libstub/zboot-header.S; Microsoft, PE
 * Format, "COFF File Header" and "Section Table".
 */
#include <errno.h>
#include <string.h>

enum {
	/* Linux's header: offsets. */
	IMAGE_TEXT_OFFSET = 8,
	IMAGE_SIZE = 16,
	IMAGE_FLAGS = 24,
	IMAGE_VERSION = 32,
	IMAGE_MAGIC2 = 56,
	IMAGE_HEADER = 64, /* bytes */
	IMAGE_BIG_ENDIAN = 1,
	/* PE. */
	PE_AT = 0x3c,
	PE_MACHINE = 4,
	PE_SECTIONS = 6,
	PE_OPTIONAL_SIZE = 20,
	PE_HEADER = 24, /* bytes, with its magic */
	PE_SECTION = 40,
	PE_SECTION_SIZE = 16,
	PE_SECTION_FILE = 20,
	PE_MACHINE_RISCV64 = 0x5064,
	/* zboot. */
	ZBOOT_INSIDE = 8,
	ZBOOT_INSIDE_SIZE = 12,
	ZBOOT_TYPE = 24,
	ZBOOT_TYPE_LEN = 5,
};

/* The PE header, or NULL. */
static const uint8_t *pe_header(struct payload_bytes in)
{
	uint32_t at;

	if (!payload_has(in, PE_AT, 4) || memcmp(in.byte, "MZ", 2) != 0)
		return NULL;
	at = payload_le32(in.byte + PE_AT);
	if (!payload_has(in, at, PE_HEADER) || memcmp(in.byte + at, "PE\0", 4) != 0)
		return NULL;
	return in.byte + at;
}

/* Bytes of the file: up to the end of its last section; 0: unknown. */
static uint64_t pe_size(struct payload_bytes in, const uint8_t *pe)
{
	unsigned sections = payload_le16(pe + PE_SECTIONS);
	uint64_t table = (uint64_t)(pe - in.byte) + PE_HEADER + payload_le16(pe + PE_OPTIONAL_SIZE);
	uint64_t size = 0;

	if (!payload_has(in, table, (uint64_t)sections * PE_SECTION))
		return 0;
	for (unsigned i = 0; i < sections; i++) {
		const uint8_t *section = in.byte + table + (size_t)i * PE_SECTION;
		uint64_t end = (uint64_t)payload_le32(section + PE_SECTION_FILE) +
			       payload_le32(section + PE_SECTION_SIZE);

		if (end > size)
			size = end;
	}
	return size;
}

int payload_look_image(struct payload_bytes in, struct payload *payload, const char **why)
{
	const uint8_t *pe = pe_header(in);

	if (in.len < IMAGE_HEADER) {
		*why = "an Image that is cut off in its header";
		return -ENODATA;
	}
	if (memcmp(in.byte + IMAGE_MAGIC2, "ARMd", 4) == 0) {
		*why = "a kernel for arm64";
		return -EINVAL;
	}
	payload->relocatable = true;
	payload->text_offset = payload_le64(in.byte + IMAGE_TEXT_OFFSET);
	payload->memory = payload_le64(in.byte + IMAGE_SIZE);
	payload->version = payload_le32(in.byte + IMAGE_VERSION);
	payload->size = pe ? pe_size(in, pe) : 0;
	if (payload_le64(in.byte + IMAGE_FLAGS) & IMAGE_BIG_ENDIAN) {
		*why = "a kernel for big-endian harts";
		return -EINVAL;
	}
	if (!payload->memory) {
		*why = "an Image whose header has no image_size";
		return -EINVAL;
	}
	if (payload->size > in.len) {
		*why = "an Image that is cut off: its PE header names more bytes";
		return -ENODATA;
	}
	return 0;
}

/* A zboot's kernel, if it is gzip. */
static void zboot_inside(struct payload_bytes in, struct payload *payload)
{
	uint32_t inside, size;

	if (!payload_has(in, ZBOOT_TYPE, ZBOOT_TYPE_LEN) ||
	    memcmp(in.byte + ZBOOT_TYPE, "gzip", ZBOOT_TYPE_LEN) != 0)
		return;
	inside = payload_le32(in.byte + ZBOOT_INSIDE);
	size = payload_le32(in.byte + ZBOOT_INSIDE_SIZE);
	if (!payload_has(in, inside, size))
		return;
	payload->inside = inside;
	payload->inside_size = size;
}

int payload_look_pe(struct payload_bytes in, struct payload *payload, const char **why)
{
	const uint8_t *pe = pe_header(in);

	if (!pe) {
		payload->kind = PAYLOAD_FLAT; /* MZ may be code: c.li s4, -13 */
		return 0;
	}
	payload->size = pe_size(in, pe);
	if (payload_le16(pe + PE_MACHINE) != PE_MACHINE_RISCV64) {
		*why = "a program for UEFI of another machine than RISC-V of 64 bits";
		return -EINVAL;
	}
	if (payload->kind == PAYLOAD_ZBOOT)
		zboot_inside(in, payload);
	return 0;
}
