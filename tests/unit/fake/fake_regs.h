#pragma once
/* Device registers for unit tests, in place of kernel/mmio.c. */
#include "kernel/console/console.h"
#include "kernel/mmio.h"

/*
 * kernel/mmio.h for unit tests: each access is checked against a script, or goes to a model.
 *
 * Either way the whole description of the registers is compared, not just the register's number:
 * address, distance, width and byte order.
 */

struct fake_access {
	char op;        /* 'r', 'w'; 0 ends a script */
	unsigned index; /* register number; FAKE_BYTE with it if the access is one byte wide */
	uint64_t value; /* what a read returns, or a write must write */
};

enum { FAKE_BYTE = 1 << 30 }; /* an access of one byte, among wider ones */

/* Until fake_regs_done, every access must be the next one of @script, at @regs. */
void fake_regs_expect(const struct regs *regs, const struct fake_access *script);
/* Fails the test if accesses of the script are missing. */
void fake_regs_done(void);

struct fake_device {
	struct regs regs;
	uint64_t (*read)(struct fake_device *device, unsigned index);
	void (*write)(struct fake_device *device, unsigned index, uint64_t value);
};

/* All accesses go to @device; NULL: there is none, and any access fails the test. */
void fake_regs_attach(struct fake_device *device);
/* Accesses at @device's own address and of its width go to it, besides. Until the next
 * fake_regs_attach. */
void fake_regs_add(struct fake_device *device);

/* Whether there was a regs_fence between the last access and the one before it, and since the last
 * one. */
extern struct fake_fence {
	bool before, after;
} fake_fence;

/* The sum of all errors that a driver counted. */
static inline unsigned fake_line_errors(const struct console *console)
{
	const struct console_errors *errors = &console->errors;

	return errors->overruns + errors->framing + errors->parity + errors->breaks;
}
