/* Entering and leaving traps. RISC-V Privileged Architecture 1.12, 4.1.1 and 4.1.7. */
#include "emulator/cpu.h"
#include "emulator/machine.h"

enum { VECTORED = 1 };

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

void cpu_interrupt(struct cpu *cpu)
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
