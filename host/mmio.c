#include "kernel/mmio.h"
/* Register accesses on a PC, which has no such devices: each is a bug and aborts the program. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

_Thread_local volatile uintptr_t regs_touched;

static _Noreturn void mmio_refuse(const char *what, const struct regs *regs, unsigned index)
{
	fprintf(stderr, "firstlight: bug: %s of register %u at 0x%" PRIx64 "\n", what, index,
		regs->base);
	abort();
}

uint64_t regs_read(const struct regs *regs, unsigned index)
{
	mmio_refuse("read", regs, index);
}

void regs_write(const struct regs *regs, unsigned index, uint64_t value)
{
	(void)value;
	mmio_refuse("write", regs, index);
}

void regs_write_rep(const struct regs *regs, unsigned index, const char *bytes, size_t len)
{
	(void)bytes;
	(void)len;
	mmio_refuse("write", regs, index);
}

void regs_fence(void)
{
	fputs("firstlight: bug: a fence for a device\n", stderr);
	abort();
}

size_t regs_write_lines(const struct regs *regs, const struct regs_fifo *fifo, const char *text,
			size_t len, size_t *sent, unsigned *seen)
{
	(void)text;
	(void)len;
	(void)sent;
	(void)seen;
	mmio_refuse("write", regs, fifo->data);
}
