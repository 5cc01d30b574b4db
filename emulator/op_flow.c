/* Jumps and branches. RISC-V Unprivileged ISA 20191213, 2.5. */
#include "emulator/decode.h"

static void op_jal(struct cpu *cpu, const struct insn *insn)
{
	cpu->x[insn->rd] = cpu->next;
	cpu->next = cpu->pc + (uint64_t)(int64_t)insn->imm;
}

static void op_jalr(struct cpu *cpu, const struct insn *insn)
{
	uint64_t target = cpu->x[insn->rs1] + (uint64_t)(int64_t)insn->imm;

	cpu->x[insn->rd] = cpu->next;
	cpu->next = target & ~UINT64_C(1);
}

#define OP_BRANCH(name, type, taken)                                                               \
	static void op_##name(struct cpu *cpu, const struct insn *insn)                            \
	{                                                                                          \
		type a = (type)cpu->x[insn->rs1], b = (type)cpu->x[insn->rs2];                     \
		if (taken)                                                                         \
			cpu->next = cpu->pc + (uint64_t)(int64_t)insn->imm;                        \
	}

OP_BRANCH(beq, uint64_t, a == b)
OP_BRANCH(bne, uint64_t, a != b)
OP_BRANCH(blt, int64_t, a < b)
OP_BRANCH(bge, int64_t, a >= b)
OP_BRANCH(bltu, uint64_t, a < b)
OP_BRANCH(bgeu, uint64_t, a >= b)

const struct op ops_flow[] = {
	{ MASK_OPCODE, 0x0000006f, FORMAT_J, op_jal },
	{ MASK_FUNCT3, 0x00000067, FORMAT_I, op_jalr },
	{ MASK_FUNCT3, 0x00000063, FORMAT_B, op_beq },
	{ MASK_FUNCT3, 0x00001063, FORMAT_B, op_bne },
	{ MASK_FUNCT3, 0x00004063, FORMAT_B, op_blt },
	{ MASK_FUNCT3, 0x00005063, FORMAT_B, op_bge },
	{ MASK_FUNCT3, 0x00006063, FORMAT_B, op_bltu },
	{ MASK_FUNCT3, 0x00007063, FORMAT_B, op_bgeu },
	{ 0, 0, FORMAT_R, 0 },
};
