/*
 * ELF64: which segments are loaded, what is refused, and relocation. Each row changes one number of
 * an ELF that is good.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "shell/payload/payload.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

enum {
	ELF_SIZE = 0x400,
	CODE = 0x100, /* offset and size of the first segment's bytes */
	DATA = 0x200,
	PHDR = 64, /* the first program header; the next is 56 bytes on */
	PHDR_SIZE = 56,
	DYNAMIC = 0x300, /* in the file */
	RELA = 0x240,
	RELR = 0x2a0,
	SYMBOLS = 0x2c0,
	BASE = 0x1000, /* where it is linked to */
};

static uint8_t elf[ELF_SIZE];
static uint8_t image[0x400];

static void put(size_t at, unsigned width, uint64_t value)
{
	for (unsigned i = 0; i < width; i++)
		elf[at + i] = (uint8_t)(value >> (8 * i));
}

static uint64_t word(size_t at)
{
	uint64_t value;

	memcpy(&value, image + at, sizeof(value));
	return value;
}

static void put_segment(unsigned n, unsigned type, uint64_t offset, uint64_t address,
			uint64_t file_size, uint64_t memory)
{
	size_t at = PHDR + (size_t)n * PHDR_SIZE;

	put(at, 4, type);
	put(at + 8, 8, offset);
	put(at + 16, 8, address);
	put(at + 24, 8, address + 0x80000000);
	put(at + 32, 8, file_size);
	put(at + 40, 8, memory);
}

/* Two segments and one that is not loaded; linked to 0x1000, and 0x80000000 more physically. */
static void make_elf(unsigned type)
{
	memset(elf, 0, sizeof(elf));
	memcpy(elf, "\177ELF\2\1\1", 7);
	put(16, 2, type);
	put(18, 2, 243);
	put(24, 8, BASE + 0x10); /* entry */
	put(32, 8, PHDR);
	put(54, 2, PHDR_SIZE);
	put(56, 2, 3);
	put_segment(0, 1, CODE, BASE, 0x100, 0x100);
	put_segment(1, 1, DATA, BASE + 0x100, 0x200, 0x300);
	put_segment(2, 4, DATA, BASE + 0x100, 0x10, 0x10);
}

static const char *look(int *err, struct payload *payload)
{
	const char *why = "";

	*err = payload_look(elf, sizeof(elf), payload, &why);
	return why;
}

/* --- what it says ----------------------------------------------------------------------------- */

static void test_exec(void **state)
{
	struct payload payload;
	struct payload_segment segment;
	int err;

	(void)state;
	make_elf(2);
	assert_string_equal(look(&err, &payload), "");
	assert_int_equal(err, 0);
	assert_int_equal(payload.kind, PAYLOAD_ELF);
	assert_false(payload.relocatable);
	assert_int_equal(payload.base, 0x80001000);
	assert_int_equal(payload.entry, 0x80001010);
	assert_int_equal(payload.memory, 0x400);
	assert_int_equal(payload.segments, 2);
	assert_int_equal(payload.size, 0x400);
	assert_int_equal(payload_segment(elf, sizeof(elf), 1, &segment), 0);
	assert_int_equal(segment.offset, DATA);
	assert_int_equal(segment.address, 0x80001100);
	assert_int_equal(segment.file_size, 0x200);
	assert_int_equal(segment.memory, 0x300);
	assert_int_equal(payload_segment(elf, sizeof(elf), 2, &segment), -ENOENT);
}

static void test_dyn_uses_virtual_addresses(void **state)
{
	struct payload payload;
	int err;

	(void)state;
	make_elf(3);
	look(&err, &payload);
	assert_int_equal(err, 0);
	assert_true(payload.relocatable);
	assert_int_equal(payload.base, BASE);
	assert_int_equal(payload.entry, BASE + 0x10);
}

static void test_segments_in_any_order(void **state)
{
	struct payload payload;
	int err;

	(void)state;
	make_elf(3);
	put_segment(0, 1, DATA, BASE + 0x100, 0x200, 0x300);
	put_segment(1, 1, CODE, BASE, 0x100, 0x100);
	look(&err, &payload);
	assert_int_equal(err, 0);
	assert_int_equal(payload.base, BASE);
	assert_int_equal(payload.memory, 0x400);
}

/* --- what is refused -------------------------------------------------------------------------- */

struct row {
	size_t at;
	unsigned width;
	uint64_t value;
	int err;
	const char *why; /* a part of it */
};

#define SEGMENT(n, field) (PHDR + (n)*PHDR_SIZE + (field))

static const struct row rows[] = {
	{ 4, 1, 1, -EINVAL, "of 32 bits" },
	{ 5, 1, 2, -EINVAL, "big-endian" },
	{ 18, 2, 62, -EINVAL, "for x86-64" },
	{ 18, 2, 183, -EINVAL, "for arm64" },
	{ 18, 2, 999, -EINVAL, "for another machine" },
	{ 16, 2, 1, -EINVAL, "object file" },
	{ 16, 2, 4, -EINVAL, "object file" },
	{ 54, 2, 32, -EINVAL, "of unknown size" },
	{ 56, 2, 0, -EINVAL, "without anything to load" },
	{ 56, 2, 0xffff, -ENODATA, "cut off before its program headers" },
	{ 32, 8, ELF_SIZE - 8, -ENODATA, "cut off before its program headers" },
	{ 32, 8, UINT64_MAX, -ENODATA, "cut off before its program headers" },
	{ SEGMENT(0, 0), 4, 3, -EINVAL, "needs a dynamic linker" },
	{ SEGMENT(0, 32), 8, 0x101, -EINVAL, "larger in the file" },
	{ SEGMENT(1, 8), 8, 0x201, -ENODATA, "cut off in a segment" },
	{ SEGMENT(1, 8), 8, UINT64_MAX, -ENODATA, "cut off in a segment" },
	{ SEGMENT(1, 24), 8, UINT64_MAX - 0x2fe, -EINVAL, "past the last address" },
	{ SEGMENT(1, 24), 8, 0x800010ff, -EINVAL, "overlap" },
	{ SEGMENT(1, 24), 8, 0x80001000, -EINVAL, "overlap" },
	{ SEGMENT(1, 24), 8, 0x80000d01, -EINVAL, "overlap" },
	{ 24, 8, BASE - 1, -EINVAL, "entry" },
	{ 24, 8, BASE + 0x300, -EINVAL, "entry" }, /* in memory that is cleared */
	{ 24, 8, 0, -EINVAL, "entry" },
};

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct payload payload;
		const char *why;
		int err;

		make_elf(2);
		put(rows[i].at, rows[i].width, rows[i].value);
		why = look(&err, &payload);
		if (err != rows[i].err || !strstr(why, rows[i].why))
			fail_msg("row %zu: %d %s", i, err, why);
		assert_int_equal(payload.kind, PAYLOAD_ELF);
	}
}

static void test_every_length(void **state)
{
	struct payload payload;
	const char *why;

	(void)state;
	make_elf(3);
	for (size_t len = 4; len < sizeof(elf); len++)
		assert_int_equal(payload_look(elf, len, &payload, &why), -ENODATA);
}

static void test_too_many_segments(void **state)
{
	static uint8_t big[64 + 17 * PHDR_SIZE];
	struct payload payload;
	const char *why = "";

	(void)state;
	make_elf(2);
	memcpy(big, elf, 64);
	big[56] = 17;
	for (unsigned i = 0; i < 17; i++) {
		put_segment(0, 1, 0, BASE + i * 0x100, 0x20, 0x20);
		memcpy(big + 64 + (size_t)i * PHDR_SIZE, elf + PHDR, PHDR_SIZE);
	}
	assert_int_equal(payload_look(big, sizeof(big), &payload, &why), -EINVAL);
	assert_string_equal(why, "an ELF with more than 16 segments");
	big[56] = 16;
	assert_int_equal(payload_look(big, sizeof(big), &payload, &why), 0);
	assert_int_equal(payload.segments, 16);
}

/* --- relocation ------------------------------------------------------------------------------- */

static void put_dynamic(unsigned n, uint64_t tag, uint64_t value)
{
	put(DYNAMIC + (size_t)n * 16, 8, tag);
	put(DYNAMIC + (size_t)n * 16 + 8, 8, value);
}

static void put_rela(unsigned n, uint64_t offset, unsigned type, unsigned symbol, uint64_t addend)
{
	put(RELA + (size_t)n * 24, 8, offset);
	put(RELA + (size_t)n * 24 + 8, 4, type);
	put(RELA + (size_t)n * 24 + 12, 4, symbol);
	put(RELA + (size_t)n * 24 + 16, 8, addend);
}

/* A position-independent ELF: what is at DATA in the file is linked to BASE + 0x100. */
static void make_pie(void)
{
	const uint64_t linked = BASE + 0x100 - DATA;

	make_elf(3);
	put_segment(2, 2, DYNAMIC, linked + DYNAMIC, 0x100, 0x100);
	put_dynamic(0, 7, linked + RELA);
	put_dynamic(1, 8, 4 * 24);
	put_dynamic(2, 9, 24);
	put_dynamic(3, 36, linked + RELR);
	put_dynamic(4, 35, 24);
	put_dynamic(5, 37, 8);
	put_dynamic(6, 6, linked + SYMBOLS);
	put_dynamic(7, 11, 24);
	put_rela(0, BASE + 0x20, 3, 0, BASE + 0x10);
	put_rela(1, BASE + 0x3f8, 3, 0, BASE); /* the last word, which is cleared memory */
	put_rela(2, BASE + 0x28, 2, 1, 4);
	put_rela(3, BASE + 0x30, 2, 2, 1);
	put(RELR, 8, BASE + 0x40);
	put(RELR + 8, 8, 1 | 1 << 1 | 1 << 3); /* 0x48 and 0x58 */
	put(RELR + 16, 8, 1 | 1 << 1);         /* 63 words on: 0x48 + 63 * 8 */
	put(SYMBOLS + 24 + 6, 2, 1);           /* in a section */
	put(SYMBOLS + 24 + 8, 8, BASE + 0x80);
	put(SYMBOLS + 48 + 6, 2, 0xfff1); /* absolute */
	put(SYMBOLS + 48 + 8, 8, 0x1234);
	memset(image, 0, sizeof(image));
	for (size_t at = 0x40; at < 0x60; at += 8)
		image[at + 1] = 0x10; /* 0x1000 */
}

static int relocate(const char **why)
{
	*why = "";
	return payload_relocate(elf, sizeof(elf), image, 0x80200000, why);
}

static void test_relocation(void **state)
{
	const char *why;

	(void)state;
	make_pie();
	assert_int_equal(relocate(&why), 0);
	assert_int_equal(word(0x20), 0x80200010);
	assert_int_equal(word(0x3f8), 0x80200000);
	assert_int_equal(word(0x28), 0x80200084);
	assert_int_equal(word(0x30), 0x1235);
	assert_int_equal(word(0x40), 0x80200000);
	assert_int_equal(word(0x48), 0x80200000);
	assert_int_equal(word(0x50), 0x1000);
	assert_int_equal(word(0x58), 0x80200000);
	assert_int_equal(word(0x48 + 63 * 8), 0x801ff000);
}

static const struct row relocation_rows[] = {
	{ RELA + 8, 4, 4, -EINVAL, "R_RISCV_COPY" },
	{ RELA + 8, 4, 5, -EINVAL, "R_RISCV_JUMP_SLOT" },
	{ RELA + 8, 4, 58, -EINVAL, "R_RISCV_IRELATIVE" },
	{ RELA + 8, 4, 1, -EINVAL, "other than R_RISCV_RELATIVE" },
	{ RELA, 8, BASE - 1, -EINVAL, "outside of its segments" },
	{ RELA, 8, BASE + 0x3f9, -EINVAL, "outside of its segments" },
	{ RELA, 8, UINT64_MAX, -EINVAL, "outside of its segments" },
	{ RELA + 48 + 12, 4, 100, -EINVAL, "unknown symbol" },
	{ RELA + 48 + 12, 4, 0xffffffff, -EINVAL, "unknown symbol" },
	{ SYMBOLS + 24 + 6, 2, 0, -EINVAL, "symbols of another file" },
	{ DYNAMIC + 8, 8, 0x5000, -EINVAL, "DT_RELA" },
	{ DYNAMIC + 16 + 8, 8, 25, -EINVAL, "DT_RELA" },
	{ DYNAMIC + 16 + 8, 8, UINT64_MAX, -EINVAL, "DT_RELA" },
	{ DYNAMIC + 32 + 8, 8, 12, -EINVAL, "DT_RELA" },
	{ DYNAMIC + 48 + 8, 8, 0x5000, -EINVAL, "DT_RELR" },
	{ DYNAMIC + 80 + 8, 8, 4, -EINVAL, "DT_RELR" },
	{ RELR, 8, BASE + 0x400, -EINVAL, "outside of its segments" },
	{ DYNAMIC, 8, 1, -EINVAL, "shared libraries" },
	{ SEGMENT(2, 8), 8, 0x301, -EINVAL, "dynamic section is cut off" },
};

static void test_relocation_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(relocation_rows); i++) {
		const struct row *row = &relocation_rows[i];
		const char *why;
		int err;

		make_pie();
		put(row->at, row->width, row->value);
		err = relocate(&why);
		if (err != row->err || !strstr(why, row->why))
			fail_msg("row %zu: %d %s", i, err, why);
	}
}

static void test_relocation_of_what_has_none(void **state)
{
	const char *why;

	(void)state;
	make_elf(3);
	assert_int_equal(relocate(&why), 0);
	make_elf(2);
	assert_int_equal(relocate(&why), -EINVAL);
	assert_string_equal(why, "no ELF that can be relocated");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exec),
		cmocka_unit_test(test_dyn_uses_virtual_addresses),
		cmocka_unit_test(test_segments_in_any_order),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_every_length),
		cmocka_unit_test(test_too_many_segments),
		cmocka_unit_test(test_relocation),
		cmocka_unit_test(test_relocation_refused),
		cmocka_unit_test(test_relocation_of_what_has_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
