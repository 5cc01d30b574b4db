/* Time, and the memory map. */
#include "emulator/machine.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#define NS_A_SECOND UINT64_C(1000000000)

enum { X_RA = 1, X_SP = 2 };

void machine_fail(struct machine *machine, const char *format, ...)
{
	va_list args;

	fprintf(stderr, "emulator: at pc %" PRIx64 ", %" PRIu64 " ns: ", machine->cpu.pc,
		machine_now(machine));
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	machine->failed = true;
	machine->cpu.stopped = true;
}

/* Seconds and their rest apart: the product of all the nanoseconds would not fit. */
uint64_t machine_ticks(const struct machine *machine)
{
	uint64_t now = machine_now(machine);

	return now / NS_A_SECOND * machine->timebase +
	       now % NS_A_SECOND * machine->timebase / NS_A_SECOND;
}

uint64_t machine_when(const struct machine *machine, uint64_t ticks)
{
	uint64_t hz = machine->timebase, seconds = ticks / hz;

	if (seconds >= LINE_NEVER / NS_A_SECOND)
		return LINE_NEVER;
	return seconds * NS_A_SECOND + (ticks % hz * NS_A_SECOND + hz - 1) / hz;
}

uint64_t machine_next(const struct machine *machine)
{
	uint64_t next = uart_next(&machine->uart);
	uint64_t ring = machine->cpu.sip >> IRQ_TIMER & 1 ? LINE_NEVER : machine->timer;

	return next < ring ? next : ring;
}

static void machine_pend(struct cpu *cpu, enum cpu_interrupt interrupt, bool pending)
{
	uint64_t bit = UINT64_C(1) << interrupt;

	cpu->sip = pending ? cpu->sip | bit : cpu->sip & ~bit;
}

void machine_attend(struct machine *machine)
{
	struct cpu *cpu = &machine->cpu;
	uint64_t now = machine_now(machine), next;

	uart_advance(&machine->uart, now);
	plic_line(&machine->plic, UART_SOURCE, uart_asks(&machine->uart));
	machine_pend(cpu, IRQ_EXTERNAL, plic_asks(&machine->plic));
	machine_pend(cpu, IRQ_TIMER, now >= machine->timer);
	if (now > machine->limit)
		cpu->stopped = true;
	next = machine_next(machine);
	if (next > machine->limit)
		next = machine->limit + 1;
	cpu->attention = next - cpu->idle;
}

void machine_wait(struct machine *machine)
{
	struct cpu *cpu = &machine->cpu;

	spin_forget(&machine->spin);
	machine_attend(machine);
	while (!(cpu->sip & cpu->sie) && !cpu->stopped) {
		uint64_t next = machine_next(machine);

		if (next == LINE_NEVER && !machine->line.live) {
			machine_fail(machine, "wfi with nothing that could end it");
			return;
		}
		if (next > machine->limit) {
			machine->asleep = true;
			next = machine->limit + 1;
		}
		cpu->idle += next - machine_now(machine);
		machine_attend(machine);
	}
	cpu->attention = 0;
}

/* Counts the turns of a waiting loop up to the next event, and does not run them. */
static void machine_skip(struct machine *machine, uint64_t value)
{
	struct cpu *cpu = &machine->cpu;
	uint64_t now = machine_now(machine), next = machine_next(machine);
	/* The pc alone is not enough: one instruction may make all of a program's reads. */
	uint64_t place = (cpu->pc * 31 + cpu->x[X_RA]) * 31 + cpu->x[X_SP];

	if (next == LINE_NEVER || next <= now || machine->exact)
		return;
	cpu->retired += spin_look(&machine->spin, place, value, cpu->retired, next - now);
}

static uint8_t machine_read_uart(struct machine *machine, unsigned number)
{
	bool pure;
	uint8_t value;

	machine_attend(machine);
	value = uart_read(&machine->uart, number, machine_now(machine), &pure);
	if (pure) {
		machine_skip(machine, value);
		return value;
	}
	spin_forget(&machine->spin);
	machine->cpu.attention = 0;
	return value;
}

bool machine_load(struct machine *machine, uint64_t address, size_t size, uint64_t *value)
{
	uint32_t word;

	if (address - RAM_BASE < RAM_SIZE)
		return defect_load(machine, address, size, value);
	if (address - UART_BASE < UART_REGISTERS && size == 1) {
		*value = machine_read_uart(machine, (unsigned)(address - UART_BASE));
		return true;
	}
	if (address - PLIC_BASE >= PLIC_SIZE || size != 4 || address % 4)
		return false;
	spin_forget(&machine->spin);
	machine_attend(machine);
	machine->cpu.attention = 0;
	if (!plic_read(&machine->plic, address - PLIC_BASE, &word))
		return false;
	*value = word;
	return true;
}

bool machine_store(struct machine *machine, uint64_t address, size_t size, uint64_t value)
{
	if (address - RAM_BASE < RAM_SIZE)
		return defect_store(machine, address, size, value);
	spin_forget(&machine->spin);
	machine_attend(machine);
	machine->cpu.attention = 0;
	if (address - UART_BASE < UART_REGISTERS && size == 1) {
		uart_write(&machine->uart, (unsigned)(address - UART_BASE), (uint8_t)value,
			   machine_now(machine));
		return true;
	}
	if (address - PLIC_BASE >= PLIC_SIZE || size != 4 || address % 4)
		return false;
	return plic_write(&machine->plic, address - PLIC_BASE, (uint32_t)value);
}
