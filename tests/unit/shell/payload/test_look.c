/* What lies at some bytes: each kind by its first bytes, and what of each is refused. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "shell/payload/payload.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

enum { BYTES_MAX = 2048, PE = 0x80 };

/* Bytes at an offset. */
struct part {
	size_t at;
	const char *bytes;
	size_t len;
};

#define P(at, text)                                                                                \
	{                                                                                          \
		(at), (text), sizeof(text) - 1                                                     \
	}

struct row {
	const char *title;
	struct part part[8];
	size_t len; /* of all */
	int err;
	enum payload_kind kind;
	uint64_t size, memory;
	const char *why; /* a part of it */
};

#define MAGIC      P(56, "RSC\5")
#define IMAGE_SIZE P(16, "\0\0\x20\0\0\0\0\0")
#define OFFSET     P(8, "\0\0\x20\0\0\0\0\0")
/* A PE header with one section of 0x300 bytes from 0x200 on; its optional header has 0x10 bytes. */
#define PE_OF(machine)                                                                             \
	P(0, "MZ"), P(0x3c, "\x80\0\0\0"), P(PE, "PE\0\0" machine "\1\0"), P(PE + 20, "\x10\0"),   \
		P(PE + 24 + 16 + 16, "\0\3\0\0\0\2\0\0")
#define MEMBER(size, name_size)                                                                    \
	"070701"                                                                                   \
	"00000001000081A4000000000000000000000001000000000" size                                   \
	"00000000000000000000000000000000" name_size "00000000"
#define TRAILER MEMBER("0000000", "0000000B") "TRAILER!!!\0\0\0\0"

static const struct row rows[] = {
	{ "nothing", { P(0, "") }, 0, 0, PAYLOAD_FLAT, 0, 0, "" },
	{ "zeros", { P(0, "\0\0\0\0") }, 64, 0, PAYLOAD_FLAT, 0, 0, "" },
	{ "code", { P(0, "\x97\x02\0\0") }, 64, 0, PAYLOAD_FLAT, 0, 0, "" },
	{ "Image", { OFFSET, IMAGE_SIZE, MAGIC }, 64, 0, PAYLOAD_IMAGE, 0, 0x200000, "" },
	{ "Image of version 0.1",
	  { OFFSET, IMAGE_SIZE, P(48, "RISCV\0\0\0") },
	  64,
	  0,
	  PAYLOAD_IMAGE,
	  0,
	  0x200000,
	  "" },
	{ "Image with PE",
	  { PE_OF("\x64\x50"), OFFSET, IMAGE_SIZE, MAGIC },
	  0x500,
	  0,
	  PAYLOAD_IMAGE,
	  0x500,
	  0x200000,
	  "" },
	{ "Image, cut off",
	  { PE_OF("\x64\x50"), OFFSET, IMAGE_SIZE, MAGIC },
	  0x4ff,
	  -ENODATA,
	  PAYLOAD_IMAGE,
	  0x500,
	  0x200000,
	  "cut off: its PE header" },
	{ "Image, header cut off",
	  { IMAGE_SIZE, MAGIC },
	  60,
	  -ENODATA,
	  PAYLOAD_IMAGE,
	  0,
	  0,
	  "cut off in its header" },
	{ "Image, no size", { OFFSET, MAGIC }, 64, -EINVAL, PAYLOAD_IMAGE, 0, 0, "no image_size" },
	{ "Image, big-endian",
	  { IMAGE_SIZE, P(24, "\1"), MAGIC },
	  64,
	  -EINVAL,
	  PAYLOAD_IMAGE,
	  0,
	  0x200000,
	  "big-endian" },
	{ "arm64", { IMAGE_SIZE, P(56, "ARMd") }, 64, -EINVAL, PAYLOAD_IMAGE, 0, 0, "for arm64" },
	{ "PE", { PE_OF("\x64\x50") }, 0x500, 0, PAYLOAD_PE, 0x500, 0, "" },
	{ "PE for x86-64",
	  { PE_OF("\x64\x86") },
	  0x500,
	  -EINVAL,
	  PAYLOAD_PE,
	  0x500,
	  0,
	  "another machine" },
	{ "MZ alone is code", { P(0, "MZ") }, 0x500, 0, PAYLOAD_FLAT, 0, 0, "" },
	{ "PE beyond the end",
	  { P(0, "MZ"), P(0x3c, "\xff\xff\xff\xff") },
	  0x500,
	  0,
	  PAYLOAD_FLAT,
	  0,
	  0,
	  "" },
	{ "zboot",
	  { PE_OF("\x64\x50"), P(4, "zimg"), P(8, "\0\1\0\0\0\1\0\0"), P(24, "gzip") },
	  0x500,
	  0,
	  PAYLOAD_ZBOOT,
	  0x500,
	  0,
	  "" },
	{ "gzip", { P(0, "\x1f\x8b\x08") }, 18, 0, PAYLOAD_GZIP, 0, 0, "" },
	{ "gzip, name",
	  { P(0, "\x1f\x8b\x08\x08"), P(10, "name\0.") },
	  16,
	  0,
	  PAYLOAD_GZIP,
	  0,
	  0,
	  "" },
	{ "gzip, endless name",
	  { P(0, "\x1f\x8b\x08\x08"), P(10, "name") },
	  14,
	  -ENODATA,
	  PAYLOAD_GZIP,
	  0,
	  0,
	  "cut off in its header" },
	{ "gzip, extra",
	  { P(0, "\x1f\x8b\x08\x04"), P(10, "\xff\xff") },
	  100,
	  -ENODATA,
	  PAYLOAD_GZIP,
	  0,
	  0,
	  "cut off in its header" },
	{ "gzip, cut off",
	  { P(0, "\x1f\x8b\x08") },
	  5,
	  -ENODATA,
	  PAYLOAD_GZIP,
	  0,
	  0,
	  "cut off in its header" },
	{ "gzip, flags",
	  { P(0, "\x1f\x8b\x08\x20") },
	  18,
	  -EINVAL,
	  PAYLOAD_GZIP,
	  0,
	  0,
	  "RFC 1952" },
	{ "tree", { P(0, "\xd0\x0d\xfe\xed\0\0\0\x30") }, 64, 0, PAYLOAD_TREE, 48, 0, "" },
	{ "tree, cut off",
	  { P(0, "\xd0\x0d\xfe\xed\0\0\0\x41") },
	  64,
	  -ENODATA,
	  PAYLOAD_TREE,
	  65,
	  0,
	  "cut off" },
	{ "tree, header cut off",
	  { P(0, "\xd0\x0d\xfe\xed") },
	  39,
	  -ENODATA,
	  PAYLOAD_TREE,
	  0,
	  0,
	  "cut off in its header" },
	{ "tree, small",
	  { P(0, "\xd0\x0d\xfe\xed\0\0\0\x27") },
	  64,
	  -EINVAL,
	  PAYLOAD_TREE,
	  39,
	  0,
	  "less than a header" },
	{ "cpio", { P(0, TRAILER) }, 200, 0, PAYLOAD_CPIO, 124, 0, "" },
	{ "cpio without the last bytes", { P(0, TRAILER) }, 121, 0, PAYLOAD_CPIO, 121, 0, "" },
	{ "cpio, a file",
	  { P(0, MEMBER("0000005", "00000002") "a\0datas\0\0\0"), P(120, TRAILER) },
	  300,
	  0,
	  PAYLOAD_CPIO,
	  244,
	  0,
	  "" },
	{ "cpio, cut off in a file",
	  { P(0, MEMBER("0000005", "00000002") "a\0data") },
	  116,
	  -ENODATA,
	  PAYLOAD_CPIO,
	  0,
	  0,
	  "no TRAILER" },
	{ "cpio, no trailer",
	  { P(0, MEMBER("0000005", "00000002") "a\0datas\0\0\0") },
	  120,
	  -ENODATA,
	  PAYLOAD_CPIO,
	  0,
	  0,
	  "no TRAILER" },
	{ "cpio, huge file",
	  { P(0, MEMBER("FFFFFFF", "00000002") "a\0") },
	  200,
	  -ENODATA,
	  PAYLOAD_CPIO,
	  0,
	  0,
	  "no TRAILER" },
	{ "cpio, damaged",
	  { P(0, MEMBER("0000005", "00000002") "a\0datas\0\0\0") },
	  300,
	  -EINVAL,
	  PAYLOAD_CPIO,
	  0,
	  0,
	  "damaged" },
	{ "cpio, no number",
	  { P(0, MEMBER("000000x", "00000002") "a\0") },
	  300,
	  -EINVAL,
	  PAYLOAD_CPIO,
	  0,
	  0,
	  "damaged" },
	{ "uImage", { P(0, "\x27\x05\x19\x56") }, 64, 0, PAYLOAD_UIMAGE, 0, 0, "" },
	{ "zstd", { P(0, "\x28\xb5\x2f\xfd") }, 64, 0, PAYLOAD_ZSTD, 0, 0, "" },
	{ "xz",
	  { P(0, "\xfd"
		 "7zXZ\0") },
	  64,
	  0,
	  PAYLOAD_XZ,
	  0,
	  0,
	  "" },
	{ "lz4", { P(0, "\x04\x22\x4d\x18") }, 64, 0, PAYLOAD_LZ4, 0, 0, "" },
	{ "lz4, legacy", { P(0, "\x02\x21\x4c\x18") }, 64, 0, PAYLOAD_LZ4, 0, 0, "" },
	{ "lzma", { P(0, "\x5d\0\0\x80\0") }, 64, 0, PAYLOAD_LZMA, 0, 0, "" },
	{ "bzip2", { P(0, "BZh91AY&SY") }, 64, 0, PAYLOAD_BZIP2, 0, 0, "" },
};

/* The row's bytes, at the end of their own memory, so that a read past it is found. */
static uint8_t *make(const struct row *row)
{
	uint8_t *bytes = calloc(1, row->len ? row->len : 1);

	assert_non_null(bytes);
	for (size_t i = 0; i < ROWS(row->part) && row->part[i].bytes; i++) {
		size_t at = row->part[i].at;
		size_t room = at < row->len ? row->len - at : 0;

		memcpy(bytes + at, row->part[i].bytes,
		       row->part[i].len < room ? row->part[i].len : room);
	}
	return bytes;
}

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		const struct row *row = &rows[i];
		uint8_t *bytes = make(row);
		struct payload payload;
		const char *why = "";
		int err = payload_look(bytes, row->len, &payload, &why);

		if (err != row->err || payload.kind != row->kind || payload.size != row->size ||
		    payload.memory != row->memory || !strstr(why, row->why))
			fail_msg("%s: %d, %s, size 0x%llx, memory 0x%llx, %s", row->title, err,
				 payload_kind_name(payload.kind), (unsigned long long)payload.size,
				 (unsigned long long)payload.memory, why);
		free(bytes);
	}
}

static void test_image_fields(void **state)
{
	static const struct row row = { .part = { OFFSET, IMAGE_SIZE, P(32, "\2\0\0\0"), MAGIC },
					.len = 64 };
	uint8_t *bytes = make(&row);
	struct payload payload;
	const char *why;

	(void)state;
	assert_int_equal(payload_look(bytes, row.len, &payload, &why), 0);
	assert_int_equal(payload.text_offset, 0x200000);
	assert_int_equal(payload.version, 2);
	assert_true(payload.relocatable);
	free(bytes);
}

static void test_zboot_says_where_its_kernel_is(void **state)
{
	static const struct row row = {
		.part = { PE_OF("\x64\x50"), P(4, "zimg"), P(8, "\0\1\0\0\0\1\0\0"),
			  P(24, "gzip") },
		.len = 0x500,
	};
	uint8_t *bytes = make(&row);
	struct payload payload;
	const char *why;

	(void)state;
	assert_int_equal(payload_look(bytes, row.len, &payload, &why), 0);
	assert_int_equal(payload.inside, 0x100);
	assert_int_equal(payload.inside_size, 0x100);
	memcpy(bytes + 24, "zstd", 4);
	assert_int_equal(payload_look(bytes, row.len, &payload, &why), 0);
	assert_int_equal(payload.inside_size, 0);
	free(bytes);
}

/* Whatever cannot be started says what to do instead. */
static void test_advice(void **state)
{
	(void)state;
	for (enum payload_kind kind = 0; kind < PAYLOAD_KINDS; kind++) {
		assert_true(strlen(payload_kind_name(kind)) > 0);
		assert_true((payload_advice(kind) != NULL) == (kind > PAYLOAD_GZIP));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_image_fields),
		cmocka_unit_test(test_zboot_says_where_its_kernel_is),
		cmocka_unit_test(test_advice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
