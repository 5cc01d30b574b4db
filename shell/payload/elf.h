#pragma once
/*
 * The layout of ELF64, in offsets from the beginning of each structure, and what the files about
 * ELF share. Source: System V ABI, gABI 4.1, chapters 4 and 5.
 */
#include "shell/payload/payload_parts.h"

enum {
	/* The file's header. */
	ELF_CLASS = 4,
	ELF_CLASS_64 = 2,
	ELF_DATA = 5,
	ELF_DATA_LITTLE = 1,
	ELF_TYPE = 16,
	ELF_TYPE_EXEC = 2,
	ELF_TYPE_DYN = 3,
	ELF_MACHINE = 18,
	ELF_MACHINE_RISCV = 243,
	ELF_ENTRY = 24,
	ELF_SEGMENTS_AT = 32,
	ELF_SEGMENT_SIZE = 54,
	ELF_SEGMENTS = 56,
	ELF_HEADER = 64, /* bytes */
	/* A program header. */
	SEGMENT_TYPE = 0,
	SEGMENT_TYPE_LOAD = 1,
	SEGMENT_TYPE_DYNAMIC = 2,
	SEGMENT_TYPE_INTERPRETER = 3,
	SEGMENT_OFFSET = 8,
	SEGMENT_VIRTUAL = 16,
	SEGMENT_PHYSICAL = 24,
	SEGMENT_FILE_SIZE = 32,
	SEGMENT_MEMORY = 40,
	ELF_SEGMENT = 56, /* bytes */
};

/* The @n-th program header of an ELF whose header was checked; NULL: there are no more. */
const uint8_t *payload_elf_header(struct payload_bytes in, unsigned n);
