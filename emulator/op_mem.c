/* Loads and stores. RISC-V Unprivileged ISA 20191213, 2.6 and 5.3; of 2024, chapter "CMO". */
#include "emulator/decode.h"
#include <string.h>
#include "emulator/machine.h"

/* All of the access is in RAM that has no defect. */
static inline bool op_is_sound(const struct cpu *cpu, uint64_t address, size_t size)
{
	uint64_t offset = address - RAM_BASE;

	return offset < cpu->machine->sound && size <= cpu->machine->sound - offset;
}

/* RAM that is sound takes any alignment; the rest is the machine's. */
#define OP_LOAD(name, type)                                                                        \
	static void op_##name(struct cpu *cpu, const struct insn *insn)                            \
	{                                                                                          \
		uint64_t address = cpu->x[insn->rs1] + (uint64_t)(int64_t)insn->imm;               \
		uint64_t value;                                                                    \
		type narrow;                                                                       \
		if (op_is_sound(cpu, address, sizeof(type))) {                                     \
			memcpy(&narrow, cpu->machine->ram + (address - RAM_BASE), sizeof(type));   \
		} else {                                                                           \
			if (!machine_load(cpu->machine, address, sizeof(type), &value)) {          \
				cpu_trap(cpu, CAUSE_LOAD_ACCESS, address);                         \
				return;                                                            \
			}                                                                          \
			narrow = (type)value;                                                      \
		}                                                                                  \
		cpu->x[insn->rd] = (uint64_t)narrow;                                               \
	}

#define OP_STORE(name, type)                                                                       \
	static void op_##name(struct cpu *cpu, const struct insn *insn)                            \
	{                                                                                          \
		uint64_t address = cpu->x[insn->rs1] + (uint64_t)(int64_t)insn->imm;               \
		type narrow = (type)cpu->x[insn->rs2];                                             \
		if (op_is_sound(cpu, address, sizeof(type)))                                       \
			memcpy(cpu->machine->ram + (address - RAM_BASE), &narrow, sizeof(type));   \
		else if (!machine_store(cpu->machine, address, sizeof(type), narrow))              \
			cpu_trap(cpu, CAUSE_STORE_ACCESS, address);                                \
	}

OP_LOAD(lb, int8_t)
OP_LOAD(lh, int16_t)
OP_LOAD(lw, int32_t)
OP_LOAD(ld, uint64_t)
OP_LOAD(lbu, uint8_t)
OP_LOAD(lhu, uint16_t)
OP_LOAD(lwu, uint32_t)
OP_STORE(sb, uint8_t)
OP_STORE(sh, uint16_t)
OP_STORE(sw, uint32_t)
OP_STORE(sd, uint64_t)

/* cbo.zero: the whole block that the address is in. */
static void op_zero(struct cpu *cpu, const struct insn *insn)
{
	uint64_t address = cpu->x[insn->rs1] & ~(uint64_t)(CPU_BLOCK - 1);

	for (unsigned i = 0; i < CPU_BLOCK; i += sizeof(uint64_t))
		if (!machine_store(cpu->machine, address + i, sizeof(uint64_t), 0)) {
			cpu_trap(cpu, CAUSE_STORE_ACCESS, address);
			return;
		}
}

const struct op ops_mem[] = {
	{ MASK_FUNCT3, 0x00003003, FORMAT_I, op_ld },
	{ MASK_FUNCT3, 0x00002003, FORMAT_I, op_lw },
	{ MASK_FUNCT3, 0x00004003, FORMAT_I, op_lbu },
	{ MASK_FUNCT3, 0x00000003, FORMAT_I, op_lb },
	{ MASK_FUNCT3, 0x00001003, FORMAT_I, op_lh },
	{ MASK_FUNCT3, 0x00005003, FORMAT_I, op_lhu },
	{ MASK_FUNCT3, 0x00006003, FORMAT_I, op_lwu },
	{ MASK_FUNCT3, 0x00003023, FORMAT_S, op_sd },
	{ MASK_FUNCT3, 0x00002023, FORMAT_S, op_sw },
	{ MASK_FUNCT3, 0x00001023, FORMAT_S, op_sh },
	{ MASK_FUNCT3, 0x00000023, FORMAT_S, op_sb },
	{ 0xfff07fff, 0x0040200f, FORMAT_R, op_zero },
	{ 0, 0, FORMAT_R, 0 },
};
