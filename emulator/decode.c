/* From bits to struct insn. RISC-V Unprivileged ISA 20191213, 2.2 and 2.3, chapter 24. */
#include "emulator/decode.h"
#include <stddef.h>
#include "emulator/machine.h"

/* An instruction that is not claimed to be there ends the run: the emulator may be at fault. But
 * where the image is to find out what the hart has, it traps. */
static void op_unknown(struct cpu *cpu, const struct insn *insn)
{
	if ((insn->raw & 0xffff) == 0)
		cpu_trap(cpu, CAUSE_ILLEGAL, 0); /* defined to be illegal (2.2) */
	else if (cpu->machine->tolerant)
		cpu_trap(cpu, CAUSE_ILLEGAL, insn->length == 2 ? insn->raw & 0xffff : insn->raw);
	else
		machine_fail(cpu->machine, "unknown instruction %08x", insn->raw);
}

static uint32_t field(uint32_t raw, unsigned from, unsigned bits, unsigned to)
{
	return (raw >> from & ((1U << bits) - 1)) << to;
}

/* The sign is bit 31 in all of them. */
static int32_t decode_imm(uint32_t raw, enum op_format format)
{
	uint32_t sign = raw >> 31 ? ~0U : 0;

	switch (format) {
	case FORMAT_I:
		return (int32_t)(sign << 11 | field(raw, 20, 11, 0));
	case FORMAT_SHIFT:
		return (int32_t)field(raw, 20, 6, 0);
	case FORMAT_S:
		return (int32_t)(sign << 11 | field(raw, 25, 6, 5) | field(raw, 7, 5, 0));
	case FORMAT_B:
		return (int32_t)(sign << 12 | field(raw, 7, 1, 11) | field(raw, 25, 6, 5) |
				 field(raw, 8, 4, 1));
	case FORMAT_U:
		return (int32_t)(raw & 0xfffff000);
	case FORMAT_J:
		return (int32_t)(sign << 20 | field(raw, 12, 8, 12) | field(raw, 20, 1, 11) |
				 field(raw, 21, 10, 1));
	case FORMAT_R:
		break;
	}
	return 0;
}

static const struct op *decode_find(uint32_t bits)
{
	static const struct op *const tables[] = { ops_alu, ops_mul, ops_flow,
						   ops_mem, ops_amo, ops_sys };

	for (unsigned i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		for (const struct op *op = tables[i]; op->run; op++)
			if ((bits & op->mask) == op->match)
				return op;
	return NULL;
}

void decode(struct insn *insn, uint32_t raw)
{
	bool is_short = (raw & 3) != 3;
	uint32_t bits = is_short ? expand((uint16_t)raw) : raw;
	const struct op *op = decode_find(bits);

	insn->raw = raw;
	insn->length = is_short ? 2 : 4;
	insn->run = op ? op->run : op_unknown;
	insn->imm = op ? decode_imm(bits, op->format) : 0;
	insn->rd = (uint8_t)field(bits, 7, 5, 0);
	if (!insn->rd)
		insn->rd = CPU_SINK;
	insn->rs1 = (uint8_t)field(bits, 15, 5, 0);
	insn->rs2 = (uint8_t)field(bits, 20, 5, 0);
}
