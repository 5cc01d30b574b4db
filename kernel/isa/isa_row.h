#pragma once
/* A row of the table of extensions that can be tried: private to kernel/isa/. */
#include <stddef.h>
#include "kernel/isa/isa.h"

enum { ISA_CODE_MAX = 4 /* words */, RET = 0x00008067 };

/* What the instructions find in registers: see kernel/isa/isa_frame.S. */
#define ISA_A UINT64_C(0x0123456789abcdef)
#define ISA_B UINT64_C(0x400921fb40490fdb) /* a number as a half, a single and a double */

/* How a row is tried. */
enum isa_how {
	ISA_RUN,      /* its code is run */
	ISA_COUNTERS, /* a counter that firmware lists is read */
	ISA_PAGES,    /* this program's page tables use it, where they are on */
};

/* How a0, or the first element of v8, is compared with the row's result. */
enum isa_compare {
	ISA_EQUAL,    /* result 0: not at all; else another one is ISA_DIFFERS */
	ISA_AT_LEAST, /* a smaller one is ISA_ABSENT */
	ISA_BITS,     /* they are set, else ISA_ABSENT; a2 is the result then, not ISA_B */
};

/* vtype: elements of 16, 32 or 64 bits in groups of two registers, the rest agnostic. */
enum isa_vtype { ISA_NO_VECTOR, ISA_E16 = 0xc9, ISA_E32 = 0xd1, ISA_E64 = 0xd9 };

/* What firmware must have set, if it knows the extension. Names of CSRs and bits. */
enum isa_gate {
	ISA_NO_GATE,
	ISA_CBCFE,
	ISA_CBZE,
	ISA_STCE,
	ISA_CDE,
	ISA_SSE,
	ISA_SSEED,
	ISA_JVT,
	ISA_CTR,
	ISA_ENVCFG,
	ISA_SE0,
	ISA_GATES,
};

enum isa_flag {
	ISA_NO_FLOAT = 1,  /* with F switched off, so that the encoding is not F's */
	ISA_HIDDEN = 2,    /* legal for the hart to trap in S-mode: that decides nothing */
	ISA_FOR_THEAD = 4, /* custom encodings: only tried where mvendorid is T-Head's */
	ISA_LOUD = 8,      /* a SYSTEM instruction without a CSR: see isa_is_loud */
};

/*
 * An extension, and code that is called: its instructions by their encoding, because assemblers
 * differ in what they know, and a return. They may change what a called function may, v0 to v31,
 * and 512 bytes at a1. What works must prove the whole name: mul is in Zmmul, too, clmul in Zbkc,
 * fmv.x.h in Zfhmin.
 */
struct isa_row {
	struct isa_id id;
	uint8_t how;     /* enum isa_how */
	uint8_t compare; /* enum isa_compare */
	uint8_t vtype;   /* enum isa_vtype */
	uint8_t gate;    /* enum isa_gate */
	uint8_t flags;   /* enum isa_flag */
	uint32_t code[ISA_CODE_MAX];
	uint64_t result;
};

/* Rows of one file. */
struct isa_group {
	const struct isa_row *row;
	int count;
};

#define ISA_GROUP(rows)                                                                            \
	{                                                                                          \
		(rows), sizeof(rows) / sizeof((rows)[0])                                           \
	}

/* Row @index, from 0; NULL: it cannot be tried. */
const struct isa_row *isa_row(int index);

/* kernel/isa/isa_frame.S: runs such code, and returns what it computes. */
uint64_t isa_frame(const uint32_t *code, void *scratch, uint64_t b, uint64_t a, uint64_t vtype);
