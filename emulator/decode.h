#pragma once
/* Instructions by their encodings: each file op_*.c has a table of what it can run. */
#include "emulator/cpu.h"

enum op_format { FORMAT_R, FORMAT_I, FORMAT_SHIFT, FORMAT_S, FORMAT_B, FORMAT_U, FORMAT_J };

struct op {
	uint32_t mask, match;
	enum op_format format;
	void (*run)(struct cpu *cpu, const struct insn *insn); /* NULL ends a table */
};

extern const struct op ops_alu[], ops_mul[], ops_flow[], ops_mem[], ops_amo[], ops_sys[];

/* What the parts of an encoding are compared by. */
enum op_mask {
	MASK_OPCODE = 0x7f,
	MASK_FUNCT3 = 0x707f,
	MASK_SHIFT = (int)0xfc00707f,
	MASK_FUNCT7 = (int)0xfe00707f,
	MASK_ALL = -1,
};

/* Fetched bits, of which a short instruction needs the lower half. */
void decode(struct insn *insn, uint32_t raw);
/* The instruction that a short one stands for; 0: it is reserved. */
uint32_t expand(uint16_t c);
