/* The hart's loop and its traps. Sources: see cpu.h. */
#include "emulator/cpu.h"
#include <string.h>
#include "emulator/decode.h"
#include "emulator/machine.h"

enum { VECTORED = 1 };

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

uint64_t cpu_now(const struct cpu *cpu)
{
	return cpu->retired + cpu->idle;
}

static void cpu_enter(struct cpu *cpu, uint64_t cause, uint64_t tval)
{
	cpu->sepc = cpu->pc;
	cpu->scause = cause;
	cpu->stval = tval;
	cpu->status &= ~(uint64_t)STATUS_SPIE;
	if (cpu->status & STATUS_SIE)
		cpu->status |= STATUS_SPIE;
	cpu->status &= ~(uint64_t)STATUS_SIE;
	cpu->status |= STATUS_SPP;
	cpu->next = cpu->stvec & ~UINT64_C(3);
	cpu->traps++;
	spin_forget(&cpu->machine->spin);
}

void cpu_trap(struct cpu *cpu, enum cpu_cause cause, uint64_t tval)
{
	cpu_enter(cpu, cause, tval);
}

void cpu_return(struct cpu *cpu)
{
	if (!(cpu->status & STATUS_SPP)) {
		machine_fail(cpu->machine, "sret to U-mode, which this machine does not have");
		return;
	}
	cpu->status &= ~(uint64_t)(STATUS_SIE | STATUS_SPP);
	if (cpu->status & STATUS_SPIE)
		cpu->status |= STATUS_SIE;
	cpu->status |= STATUS_SPIE;
	cpu->next = cpu->sepc;
	cpu->attention = 0;
}

/* Takes the first of the pending interrupts, if it may. */
static void cpu_interrupt(struct cpu *cpu)
{
	static const uint8_t order[] = { IRQ_EXTERNAL, IRQ_SOFT, IRQ_TIMER };
	uint64_t pending = cpu->sip & cpu->sie;

	if (!pending || !(cpu->status & STATUS_SIE))
		return;
	for (unsigned i = 0; i < sizeof(order); i++) {
		if (!(pending >> order[i] & 1))
			continue;
		cpu_enter(cpu, UINT64_C(1) << 63 | order[i], 0);
		cpu->interrupts++;
		cpu->pc = cpu->next + (cpu->stvec & VECTORED ? 4 * order[i] : 0);
		return;
	}
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
