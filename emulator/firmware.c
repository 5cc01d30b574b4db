/* SBI as the hart sees it: base, TIME and SRST. SBI Specification 2.0, chapters 3, 4, 6, 10. */
#include "emulator/machine.h"

enum { X_A0 = 10, X_A1 = 11, X_A6 = 16, X_A7 = 17 };

enum sbi_extension { SBI_BASE = 0x10, SBI_TIME = 0x54494d45, SBI_SRST = 0x53525354 };

enum sbi_base_function {
	BASE_SPEC_VERSION,
	BASE_IMPLEMENTATION,
	BASE_IMPLEMENTATION_VERSION,
	BASE_PROBE,
	BASE_VENDOR,
	BASE_ARCHITECTURE,
	BASE_MACHINE,
};

enum {
	SBI_NOT_SUPPORTED = -2,
	SPEC_2_0 = 2 << 24,
	UNASSIGNED_ID = 0x4c494e45, /* "LINE": an ID of no known implementation */
};

static int firmware_base(uint64_t function, uint64_t argument, uint64_t *value)
{
	switch (function) {
	case BASE_SPEC_VERSION:
		*value = SPEC_2_0;
		return 0;
	case BASE_IMPLEMENTATION:
		*value = UNASSIGNED_ID;
		return 0;
	case BASE_PROBE:
		*value = argument == SBI_BASE || argument == SBI_TIME || argument == SBI_SRST;
		return 0;
	case BASE_IMPLEMENTATION_VERSION:
	case BASE_VENDOR:
	case BASE_ARCHITECTURE:
	case BASE_MACHINE:
		return 0;
	}
	return SBI_NOT_SUPPORTED;
}

static void firmware_set_timer(struct machine *machine, uint64_t ticks)
{
	machine->timer = ticks < LINE_NEVER / TICK_NS ? ticks * TICK_NS : LINE_NEVER;
}

/* Sends what is still in the FIFO first: on any board, power stays on that long. */
static void firmware_reset(struct machine *machine)
{
	while (!uart_idle(&machine->uart))
		uart_advance(&machine->uart, uart_next(&machine->uart));
	machine->cpu.stopped = true;
}

void machine_firmware(struct machine *machine)
{
	struct cpu *cpu = &machine->cpu;
	uint64_t value = 0, function = cpu->x[X_A6];
	int64_t error = SBI_NOT_SUPPORTED;

	spin_forget(&machine->spin);
	machine_attend(machine);
	switch (cpu->x[X_A7]) {
	case SBI_BASE:
		error = firmware_base(function, cpu->x[X_A0], &value);
		break;
	case SBI_TIME:
		if (function == 0) {
			firmware_set_timer(machine, cpu->x[X_A0]);
			error = 0;
		}
		break;
	case SBI_SRST:
		if (function == 0) {
			firmware_reset(machine);
			error = 0;
		}
		break;
	}
	cpu->x[X_A0] = (uint64_t)error;
	cpu->x[X_A1] = value;
	cpu->idle += FIRMWARE_NS;
	cpu->attention = 0;
}
