/*
 * Expands short instructions to the long ones that they stand for.
 * RISC-V Unprivileged ISA 20191213, chapter 16: the tables of 16.8.
 */
#include "emulator/decode.h"

enum { X_RA = 1, X_SP = 2 };

enum opcode {
	LOAD = 0x03,
	OP_IMM = 0x13,
	OP_IMM_32 = 0x1b,
	STORE = 0x23,
	OP = 0x33,
	LUI = 0x37,
	OP_32 = 0x3b,
	BRANCH = 0x63,
	JALR = 0x67,
	JAL = 0x6f,
	EBREAK = 0x00100073,
};

enum { ADD = 0, SLL = 1, LW = 2, LD = 3, SRL = 5, AND = 7, BEQ = 0, BNE = 1, SW = 2, SD = 3 };
enum { SHIFT_ARITHMETIC = 0x400, FUNCT7_SUB = 0x20 };

static uint32_t field(uint32_t c, unsigned from, unsigned bits, unsigned to)
{
	return (c >> from & ((1U << bits) - 1)) << to;
}

/* Bit 12 and the five from bit 2 on, as a signed number. */
static uint32_t imm6(uint32_t c)
{
	return (field(c, 12, 1, 5) ? ~31U : 0) | field(c, 2, 5, 0);
}

static uint32_t rd_full(uint32_t c)
{
	return field(c, 7, 5, 0);
}

static uint32_t rs2_full(uint32_t c)
{
	return field(c, 2, 5, 0);
}

static uint32_t reg_high(uint32_t c)
{
	return 8 + field(c, 7, 3, 0);
}

static uint32_t reg_low(uint32_t c)
{
	return 8 + field(c, 2, 3, 0);
}

static uint32_t r_type(uint32_t opcode, uint32_t funct, uint32_t rd, uint32_t rs1, uint32_t rs2)
{
	return opcode | rd << 7 | (funct & 7) << 12 | rs1 << 15 | rs2 << 20 | funct >> 3 << 25;
}

static uint32_t i_type(uint32_t opcode, uint32_t funct3, uint32_t rd, uint32_t rs1, uint32_t imm)
{
	return opcode | rd << 7 | funct3 << 12 | rs1 << 15 | imm << 20;
}

static uint32_t store(uint32_t funct3, uint32_t base, uint32_t source, uint32_t imm)
{
	return STORE | field(imm, 0, 5, 7) | funct3 << 12 | base << 15 | source << 20 |
	       field(imm, 5, 7, 25);
}

/* --- offsets --------------------------------------------------------------------------------- */

static uint32_t offset_word(uint32_t c)
{
	return field(c, 10, 3, 3) | field(c, 6, 1, 2) | field(c, 5, 1, 6);
}

static uint32_t offset_double(uint32_t c)
{
	return field(c, 10, 3, 3) | field(c, 5, 2, 6);
}

static uint32_t offset_jump(uint32_t c)
{
	return (field(c, 12, 1, 11) ? ~2047U : 0) | field(c, 11, 1, 4) | field(c, 9, 2, 8) |
	       field(c, 8, 1, 10) | field(c, 7, 1, 6) | field(c, 6, 1, 7) | field(c, 3, 3, 1) |
	       field(c, 2, 1, 5);
}

static uint32_t offset_branch(uint32_t c)
{
	return (field(c, 12, 1, 8) ? ~255U : 0) | field(c, 10, 2, 3) | field(c, 5, 2, 6) |
	       field(c, 3, 2, 1) | field(c, 2, 1, 5);
}

static uint32_t jal(uint32_t rd, uint32_t imm)
{
	return JAL | rd << 7 | field(imm, 12, 8, 12) | field(imm, 11, 1, 20) |
	       field(imm, 1, 10, 21) | field(imm, 20, 1, 31);
}

static uint32_t branch(uint32_t funct3, uint32_t rs1, uint32_t imm)
{
	return BRANCH | funct3 << 12 | rs1 << 15 | field(imm, 11, 1, 7) | field(imm, 1, 4, 8) |
	       field(imm, 5, 6, 25) | field(imm, 12, 1, 31);
}

/* --- quadrants 0, 1 and 2 -------------------------------------------------------------------- */

static uint32_t expand_memory(uint32_t c)
{
	uint32_t base = reg_high(c), data = reg_low(c);
	uint32_t imm = field(c, 11, 2, 4) | field(c, 7, 4, 6) | field(c, 6, 1, 2) |
		       field(c, 5, 1, 3);

	switch (c >> 13) {
	case 0: /* c.addi4spn */
		return imm ? i_type(OP_IMM, ADD, data, X_SP, imm) : 0;
	case 2:
		return i_type(LOAD, LW, data, base, offset_word(c));
	case 3:
		return i_type(LOAD, LD, data, base, offset_double(c));
	case 6:
		return store(SW, base, data, offset_word(c));
	case 7:
		return store(SD, base, data, offset_double(c));
	}
	return 0;
}

static uint32_t expand_arithmetic(uint32_t c)
{
	/* By bits 12, 6 and 5: c.sub, c.xor, c.or, c.and, c.subw, c.addw. */
	static const uint16_t functs[] = { FUNCT7_SUB << 3, 4, 6, 7, FUNCT7_SUB << 3, 0 };
	uint32_t reg = reg_high(c), which = field(c, 12, 1, 2) | field(c, 5, 2, 0);

	switch (field(c, 10, 2, 0)) {
	case 0:
		return i_type(OP_IMM, SRL, reg, reg, imm6(c) & 63);
	case 1:
		return i_type(OP_IMM, SRL, reg, reg, (imm6(c) & 63) | SHIFT_ARITHMETIC);
	case 2:
		return i_type(OP_IMM, AND, reg, reg, imm6(c));
	}
	if (which >= sizeof(functs) / sizeof(functs[0]))
		return 0;
	return r_type(which < 4 ? OP : OP_32, functs[which], reg, reg, reg_low(c));
}

static uint32_t expand_lui(uint32_t c)
{
	uint32_t imm = (field(c, 12, 1, 9) ? ~511U : 0) | field(c, 6, 1, 4) | field(c, 5, 1, 6) |
		       field(c, 3, 2, 7) | field(c, 2, 1, 5);

	if (imm6(c) == 0)
		return 0;
	if (rd_full(c) == X_SP)
		return i_type(OP_IMM, ADD, X_SP, X_SP, imm);
	return LUI | rd_full(c) << 7 | imm6(c) << 12;
}

static uint32_t expand_immediate(uint32_t c)
{
	uint32_t rd = rd_full(c);

	switch (field(c, 13, 3, 0)) {
	case 0:
		return i_type(OP_IMM, ADD, rd, rd, imm6(c));
	case 1:
		return rd ? i_type(OP_IMM_32, ADD, rd, rd, imm6(c)) : 0;
	case 2:
		return i_type(OP_IMM, ADD, rd, 0, imm6(c));
	case 3:
		return expand_lui(c);
	case 4:
		return expand_arithmetic(c);
	case 5:
		return jal(0, offset_jump(c));
	case 6:
		return branch(BEQ, reg_high(c), offset_branch(c));
	}
	return branch(BNE, reg_high(c), offset_branch(c));
}

/* c.jr, c.mv, c.ebreak, c.jalr, c.add */
static uint32_t expand_move(uint32_t c)
{
	uint32_t rd = rd_full(c), rs2 = rs2_full(c);
	bool second = field(c, 12, 1, 0);

	if (rs2)
		return r_type(OP, ADD, rd, second ? rd : 0, rs2);
	if (rd)
		return i_type(JALR, 0, second ? X_RA : 0, rd, 0);
	return second ? EBREAK : 0;
}

static uint32_t expand_stack(uint32_t c)
{
	uint32_t rd = rd_full(c);

	switch (c >> 13) {
	case 0:
		return i_type(OP_IMM, SLL, rd, rd, imm6(c) & 63);
	case 2:
		return rd ? i_type(LOAD, LW, rd, X_SP,
				   field(c, 12, 1, 5) | field(c, 4, 3, 2) | field(c, 2, 2, 6))
			  : 0;
	case 3:
		return rd ? i_type(LOAD, LD, rd, X_SP,
				   field(c, 12, 1, 5) | field(c, 5, 2, 3) | field(c, 2, 3, 6))
			  : 0;
	case 4:
		return expand_move(c);
	case 6:
		return store(SW, X_SP, rs2_full(c), field(c, 9, 4, 2) | field(c, 7, 2, 6));
	case 7:
		return store(SD, X_SP, rs2_full(c), field(c, 10, 3, 3) | field(c, 7, 3, 6));
	}
	return 0;
}

uint32_t expand(uint16_t c)
{
	switch (c & 3) {
	case 0:
		return expand_memory(c);
	case 1:
		return expand_immediate(c);
	}
	return expand_stack(c);
}
