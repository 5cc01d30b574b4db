#include "boot/boot.h"
/* What a command takes, for `time`. */
#include "kernel/boot_facts.h"
#include "kernel/console/console.h"
#include "kernel/instret.h"
#include "kernel/sbi.h"
#include "kernel/time.h"

/* Adds what the last command took to what all did. */
static void measure_sum(struct boot_spent *all, const struct boot_spent *last)
{
	all->instructions += last->instructions;
	all->in_firmware += last->in_firmware;
	all->cycles += last->cycles;
	all->bytes += last->bytes;
	all->us += last->us;
}

int boot_measure(int (*run)(void *), void *arg, struct trap_info *trap)
{
	struct boot_spent *last = &boot_facts.last;
	uint64_t cycles = cycles_read();
	uint64_t instructions = instret_read(), in_firmware = sbi_instructions();
	uint64_t bytes = console_sent(), us = time_us();
	int err = trap_contain(run, arg, trap);

	last->in_firmware = sbi_instructions() - in_firmware;
	last->instructions = instret_read() - instructions - last->in_firmware;
	last->cycles = cycles_read() - cycles;
	last->bytes = console_sent() - bytes;
	last->us = time_us() - us;
	measure_sum(&boot_facts.all, last);
	return err;
}
