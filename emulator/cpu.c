/* The hart's loop. Sources: see cpu.h. */
#include "emulator/cpu.h"
#include <string.h>
#include "emulator/decode.h"
#include "emulator/machine.h"

void cpu_reset(struct cpu *cpu, struct machine *machine, uint64_t pc)
{
	memset(cpu, 0, sizeof(*cpu));
	cpu->machine = machine;
	cpu->pc = pc;
	cpu->stvec = pc; /* as OpenSBI leaves it */
	cpu->reserved = UINT64_MAX;
	for (int i = 0; i < CPU_CACHE; i++)
		decode(&cpu->cache[i], 0);
}

static void cpu_step(struct cpu *cpu)
{
	uint64_t offset = cpu->pc - RAM_BASE;
	struct insn *insn = &cpu->cache[offset / 2 % CPU_CACHE];
	uint32_t raw;

	if (offset > RAM_SIZE - sizeof(raw)) {
		cpu_trap(cpu, CAUSE_FETCH_ACCESS, cpu->pc);
		return;
	}
	memcpy(&raw, cpu->machine->ram + offset, sizeof(raw));
	if (insn->raw != raw)
		decode(insn, raw);
	cpu->next = cpu->pc + insn->length;
	insn->run(cpu, insn);
}

void cpu_run(struct cpu *cpu)
{
	cpu->stopped = false;
	cpu->attention = 0;
	cpu->machine->asleep = false;
	while (!cpu->stopped) {
		if (cpu->retired >= cpu->attention) {
			machine_attend(cpu->machine);
			cpu_interrupt(cpu);
		}
		cpu_step(cpu);
		cpu->pc = cpu->next;
		cpu->retired++;
	}
}
