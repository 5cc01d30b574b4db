/* Atomics, in RAM only. RISC-V Unprivileged ISA 20191213, chapter 8. */
#include "emulator/decode.h"
#include <string.h>
#include "emulator/machine.h"

/* The place in RAM; NULL: the access trapped. @loads: it only reads. */
static uint8_t *amo_place(struct cpu *cpu, uint64_t address, size_t size, bool loads)
{
	if (address % size)
		cpu_trap(cpu, loads ? CAUSE_LOAD_MISALIGNED : CAUSE_STORE_MISALIGNED, address);
	else if (address - RAM_BASE > RAM_SIZE - size)
		cpu_trap(cpu, loads ? CAUSE_LOAD_ACCESS : CAUSE_STORE_ACCESS, address);
	else
		return cpu->machine->ram + (address - RAM_BASE);
	return NULL;
}

/* a is the value in memory, b the register's; both are of @type, signed or not. */
#define OP_AMO(name, type, result)                                                                 \
	static void op_##name(struct cpu *cpu, const struct insn *insn)                            \
	{                                                                                          \
		uint64_t address = cpu->x[insn->rs1];                                              \
		uint8_t *place = amo_place(cpu, address, sizeof(type), false);                     \
		type a, b = (type)cpu->x[insn->rs2], stored;                                       \
		if (!place)                                                                        \
			return;                                                                    \
		memcpy(&a, place, sizeof(a));                                                      \
		stored = (type)(result);                                                           \
		memcpy(place, &stored, sizeof(stored));                                            \
		cpu->x[insn->rd] = sizeof(type) == 4 ? (uint64_t)(int32_t)a : (uint64_t)a;         \
	}

OP_AMO(swap_w, uint32_t, b)
OP_AMO(add_w, uint32_t, a + b)
OP_AMO(xor_w, uint32_t, a ^ b)
OP_AMO(and_w, uint32_t, a &b)
OP_AMO(or_w, uint32_t, a | b)
OP_AMO(min_w, int32_t, a < b ? a : b)
OP_AMO(max_w, int32_t, a > b ? a : b)
OP_AMO(minu_w, uint32_t, a < b ? a : b)
OP_AMO(maxu_w, uint32_t, a > b ? a : b)
OP_AMO(swap_d, uint64_t, b)
OP_AMO(add_d, uint64_t, a + b)
OP_AMO(xor_d, uint64_t, a ^ b)
OP_AMO(and_d, uint64_t, a &b)
OP_AMO(or_d, uint64_t, a | b)
OP_AMO(min_d, int64_t, a < b ? a : b)
OP_AMO(max_d, int64_t, a > b ? a : b)
OP_AMO(minu_d, uint64_t, a < b ? a : b)
OP_AMO(maxu_d, uint64_t, a > b ? a : b)

static void amo_load(struct cpu *cpu, const struct insn *insn, size_t size)
{
	uint64_t address = cpu->x[insn->rs1], value = 0;
	const uint8_t *place = amo_place(cpu, address, size, true);

	if (!place)
		return;
	memcpy(&value, place, size);
	cpu->reserved = address;
	cpu->x[insn->rd] = size == 4 ? (uint64_t)(int32_t)value : value;
}

static void amo_store(struct cpu *cpu, const struct insn *insn, size_t size)
{
	uint64_t address = cpu->x[insn->rs1], value = cpu->x[insn->rs2];
	uint8_t *place = amo_place(cpu, address, size, false);
	bool holds = cpu->reserved == address;

	if (!place)
		return;
	if (holds)
		memcpy(place, &value, size);
	cpu->reserved = UINT64_MAX;
	cpu->x[insn->rd] = !holds;
}

static void op_lr_w(struct cpu *cpu, const struct insn *insn)
{
	amo_load(cpu, insn, 4);
}

static void op_lr_d(struct cpu *cpu, const struct insn *insn)
{
	amo_load(cpu, insn, 8);
}

static void op_sc_w(struct cpu *cpu, const struct insn *insn)
{
	amo_store(cpu, insn, 4);
}

static void op_sc_d(struct cpu *cpu, const struct insn *insn)
{
	amo_store(cpu, insn, 8);
}

/* The bits aq and rl have no meaning on a hart that does everything in order. */
enum { MASK_AMO = (int)0xf800707f, MASK_LR = (int)0xf9f0707f };

#define AMO_PAIR(funct5, name)                                                                     \
	{ MASK_AMO, (funct5) << 27 | 0x202f, FORMAT_R, op_##name##_w },                            \
	{                                                                                          \
		MASK_AMO, (funct5) << 27 | 0x302f, FORMAT_R, op_##name##_d                         \
	}

const struct op ops_amo[] = {
	{ MASK_LR, 0x1000202f, FORMAT_R, op_lr_w },
	{ MASK_LR, 0x1000302f, FORMAT_R, op_lr_d },
	AMO_PAIR(0x03U, sc),
	AMO_PAIR(0x01U, swap),
	AMO_PAIR(0x00U, add),
	AMO_PAIR(0x04U, xor),
	AMO_PAIR(0x0cU, and),
	AMO_PAIR(0x08U, or),
	AMO_PAIR(0x10U, min),
	AMO_PAIR(0x14U, max),
	AMO_PAIR(0x18U, minu),
	AMO_PAIR(0x1cU, maxu),
	{ 0, 0, FORMAT_R, 0 },
};
