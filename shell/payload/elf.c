#include "shell/payload/elf.h"
/*
 * ELF64 for RISC-V: which parts are loaded where.
 * Sources: System V ABI, gABI 4.1, chapters 4 and 5; RISC-V ELF psABI 1.0, "Elf File Header".
 */
#include <errno.h>
#include <string.h>

struct elf_machine {
	uint16_t number;
	char why[24];
};

static const struct elf_machine elf_machines[] = {
	{ 3, "an ELF for x86" },     { 8, "an ELF for MIPS" },        { 21, "an ELF for PowerPC" },
	{ 22, "an ELF for s390" },   { 40, "an ELF for Arm" },        { 62, "an ELF for x86-64" },
	{ 183, "an ELF for arm64" }, { 258, "an ELF for LoongArch" },
};

static const char *elf_machine(unsigned number)
{
	for (size_t i = 0; i < sizeof(elf_machines) / sizeof(*elf_machines); i++)
		if (elf_machines[i].number == number)
			return elf_machines[i].why;
	return "an ELF for another machine";
}

static int elf_refuse(int err, const char **why, const char *text)
{
	*why = text;
	return err;
}

/* Whether it is an ELF for this machine that can be loaded. */
static int elf_check_header(struct payload_bytes in, const char **why)
{
	unsigned machine, type;

	if (in.len < ELF_HEADER)
		return elf_refuse(-ENODATA, why, "an ELF that is cut off in its header");
	if (in.byte[ELF_CLASS] != ELF_CLASS_64)
		return elf_refuse(-EINVAL, why, "an ELF of 32 bits");
	if (in.byte[ELF_DATA] != ELF_DATA_LITTLE)
		return elf_refuse(-EINVAL, why, "a big-endian ELF");
	machine = payload_le16(in.byte + ELF_MACHINE);
	if (machine != ELF_MACHINE_RISCV)
		return elf_refuse(-EINVAL, why, elf_machine(machine));
	type = payload_le16(in.byte + ELF_TYPE);
	if (type != ELF_TYPE_EXEC && type != ELF_TYPE_DYN)
		return elf_refuse(-EINVAL, why,
				  "an ELF that was not linked to run: an object file");
	if (payload_le16(in.byte + ELF_SEGMENT_SIZE) != ELF_SEGMENT)
		return elf_refuse(-EINVAL, why, "an ELF whose program headers are of unknown size");
	if (!payload_has(in, payload_le64(in.byte + ELF_SEGMENTS_AT),
			 (uint64_t)ELF_SEGMENT * payload_le16(in.byte + ELF_SEGMENTS)))
		return elf_refuse(-ENODATA, why,
				  "an ELF that is cut off before its program headers");
	return 0;
}

const uint8_t *payload_elf_header(struct payload_bytes in, unsigned n)
{
	if (n >= payload_le16(in.byte + ELF_SEGMENTS))
		return NULL;
	return in.byte + payload_le64(in.byte + ELF_SEGMENTS_AT) + (size_t)n * ELF_SEGMENT;
}

static bool elf_is_dyn(struct payload_bytes in)
{
	return payload_le16(in.byte + ELF_TYPE) == ELF_TYPE_DYN;
}

static struct payload_segment elf_segment(struct payload_bytes in, const uint8_t *header)
{
	return (struct payload_segment){
		.offset = payload_le64(header + SEGMENT_OFFSET),
		.file_size = payload_le64(header + SEGMENT_FILE_SIZE),
		.memory = payload_le64(header + SEGMENT_MEMORY),
		.address = payload_le64(header +
					(elf_is_dyn(in) ? SEGMENT_VIRTUAL : SEGMENT_PHYSICAL)),
	};
}

static bool elf_is_loaded(const uint8_t *header)
{
	return payload_le32(header + SEGMENT_TYPE) == SEGMENT_TYPE_LOAD &&
	       payload_le64(header + SEGMENT_MEMORY) != 0;
}

int payload_segment(const void *bytes, size_t len, uint32_t n, struct payload_segment *segment)
{
	const struct payload_bytes in = { bytes, len };
	const uint8_t *header;

	for (unsigned i = 0; (header = payload_elf_header(in, i)); i++) {
		if (!elf_is_loaded(header) || n--)
			continue;
		*segment = elf_segment(in, header);
		return 0;
	}
	return -ENOENT;
}

/* --- checks of segments ----------------------------------------------------------------------- */

static int elf_check_segment(struct payload_bytes in, const struct payload_segment *segment,
			     const char **why)
{
	if (segment->memory < segment->file_size)
		return elf_refuse(
			-EINVAL, why,
			"an ELF with a segment that is larger in the file than in memory");
	if (segment->memory - 1 > UINT64_MAX - segment->address)
		return elf_refuse(-EINVAL, why,
				  "an ELF with a segment that goes past the last address");
	if (!payload_has(in, segment->offset, segment->file_size))
		return elf_refuse(-ENODATA, why, "an ELF that is cut off in a segment");
	return 0;
}

/* Segment @n begins or ends in an earlier one. */
static bool elf_overlaps(struct payload_bytes in, uint32_t n, const struct payload_segment *segment)
{
	struct payload_segment other;

	for (uint32_t i = 0; i < n && !payload_segment(in.byte, in.len, i, &other); i++)
		if (segment->address <= other.address + (other.memory - 1) &&
		    other.address <= segment->address + (segment->memory - 1))
			return true;
	return false;
}

/* The file's bytes: up to the end of segments and of the section headers. */
static void elf_add_size(struct payload *payload, uint64_t end)
{
	if (end > payload->size)
		payload->size = end;
}

/* Fills in what the segments say together. */
static int elf_check_segments(struct payload_bytes in, struct payload *payload, const char **why)
{
	struct payload_segment segment;
	uint64_t last = 0;
	uint32_t n;

	payload->base = UINT64_MAX;
	for (n = 0; !payload_segment(in.byte, in.len, n, &segment); n++) {
		int err = elf_check_segment(in, &segment, why);

		if (err)
			return err;
		if (n == PAYLOAD_SEGMENTS_MAX)
			return elf_refuse(-EINVAL, why, "an ELF with more than 16 segments");
		if (elf_overlaps(in, n, &segment))
			return elf_refuse(-EINVAL, why, "an ELF whose segments overlap");
		elf_add_size(payload, segment.offset + segment.file_size);
		if (segment.address < payload->base)
			payload->base = segment.address;
		if (segment.address + (segment.memory - 1) > last)
			last = segment.address + (segment.memory - 1);
	}
	if (!n)
		return elf_refuse(-EINVAL, why, "an ELF without anything to load");
	payload->segments = n;
	payload->memory = last - payload->base + 1;
	return payload->memory ? 0 : elf_refuse(-EINVAL, why, "an ELF that takes all addresses");
}

/* The entry is a virtual address: its physical one, in what a segment brings along. */
static int elf_find_entry(struct payload_bytes in, struct payload *payload, const char **why)
{
	uint64_t entry = payload_le64(in.byte + ELF_ENTRY);
	const uint8_t *header;

	for (unsigned i = 0; (header = payload_elf_header(in, i)); i++) {
		uint64_t from = payload_le64(header + SEGMENT_VIRTUAL);

		if (payload_le32(header + SEGMENT_TYPE) == SEGMENT_TYPE_INTERPRETER)
			return elf_refuse(-EINVAL, why,
					  "a program for an operating system: an ELF "
					  "that needs a dynamic linker");
		if (!elf_is_loaded(header) || entry < from ||
		    entry - from >= payload_le64(header + SEGMENT_FILE_SIZE))
			continue;
		payload->entry = elf_segment(in, header).address + (entry - from);
		return 0;
	}
	return elf_refuse(-EINVAL, why, "an ELF whose entry is outside of its segments");
}

int payload_look_elf(struct payload_bytes in, struct payload *payload, const char **why)
{
	int err = elf_check_header(in, why);

	if (err)
		return err;
	payload->relocatable = elf_is_dyn(in);
	elf_add_size(payload, payload_le64(in.byte + ELF_SEGMENTS_AT) +
				      (uint64_t)ELF_SEGMENT * payload_le16(in.byte + ELF_SEGMENTS));
	err = elf_check_segments(in, payload, why);
	if (!err)
		err = elf_find_entry(in, payload, why);
	return err;
}
