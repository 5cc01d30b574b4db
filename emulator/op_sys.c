/* System instructions. RISC-V Unprivileged ISA 20191213, 2.7, 2.8, chapter 9; Privileged, 3.3. */
#include "emulator/decode.h"
#include "emulator/machine.h"

enum csr_way { CSR_WRITE, CSR_SET, CSR_CLEAR };

/* Reads the old value only if it is wanted. Setting or clearing no bits is not a write. */
static void csr_change(struct cpu *cpu, const struct insn *insn, enum csr_way way, uint64_t operand)
{
	unsigned number = (unsigned)insn->imm & 0xfff;
	bool writes = way == CSR_WRITE || insn->rs1;
	uint64_t old = 0;
	bool good = true;

	if (way != CSR_WRITE || insn->rd != CPU_SINK)
		good = csr_read(cpu, number, &old);
	if (good && writes && way == CSR_WRITE)
		good = csr_write(cpu, number, operand);
	else if (good && writes)
		good = csr_write(cpu, number, way == CSR_SET ? old | operand : old & ~operand);
	if (good)
		cpu->x[insn->rd] = old;
	else
		cpu_trap(cpu, CAUSE_ILLEGAL, insn->raw);
}

#define OP_CSR(name, way)                                                                          \
	static void op_csr_##name(struct cpu *cpu, const struct insn *insn)                        \
	{                                                                                          \
		csr_change(cpu, insn, way, cpu->x[insn->rs1]);                                     \
	}                                                                                          \
	static void op_csr_##name##_imm(struct cpu *cpu, const struct insn *insn)                  \
	{                                                                                          \
		csr_change(cpu, insn, way, insn->rs1);                                             \
	}

OP_CSR(write, CSR_WRITE)
OP_CSR(set, CSR_SET)
OP_CSR(clear, CSR_CLEAR)

/* The fences: the hart does everything in order, and has no instruction cache to flush. */
static void op_nothing(struct cpu *cpu, const struct insn *insn)
{
	(void)cpu;
	(void)insn;
}

static void op_ecall(struct cpu *cpu, const struct insn *insn)
{
	(void)insn;
	machine_firmware(cpu->machine);
}

static void op_ebreak(struct cpu *cpu, const struct insn *insn)
{
	(void)insn;
	cpu_trap(cpu, CAUSE_BREAKPOINT, cpu->pc);
}

static void op_wfi(struct cpu *cpu, const struct insn *insn)
{
	(void)insn;
	machine_wait(cpu->machine);
}

static void op_sret(struct cpu *cpu, const struct insn *insn)
{
	(void)insn;
	cpu_return(cpu);
}

const struct op ops_sys[] = {
	{ MASK_FUNCT3, 0x00001073, FORMAT_I, op_csr_write },
	{ MASK_FUNCT3, 0x00002073, FORMAT_I, op_csr_set },
	{ MASK_FUNCT3, 0x00003073, FORMAT_I, op_csr_clear },
	{ MASK_FUNCT3, 0x00005073, FORMAT_I, op_csr_write_imm },
	{ MASK_FUNCT3, 0x00006073, FORMAT_I, op_csr_set_imm },
	{ MASK_FUNCT3, 0x00007073, FORMAT_I, op_csr_clear_imm },
	{ MASK_FUNCT3, 0x0000000f, FORMAT_I, op_nothing }, /* fence */
	{ MASK_FUNCT3, 0x0000100f, FORMAT_I, op_nothing }, /* fence.i */
	{ MASK_FUNCT7, 0x12000073, FORMAT_R, op_nothing }, /* sfence.vma */
	{ MASK_ALL, 0x00000073, FORMAT_I, op_ecall },
	{ MASK_ALL, 0x00100073, FORMAT_I, op_ebreak },
	{ MASK_ALL, 0x10500073, FORMAT_I, op_wfi },
	{ MASK_ALL, 0x10200073, FORMAT_I, op_sret },
	{ 0, 0, FORMAT_R, 0 },
};
