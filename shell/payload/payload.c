#include "shell/payload/payload.h"
/* The kinds by their first bytes. Each magic is from the specification that payload.h names. */
#include <errno.h>
#include <string.h>
#include "shell/payload/payload_parts.h"

struct payload_magic {
	enum payload_kind kind;
	uint8_t offset, len;
	char magic[10];
	payload_looker *look; /* NULL: the magic is all that is known */
};

/* The first that fits counts. Linux's Image may begin with any code, MZ too, so that it is late. */
static const struct payload_magic payload_magics[] = {
	{ PAYLOAD_ZBOOT, 4, 4, "zimg", payload_look_pe },
	{ PAYLOAD_ELF, 0, 4, "\177ELF", payload_look_elf },
	{ PAYLOAD_GZIP, 0, 3, "\x1f\x8b\x08", payload_look_gzip },
	{ PAYLOAD_TREE, 0, 4, "\xd0\x0d\xfe\xed", payload_look_tree },
	{ PAYLOAD_CPIO, 0, 6, "070701", payload_look_cpio },
	{ PAYLOAD_CPIO, 0, 6, "070702", payload_look_cpio },
	{ PAYLOAD_UIMAGE, 0, 4, "\x27\x05\x19\x56", NULL },
	{ PAYLOAD_ZSTD, 0, 4, "\x28\xb5\x2f\xfd", NULL },
	{ PAYLOAD_XZ, 0, 6, "\xfd\x37zXZ\0", NULL },
	{ PAYLOAD_LZ4, 0, 4, "\x04\x22\x4d\x18", NULL },
	{ PAYLOAD_LZ4, 0, 4, "\x02\x21\x4c\x18", NULL },
	{ PAYLOAD_LZMA, 0, 5, "\x5d\0\0\0\0", NULL },
	{ PAYLOAD_LZMA, 0, 5, "\x5d\0\0\x80\0", NULL },
	{ PAYLOAD_BZIP2, 4, 6, "\x31\x41\x59\x26\x53\x59", NULL },
	{ PAYLOAD_IMAGE, 56, 4, "RSC\5", payload_look_image },
	{ PAYLOAD_IMAGE, 48, 8, "RISCV\0\0\0", payload_look_image },
	{ PAYLOAD_IMAGE, 56, 4, "ARMd", payload_look_image },
	{ PAYLOAD_PE, 0, 2, "MZ", payload_look_pe },
};

int payload_look(const void *bytes, size_t len, struct payload *payload, const char **why)
{
	const struct payload_bytes in = { bytes, len };

	memset(payload, 0, sizeof(*payload));
	for (size_t i = 0; i < sizeof(payload_magics) / sizeof(*payload_magics); i++) {
		const struct payload_magic *row = &payload_magics[i];

		if (!payload_has(in, row->offset, row->len) ||
		    memcmp(in.byte + row->offset, row->magic, row->len) != 0)
			continue;
		payload->kind = row->kind;
		return row->look ? row->look(in, payload, why) : 0;
	}
	return 0;
}

const char *payload_kind_name(enum payload_kind kind)
{
	static const char name[PAYLOAD_KINDS][12] = {
		[PAYLOAD_FLAT] = "flat",     [PAYLOAD_IMAGE] = "Image", [PAYLOAD_ELF] = "ELF",
		[PAYLOAD_GZIP] = "gzip",     [PAYLOAD_TREE] = "tree",   [PAYLOAD_CPIO] = "cpio",
		[PAYLOAD_PE] = "PE",         [PAYLOAD_ZBOOT] = "zboot", [PAYLOAD_FIT] = "FIT",
		[PAYLOAD_UIMAGE] = "uImage", [PAYLOAD_ZSTD] = "zstd",   [PAYLOAD_XZ] = "xz",
		[PAYLOAD_LZ4] = "lz4",       [PAYLOAD_LZMA] = "lzma",   [PAYLOAD_BZIP2] = "bzip2",
	};

	return name[kind];
}

const char *payload_advice(enum payload_kind kind)
{
	switch (kind) {
	case PAYLOAD_TREE:
		return "a device tree goes along with a kernel: boot KERNEL -t ADDRESS";
	case PAYLOAD_CPIO:
		return "an archive goes along with a kernel: boot KERNEL -i ADDRESS,SIZE";
	case PAYLOAD_PE:
		return "a program for UEFI: start it from UEFI, or load the kernel's Image";
	case PAYLOAD_ZBOOT:
		return "for UEFI, with the kernel compressed in it: load the kernel's Image";
	case PAYLOAD_FIT:
		return "take the kernel out of the FIT where it was made: dumpimage -T flat_dt";
	case PAYLOAD_UIMAGE:
		return "it is what follows 64 bytes of header: boot the address plus 0x40";
	case PAYLOAD_ZSTD:
	case PAYLOAD_XZ:
	case PAYLOAD_LZ4:
	case PAYLOAD_LZMA:
	case PAYLOAD_BZIP2:
		return "unpack it before you load it, or pack it with gzip";
	default:
		return NULL;
	}
}
