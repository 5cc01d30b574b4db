#pragma once
/*
 * The machine: one hart, RAM, a 16550, a PLIC, and SBI firmware that takes time but no
 * instructions. The memory map is that of QEMU's virt. One instruction takes one nanosecond.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "emulator/cpu.h"
#include "emulator/defects.h"
#include "emulator/line.h"
#include "emulator/plic.h"
#include "emulator/spin.h"
#include "emulator/uart.h"

#define RAM_BASE  UINT64_C(0x80000000)
#define RAM_SIZE  (UINT64_C(64) << 20)
#define RAM_IMAGE (RAM_BASE + (UINT64_C(2) << 20))
#define RAM_TREE  (RAM_BASE + (UINT64_C(34) << 20))

#define TIMEBASE UINT64_C(10000000) /* of machine.dts */

enum {
	FIRMWARE_NS = 500, /* what a call of the firmware takes */
	UART_BASE = 0x10000000,
	UART_SOURCE = 10,
	PLIC_BASE = 0x0c000000,
	PLIC_SIZE = 0x600000,
};

struct machine {
	struct cpu cpu;
	uint8_t *ram;
	uint64_t sound; /* bytes of RAM before its first defect */
	struct defect defect[DEFECTS_MAX];
	unsigned defects;
	struct line line;
	struct uart uart;
	struct plic plic;
	struct spin spin;
	uint64_t timebase; /* ticks of the time CSR a second */
	uint64_t timer;    /* when its interrupt comes, nanoseconds; or LINE_NEVER */
	uint64_t limit;    /* the run is stopped once this is past, nanoseconds */
	bool console;      /* the firmware has DBCN, over the UART */
	bool tolerant;     /* an unknown instruction traps, and does not end the run */
	bool exact;        /* every turn of a waiting loop is run */
	bool asleep;       /* the run was stopped in wfi */
	bool failed;
};

/* Nanoseconds since reset. */
static inline uint64_t machine_now(const struct machine *machine)
{
	return machine->cpu.retired + machine->cpu.idle;
}

/* The time CSR; and the nanoseconds at which it has counted @ticks, at most LINE_NEVER. */
uint64_t machine_ticks(const struct machine *machine);
uint64_t machine_when(const struct machine *machine, uint64_t ticks);
/* When something happens by itself next, nanoseconds; or LINE_NEVER. */
uint64_t machine_next(const struct machine *machine);
/* Advances the devices to the present, and sets which interrupts are pending. */
void machine_attend(struct machine *machine);
/* wfi: time passes until an interrupt is pending. */
void machine_wait(struct machine *machine);
/* An access outside RAM that is sound; false: no device is there, or not with that width. */
bool machine_load(struct machine *machine, uint64_t address, size_t size, uint64_t *value);
bool machine_store(struct machine *machine, uint64_t address, size_t size, uint64_t value);
/* ecall: SBI. */
void machine_firmware(struct machine *machine);
/* Ends the run, and says why on standard error. */
void machine_fail(struct machine *machine, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
