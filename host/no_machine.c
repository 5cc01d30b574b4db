/*
 * Replaces the parts of kernel/ that need a machine. The linker needs these functions, but no
 * command reaches them: the shell refuses those that would. Each answers that there is nothing.
 */
#include <errno.h>
#include <stddef.h>
#include "kernel/aia.h"
#include "kernel/boot_facts.h"
#include "kernel/console/console_sbi.h"
#include "kernel/count_loop.h"
#include "kernel/csr_any.h"
#include "kernel/guard.h"
#include "kernel/handoff/handoff.h"
#include "kernel/irq.h"
#include "kernel/hpm_counters.h"
#include "kernel/isa/isa.h"
#include "kernel/trap/reset.h"
#include "kernel/sbi.h"
#include "kernel/trap/trap.h"
#include "kernel/trap/trap_provoke.h"

struct boot_facts boot_facts;

static int no_machine_write(struct console *console, const char *text, size_t len)
{
	(void)console;
	(void)text;
	(void)len;
	return -ENODEV;
}

static int no_machine_read(struct console *console, char *text, size_t len)
{
	(void)console;
	(void)text;
	(void)len;
	return -ENODEV;
}

struct console *console_sbi(void)
{
	static const struct console_ops ops = { .write = no_machine_write,
						.read = no_machine_read };
	static struct console console = { .ops = &ops, .name = "sbi", .fifo = 1 };

	return &console;
}

bool console_sbi_there(void)
{
	return false;
}

void guard_sync_code(void)
{
}

void reset_announce(enum reset_kind kind)
{
	(void)kind;
}

int64_t reset_machine(enum reset_kind kind)
{
	(void)kind;
	return SBI_ERR_NOT_SUPPORTED;
}

struct sbi_ret sbi_call(uint64_t extension, uint64_t function, uint64_t a0, uint64_t a1,
			uint64_t a2)
{
	(void)extension;
	(void)function;
	(void)a0;
	(void)a1;
	(void)a2;
	return (struct sbi_ret){ .error = SBI_ERR_NOT_SUPPORTED };
}

struct sbi_ret sbi_call6(uint64_t extension, uint64_t function, const uint64_t a[SBI_ARGUMENTS])
{
	return sbi_call(extension, function, a[0], a[1], a[2]);
}

const struct sbi_facts *sbi_facts(void)
{
	static const struct sbi_facts facts;

	return &facts;
}

bool sbi_probe(uint64_t extension)
{
	(void)extension;
	return false;
}

uint64_t sbi_instructions(void)
{
	return 0;
}

const char *sbi_error_name(int64_t error)
{
	(void)error;
	return "no machine";
}

int trap_try(int (*run)(void *), void *arg, struct trap_info *info)
{
	(void)run;
	(void)arg;
	(void)info;
	return -ENODEV;
}

void trap_report(const struct trap_info *info)
{
	(void)info;
}

const char *trap_cause_name(uint64_t cause)
{
	(void)cause;
	return "no machine";
}

void trap_provoke(enum trap_kind kind)
{
	(void)kind;
}

int guard_read(uint64_t address, unsigned width, uint64_t *value, struct trap_info *info)
{
	(void)address;
	(void)width;
	(void)value;
	(void)info;
	return -ENODEV;
}

int guard_write(uint64_t address, unsigned width, uint64_t value, struct trap_info *info)
{
	(void)address;
	(void)width;
	(void)value;
	(void)info;
	return -ENODEV;
}

int guard_copy(uint64_t address, const void *bytes, size_t len, struct trap_info *info)
{
	(void)address;
	(void)bytes;
	(void)len;
	(void)info;
	return -ENODEV;
}

uint64_t guard_call(uint64_t address, const uint64_t a[6])
{
	(void)address;
	(void)a;
	return 0;
}

size_t handoff_room(void)
{
	return 0;
}

int handoff_prepare(const struct handoff *handoff, uint64_t at)
{
	(void)handoff;
	(void)at;
	return -ENODEV;
}

int handoff_go(uint64_t at, const char **why)
{
	(void)at;
	*why = "no machine";
	return -ENODEV;
}

enum handoff_hart handoff_hart(uint64_t hart)
{
	(void)hart;
	return HANDOFF_HART_UNKNOWN;
}

const char *handoff_hart_name(enum handoff_hart state)
{
	(void)state;
	return "no machine";
}

uint32_t isa_zero_block(void)
{
	return 0;
}

enum isa_found isa_probe(int index, uint64_t *cause)
{
	(void)index;
	*cause = 0;
	return ISA_UNDECIDABLE;
}

bool isa_is_loud(int index)
{
	(void)index;
	return false;
}

uint64_t hpm_counters(void)
{
	return 0;
}

uint64_t irq_save(void)
{
	return 0;
}

void irq_restore(uint64_t state)
{
	(void)state;
}

void irq_external(bool on)
{
	(void)on;
}

uint64_t aia_read(unsigned reg)
{
	(void)reg;
	return 0;
}

void aia_write(unsigned reg, uint64_t value)
{
	(void)reg;
	(void)value;
}

void aia_set(unsigned reg, uint64_t bits)
{
	(void)reg;
	(void)bits;
}

void aia_clear(unsigned reg, uint64_t bits)
{
	(void)reg;
	(void)bits;
}

uint32_t aia_top(void)
{
	return 0;
}

int csr_any_read(unsigned number, uint64_t *value)
{
	(void)number;
	*value = 0;
	return -ENODEV;
}

int csr_any_write(unsigned number, uint64_t *value)
{
	(void)number;
	(void)value;
	return -ENODEV;
}

void count_loop(enum count_loop loop, const struct count_ground *ground, uint64_t turns)
{
	(void)loop;
	(void)ground;
	(void)turns;
}

void count_drop_ipi(void)
{
}
