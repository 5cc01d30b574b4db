/* Integer arithmetic. RISC-V Unprivileged ISA 20191213, 2.4 and 5.2. */
#include "emulator/decode.h"

/* The same with a register and with an immediate as the second operand, b. */
#define OP_BOTH(name, type, result)                                                                \
	static void op_##name(struct cpu *cpu, const struct insn *insn)                            \
	{                                                                                          \
		type a = (type)cpu->x[insn->rs1], b = (type)cpu->x[insn->rs2];                     \
		cpu->x[insn->rd] = (uint64_t)(result);                                             \
	}                                                                                          \
	static void op_##name##_imm(struct cpu *cpu, const struct insn *insn)                      \
	{                                                                                          \
		type a = (type)cpu->x[insn->rs1], b = (type)(int64_t)insn->imm;                    \
		cpu->x[insn->rd] = (uint64_t)(result);                                             \
	}

#define WORD(result) (int64_t)(int32_t)(result)

OP_BOTH(add, uint64_t, a + b)
OP_BOTH(slt, int64_t, a < b)
OP_BOTH(sltu, uint64_t, a < b)
OP_BOTH(xor, uint64_t, a ^ b)
OP_BOTH(or, uint64_t, a | b)
OP_BOTH(and, uint64_t, a &b)
OP_BOTH(sll, uint64_t, a << (b & 63))
OP_BOTH(srl, uint64_t, a >> (b & 63))
OP_BOTH(sra, int64_t, a >> (b & 63))
OP_BOTH(addw, uint32_t, WORD(a + b))
OP_BOTH(sllw, uint32_t, WORD(a << (b & 31)))
OP_BOTH(srlw, uint32_t, WORD(a >> (b & 31)))
OP_BOTH(sraw, int32_t, WORD(a >> (b & 31)))

static void op_sub(struct cpu *cpu, const struct insn *insn)
{
	cpu->x[insn->rd] = cpu->x[insn->rs1] - cpu->x[insn->rs2];
}

static void op_subw(struct cpu *cpu, const struct insn *insn)
{
	cpu->x[insn->rd] = (uint64_t)WORD(cpu->x[insn->rs1] - cpu->x[insn->rs2]);
}

static void op_lui(struct cpu *cpu, const struct insn *insn)
{
	cpu->x[insn->rd] = (uint64_t)(int64_t)insn->imm;
}

static void op_auipc(struct cpu *cpu, const struct insn *insn)
{
	cpu->x[insn->rd] = cpu->pc + (uint64_t)(int64_t)insn->imm;
}

const struct op ops_alu[] = {
	{ MASK_FUNCT3, 0x00000013, FORMAT_I, op_add_imm },
	{ MASK_FUNCT7, 0x00000033, FORMAT_R, op_add },
	{ MASK_FUNCT7, 0x40000033, FORMAT_R, op_sub },
	{ MASK_FUNCT3, 0x0000001b, FORMAT_I, op_addw_imm },
	{ MASK_FUNCT7, 0x0000003b, FORMAT_R, op_addw },
	{ MASK_FUNCT7, 0x4000003b, FORMAT_R, op_subw },
	{ MASK_OPCODE, 0x00000037, FORMAT_U, op_lui },
	{ MASK_OPCODE, 0x00000017, FORMAT_U, op_auipc },
	{ MASK_FUNCT3, 0x00002013, FORMAT_I, op_slt_imm },
	{ MASK_FUNCT3, 0x00003013, FORMAT_I, op_sltu_imm },
	{ MASK_FUNCT3, 0x00004013, FORMAT_I, op_xor_imm },
	{ MASK_FUNCT3, 0x00006013, FORMAT_I, op_or_imm },
	{ MASK_FUNCT3, 0x00007013, FORMAT_I, op_and_imm },
	{ MASK_FUNCT7, 0x00002033, FORMAT_R, op_slt },
	{ MASK_FUNCT7, 0x00003033, FORMAT_R, op_sltu },
	{ MASK_FUNCT7, 0x00004033, FORMAT_R, op_xor },
	{ MASK_FUNCT7, 0x00006033, FORMAT_R, op_or },
	{ MASK_FUNCT7, 0x00007033, FORMAT_R, op_and },
	{ MASK_SHIFT, 0x00001013, FORMAT_SHIFT, op_sll_imm },
	{ MASK_SHIFT, 0x00005013, FORMAT_SHIFT, op_srl_imm },
	{ MASK_SHIFT, 0x40005013, FORMAT_SHIFT, op_sra_imm },
	{ MASK_FUNCT7, 0x0000101b, FORMAT_SHIFT, op_sllw_imm },
	{ MASK_FUNCT7, 0x0000501b, FORMAT_SHIFT, op_srlw_imm },
	{ MASK_FUNCT7, 0x4000501b, FORMAT_SHIFT, op_sraw_imm },
	{ MASK_FUNCT7, 0x00001033, FORMAT_R, op_sll },
	{ MASK_FUNCT7, 0x00005033, FORMAT_R, op_srl },
	{ MASK_FUNCT7, 0x40005033, FORMAT_R, op_sra },
	{ MASK_FUNCT7, 0x0000103b, FORMAT_R, op_sllw },
	{ MASK_FUNCT7, 0x0000503b, FORMAT_R, op_srlw },
	{ MASK_FUNCT7, 0x4000503b, FORMAT_R, op_sraw },
	{ 0, 0, FORMAT_R, 0 },
};
