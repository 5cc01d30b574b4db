#pragma once
#include "kernel/console/console.h"
#include "kernel/mmio.h"

/*
 * kernel/mmio.h for unit tests: each access is checked against a script, or goes to a model.
 *
 * Either way it must be made through registers that sit where the device does: address, distance,
 * width and byte order are compared, not just the register's number.
 */

struct fake_access {
	char op;        /* 'r', 'w'; 0 ends a script */
	unsigned index; /* register number; where not the registers' width, FAKE_BYTE with it */
	uint64_t value; /* what a read gives, or a write must carry */
};

enum { FAKE_BYTE = 1 << 30 }; /* an access of one byte, among wider ones */

/* Until fake_regs_done, every access must be the next one of @script, at @regs. */
void fake_regs_expect(const struct regs *regs, const struct fake_access *script);
/* Fails when accesses of the script are missing. */
void fake_regs_done(void);

struct fake_device {
	struct regs regs;
	uint64_t (*read)(struct fake_device *device, unsigned index);
	void (*write)(struct fake_device *device, unsigned index, uint64_t value);
};

/* All accesses go to @device; NULL: there is none, and any access fails the test. */
void fake_regs_attach(struct fake_device *device);
/* Besides, accesses at @device's own address go there. Until the next fake_regs_attach. */
void fake_regs_add(struct fake_device *device);

/* All errors that a driver counted. */
static inline unsigned fake_line_errors(const struct console *console)
{
	const struct console_errors *errors = &console->errors;

	return errors->overruns + errors->framing + errors->parity + errors->breaks;
}
