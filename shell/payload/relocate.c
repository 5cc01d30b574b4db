#include "shell/payload/elf.h"
/*
 * Relocates a position-independent ELF that has no dynamic linker.
 * Sources: System V ABI, gABI 4.1, chapter 5 "Dynamic Section", "Relative Relocation Table";
 * RISC-V ELF psABI 1.0, "Relocations".
 */
#include <errno.h>
#include <string.h>

enum {
	DYNAMIC_ROW = 16, /* bytes: tag and value */
	DYNAMIC_NULL = 0,
	DYNAMIC_NEEDED = 1,
	DYNAMIC_PLT_SIZE = 2,
	DYNAMIC_SYMBOLS = 6,
	DYNAMIC_RELA = 7,
	DYNAMIC_RELA_SIZE = 8,
	DYNAMIC_RELA_ROW = 9,
	DYNAMIC_SYMBOL_ROW = 11,
	DYNAMIC_PLT = 23,
	DYNAMIC_RELR_SIZE = 35,
	DYNAMIC_RELR = 36,
	DYNAMIC_RELR_ROW = 37,
	DYNAMIC_TAGS = 38,
	RELA_ROW = 24, /* bytes: offset, symbol << 32 | type, addend */
	RELR_ROW = 8,
	RELR_BITS = 63, /* words that a row of bits stands for */
	SYMBOL_ROW = 24,
	SYMBOL_SECTION = 6,
	SYMBOL_VALUE = 8,
	SECTION_UNDEFINED = 0,
	SECTION_ABSOLUTE = 0xfff1,
	WORD = 8,
	R_RISCV_NONE = 0,
	R_RISCV_64 = 2,
	R_RISCV_RELATIVE = 3,
	R_RISCV_COPY = 4,
	R_RISCV_JUMP_SLOT = 5,
	R_RISCV_IRELATIVE = 58,
};

struct relocation {
	struct payload_bytes in;
	uint8_t *image;
	uint64_t base, size;            /* of the image, as linked */
	uint64_t bias;                  /* where it will run, less base */
	uint64_t dynamic[DYNAMIC_TAGS]; /* values by tag; 0: it is not there */
	const char **why;
};

static int relocation_refuse(struct relocation *r, const char *why)
{
	*r->why = why;
	return -EINVAL;
}

/* @size bytes of the file that are at @address in memory, or NULL. */
static const uint8_t *relocation_find(const struct relocation *r, uint64_t address, uint64_t size)
{
	struct payload_segment s;

	for (uint32_t i = 0; !payload_segment(r->in.byte, r->in.len, i, &s); i++)
		if (address >= s.address && address - s.address <= s.file_size &&
		    size <= s.file_size - (address - s.address))
			return r->in.byte + s.offset + (address - s.address);
	return NULL;
}

/* The word of the image that is linked to @address, or NULL. */
static uint8_t *relocation_word(const struct relocation *r, uint64_t address)
{
	if (address < r->base || r->size < WORD || address - r->base > r->size - WORD)
		return NULL;
	return r->image + (address - r->base);
}

static int relocation_outside(struct relocation *r)
{
	return relocation_refuse(r, "an ELF with a relocation outside of its segments");
}

/* --- DT_RELA ---------------------------------------------------------------------------------- */

static const char *relocation_type_refused(uint32_t type)
{
	switch (type) {
	case R_RISCV_COPY:
		return "an ELF that needs a dynamic linker: relocation R_RISCV_COPY";
	case R_RISCV_JUMP_SLOT:
		return "an ELF that needs a dynamic linker: relocation R_RISCV_JUMP_SLOT";
	case R_RISCV_IRELATIVE:
		return "an ELF that chooses functions when it starts: relocation R_RISCV_IRELATIVE";
	default:
		return "an ELF with relocations other than R_RISCV_RELATIVE and R_RISCV_64";
	}
}

/* The address of symbol @n where the image will run. */
static int relocation_symbol(struct relocation *r, uint64_t n, uint64_t *address)
{
	uint64_t table = r->dynamic[DYNAMIC_SYMBOLS];
	const uint8_t *symbol = table ? relocation_find(r, table + n * SYMBOL_ROW, SYMBOL_ROW)
				      : NULL;
	unsigned section;

	if (!symbol)
		return relocation_refuse(r, "an ELF with a relocation by an unknown symbol");
	section = payload_le16(symbol + SYMBOL_SECTION);
	if (section == SECTION_UNDEFINED)
		return relocation_refuse(r, "an ELF that needs symbols of another file");
	*address = payload_le64(symbol + SYMBOL_VALUE);
	if (section != SECTION_ABSOLUTE)
		*address += r->bias;
	return 0;
}

static int relocation_apply(struct relocation *r, const uint8_t *row)
{
	uint8_t *word = relocation_word(r, payload_le64(row));
	uint64_t value = r->bias;
	uint32_t type = payload_le32(row + 8);

	if (type == R_RISCV_NONE)
		return 0;
	if (type != R_RISCV_RELATIVE && type != R_RISCV_64)
		return relocation_refuse(r, relocation_type_refused(type));
	if (!word)
		return relocation_outside(r);
	if (type == R_RISCV_64) {
		int err = relocation_symbol(r, payload_le32(row + 12), &value);

		if (err)
			return err;
	}
	payload_put_le64(word, value + payload_le64(row + 16));
	return 0;
}

static int relocation_rela(struct relocation *r, uint64_t table, uint64_t size, uint64_t row_size)
{
	const uint8_t *row = relocation_find(r, table, size);

	if (!size)
		return 0;
	if (!row || size % RELA_ROW || row_size != RELA_ROW)
		return relocation_refuse(r, "an ELF whose relocations (DT_RELA) are damaged");
	for (const uint8_t *end = row + size; row < end; row += RELA_ROW) {
		int err = relocation_apply(r, row);

		if (err)
			return err;
	}
	return 0;
}

/* --- DT_RELR: even rows are addresses, odd ones bits of the words after them ------------------ */

static int relocation_add_bias(struct relocation *r, uint64_t address)
{
	uint8_t *word = relocation_word(r, address);

	if (!word)
		return relocation_outside(r);
	payload_put_le64(word, payload_le64(word) + r->bias);
	return 0;
}

static int relocation_bits(struct relocation *r, uint64_t bits, uint64_t address)
{
	int err = 0;

	for (bits >>= 1; bits && !err; bits >>= 1, address += WORD)
		if (bits & 1)
			err = relocation_add_bias(r, address);
	return err;
}

static int relocation_relr(struct relocation *r)
{
	uint64_t size = r->dynamic[DYNAMIC_RELR_SIZE], next = 0;
	const uint8_t *row = relocation_find(r, r->dynamic[DYNAMIC_RELR], size);

	if (!size)
		return 0;
	if (!row || size % RELR_ROW || r->dynamic[DYNAMIC_RELR_ROW] != RELR_ROW)
		return relocation_refuse(r, "an ELF whose relocations (DT_RELR) are damaged");
	for (const uint8_t *end = row + size; row < end; row += RELR_ROW) {
		uint64_t value = payload_le64(row);
		int err = value & 1 ? relocation_bits(r, value, next)
				    : relocation_add_bias(r, value);

		if (err)
			return err;
		next = value & 1 ? next + (uint64_t)RELR_BITS * WORD : value + WORD;
	}
	return 0;
}

/* --- the dynamic section ---------------------------------------------------------------------- */

static int relocation_read_dynamic(struct relocation *r, const uint8_t *header)
{
	uint64_t offset = payload_le64(header + SEGMENT_OFFSET);
	uint64_t size = payload_le64(header + SEGMENT_FILE_SIZE);

	if (!payload_has(r->in, offset, size))
		return relocation_refuse(r, "an ELF whose dynamic section is cut off");
	for (uint64_t at = offset; at + DYNAMIC_ROW <= offset + size; at += DYNAMIC_ROW) {
		uint64_t tag = payload_le64(r->in.byte + at);

		if (tag == DYNAMIC_NULL)
			return 0;
		if (tag < DYNAMIC_TAGS)
			r->dynamic[tag] = payload_le64(r->in.byte + at + WORD);
		if (tag == DYNAMIC_NEEDED)
			return relocation_refuse(r, "an ELF that needs shared libraries");
	}
	return 0;
}

int payload_relocate(const void *bytes, size_t len, void *image, uint64_t at, const char **why)
{
	struct relocation r = { .in = { bytes, len }, .image = image, .why = why };
	struct payload payload;
	const uint8_t *header;
	int err = payload_look(bytes, len, &payload, why);

	if (err)
		return err;
	if (payload.kind != PAYLOAD_ELF || !payload.relocatable)
		return relocation_refuse(&r, "no ELF that can be relocated");
	r.base = payload.base;
	r.size = payload.memory;
	r.bias = at - payload.base;
	for (unsigned i = 0; (header = payload_elf_header(r.in, i)); i++)
		if (payload_le32(header + SEGMENT_TYPE) == SEGMENT_TYPE_DYNAMIC) {
			err = relocation_read_dynamic(&r, header);
			if (err)
				return err;
		}
	err = relocation_rela(&r, r.dynamic[DYNAMIC_RELA], r.dynamic[DYNAMIC_RELA_SIZE],
			      r.dynamic[DYNAMIC_RELA_ROW]);
	if (!err)
		err = relocation_rela(&r, r.dynamic[DYNAMIC_PLT], r.dynamic[DYNAMIC_PLT_SIZE],
				      RELA_ROW);
	return err ? err : relocation_relr(&r);
}
