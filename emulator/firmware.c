/*
 * SBI as the hart sees it: base, TIME, SRST and, if the machine is to have it, DBCN. SBI
 * Specification 2.0, chapters 3, 4, 6, 10, 12.
 */
#include "emulator/machine.h"
#include "emulator/uart_registers.h"

enum { X_A0 = 10, X_A1 = 11, X_A2 = 12, X_A6 = 16, X_A7 = 17 };

enum sbi_extension {
	SBI_BASE = 0x10,
	SBI_TIME = 0x54494d45,
	SBI_SRST = 0x53525354,
	SBI_DBCN = 0x4442434e,
};

enum sbi_base_function {
	BASE_SPEC_VERSION,
	BASE_IMPLEMENTATION,
	BASE_IMPLEMENTATION_VERSION,
	BASE_PROBE,
	BASE_VENDOR,
	BASE_ARCHITECTURE,
	BASE_MACHINE,
};

enum sbi_console_function { CONSOLE_WRITE, CONSOLE_READ, CONSOLE_WRITE_BYTE };

enum {
	SBI_NOT_SUPPORTED = -2,
	SBI_INVALID_PARAM = -3,
	SPEC_2_0 = 2 << 24,
	UNASSIGNED_ID = 0x4c494e45, /* "LINE": an ID of no known implementation */
};

static bool firmware_has(const struct machine *machine, uint64_t extension)
{
	return extension == SBI_BASE || extension == SBI_TIME || extension == SBI_SRST ||
	       (extension == SBI_DBCN && machine->console);
}

static int firmware_base(const struct machine *machine, uint64_t function, uint64_t argument,
			 uint64_t *value)
{
	switch (function) {
	case BASE_SPEC_VERSION:
		*value = SPEC_2_0;
		return 0;
	case BASE_IMPLEMENTATION:
		*value = UNASSIGNED_ID;
		return 0;
	case BASE_PROBE:
		*value = firmware_has(machine, argument);
		return 0;
	case BASE_IMPLEMENTATION_VERSION:
	case BASE_VENDOR:
	case BASE_ARCHITECTURE:
	case BASE_MACHINE:
		return 0;
	}
	return SBI_NOT_SUPPORTED;
}

/* Sends what is still in the FIFO first: on any board, power stays on that long. */
static void firmware_reset(struct machine *machine)
{
	while (!uart_idle(&machine->uart))
		uart_advance(&machine->uart, uart_next(&machine->uart));
	machine->cpu.stopped = true;
}

/* Waits for room in the FIFO, as the firmware of a board does: the time is the hart's. */
static void firmware_put(struct machine *machine, uint8_t byte)
{
	struct cpu *cpu = &machine->cpu;

	while (machine->uart.tx_count == UART_FIFO) {
		cpu->idle += uart_next(&machine->uart) - machine_now(machine);
		uart_advance(&machine->uart, machine_now(machine));
	}
	uart_write(&machine->uart, THR, byte, machine_now(machine));
}

static bool firmware_get(struct machine *machine, uint8_t *byte)
{
	bool pure;

	if (!machine->uart.rx_count)
		return false;
	*byte = uart_read(&machine->uart, RBR, machine_now(machine), &pure);
	return true;
}

static int firmware_console(struct machine *machine, uint64_t *value)
{
	struct cpu *cpu = &machine->cpu;
	uint64_t count = cpu->x[X_A0], offset = cpu->x[X_A1] - RAM_BASE;
	uint8_t *bytes = machine->ram + offset;

	if (cpu->x[X_A6] == CONSOLE_WRITE_BYTE) {
		firmware_put(machine, (uint8_t)count);
		return 0;
	}
	if (cpu->x[X_A6] > CONSOLE_WRITE_BYTE)
		return SBI_NOT_SUPPORTED;
	if (cpu->x[X_A2] || offset > RAM_SIZE || count > RAM_SIZE - offset)
		return SBI_INVALID_PARAM;
	if (cpu->x[X_A6] == CONSOLE_WRITE)
		for (; *value < count; ++*value)
			firmware_put(machine, bytes[*value]);
	else
		while (*value < count && firmware_get(machine, &bytes[*value]))
			++*value;
	return 0;
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
		error = firmware_base(machine, function, cpu->x[X_A0], &value);
		break;
	case SBI_TIME:
		if (function == 0) {
			machine->timer = machine_when(machine, cpu->x[X_A0]);
			error = 0;
		}
		break;
	case SBI_DBCN:
		if (machine->console)
			error = firmware_console(machine, &value);
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
