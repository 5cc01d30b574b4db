#include "web/wasm/emulator.h"
/*
 * The emulator as the page's machine: the page loads an image and a tree, and then runs the machine
 * for a slice of time again and again.
 */
#include <math.h>
#include <stdlib.h>
#include "emulator/machine.h"
#include "web/wasm/line.h"

/* The line is so fast that no one sees characters come. The FIFO interrupts at half its bytes. */
enum { PAGE_BAUD = 4000000, PAGE_TRIGGER = 8, X_A0 = 10, X_A1 = 11 };

static struct machine page_machine;
static uint8_t page_bytes[LINE_KEPT];

uint8_t *page_buffer(void)
{
	return page_bytes;
}

uint32_t page_room(void)
{
	return sizeof(page_bytes);
}

uint8_t *page_ram(uint64_t address)
{
	if (!page_machine.ram)
		page_machine.ram = calloc(1, RAM_SIZE);
	if (!page_machine.ram || address - RAM_BASE >= RAM_SIZE)
		return NULL;
	return page_machine.ram + (address - RAM_BASE);
}

void page_boot(uint64_t entry, uint64_t hart, uint64_t tree, uint64_t timebase)
{
	struct machine *machine = &page_machine;

	machine->line =
		(struct line){ .baud = PAGE_BAUD, .slack = -1, .allowed = -1, .live = true };
	machine->timer = LINE_NEVER;
	machine->timebase = timebase;
	machine->sound = RAM_SIZE;
	machine->console = true;
	machine->tolerant = true;
	uart_reset(&machine->uart, &machine->line, PAGE_TRIGGER, 0);
	cpu_reset(&machine->cpu, machine, entry);
	machine->cpu.x[X_A0] = hart;
	machine->cpu.x[X_A1] = tree;
}

uint32_t page_type(uint32_t count)
{
	if (count > sizeof(page_bytes))
		count = sizeof(page_bytes);
	return (uint32_t)line_type(&page_machine.line, page_bytes, count,
				   machine_now(&page_machine));
}

uint32_t page_take(void)
{
	return (uint32_t)line_printed(page_bytes);
}

uint32_t page_run(uint32_t us)
{
	struct machine *machine = &page_machine;

	machine->limit = machine_now(machine) + us * UINT64_C(1000);
	cpu_run(&machine->cpu);
	if (machine->failed)
		return PAGE_FAILED;
	if (machine_now(machine) <= machine->limit)
		return PAGE_OFF;
	return machine->asleep ? PAGE_ASLEEP : PAGE_BUSY;
}

double page_sleep(void)
{
	uint64_t next = machine_next(&page_machine);

	if (next == LINE_NEVER)
		return INFINITY;
	return (double)(next - machine_now(&page_machine)) / 1e6;
}
