/* Multiplication and division. RISC-V Unprivileged ISA 20191213, chapter 7. */
#include "emulator/decode.h"

#define OP_R(name, type, result)                                                                   \
	static void op_##name(struct cpu *cpu, const struct insn *insn)                            \
	{                                                                                          \
		type a = (type)cpu->x[insn->rs1], b = (type)cpu->x[insn->rs2];                     \
		cpu->x[insn->rd] = (uint64_t)(result);                                             \
	}

#define WORD(result) (int64_t)(int32_t)(result)

OP_R(mul, uint64_t, a *b)
OP_R(mulw, uint32_t, WORD(a *b))
OP_R(mulh, int64_t, (__int128)a *b >> 64)
OP_R(mulhu, uint64_t, (unsigned __int128)a *b >> 64)

static void op_mulhsu(struct cpu *cpu, const struct insn *insn)
{
	__int128 a = (int64_t)cpu->x[insn->rs1], b = (__int128)cpu->x[insn->rs2];

	cpu->x[insn->rd] = (uint64_t)(a * b >> 64);
}

/* By 0: all ones, and the dividend as the remainder. The overflow by -1 wraps (7.2). */
OP_R(divu, uint64_t, b ? a / b : UINT64_MAX)
OP_R(remu, uint64_t, b ? a % b : a)
OP_R(divuw, uint32_t, WORD(b ? a / b : UINT32_MAX))
OP_R(remuw, uint32_t, WORD(b ? a % b : a))

static int64_t div_signed(int64_t a, int64_t b)
{
	if (b == -1)
		return (int64_t)(0 - (uint64_t)a);
	return b ? a / b : -1;
}

static int64_t rem_signed(int64_t a, int64_t b)
{
	if (b == -1)
		return 0;
	return b ? a % b : a;
}

OP_R(div, int64_t, div_signed(a, b))
OP_R(rem, int64_t, rem_signed(a, b))
OP_R(divw, int32_t, WORD(div_signed(a, b)))
OP_R(remw, int32_t, WORD(rem_signed(a, b)))

const struct op ops_mul[] = {
	{ MASK_FUNCT7, 0x02000033, FORMAT_R, op_mul },
	{ MASK_FUNCT7, 0x02001033, FORMAT_R, op_mulh },
	{ MASK_FUNCT7, 0x02002033, FORMAT_R, op_mulhsu },
	{ MASK_FUNCT7, 0x02003033, FORMAT_R, op_mulhu },
	{ MASK_FUNCT7, 0x02004033, FORMAT_R, op_div },
	{ MASK_FUNCT7, 0x02005033, FORMAT_R, op_divu },
	{ MASK_FUNCT7, 0x02006033, FORMAT_R, op_rem },
	{ MASK_FUNCT7, 0x02007033, FORMAT_R, op_remu },
	{ MASK_FUNCT7, 0x0200003b, FORMAT_R, op_mulw },
	{ MASK_FUNCT7, 0x0200403b, FORMAT_R, op_divw },
	{ MASK_FUNCT7, 0x0200503b, FORMAT_R, op_divuw },
	{ MASK_FUNCT7, 0x0200603b, FORMAT_R, op_remw },
	{ MASK_FUNCT7, 0x0200703b, FORMAT_R, op_remuw },
	{ 0, 0, FORMAT_R, 0 },
};
