#include "kernel/instret.h"
/* The counters of instructions and cycles, or their absence. */
#include <stdbool.h>
#include <stddef.h>
#include "kernel/csr.h"
#include "kernel/irq.h"
#include "kernel/trap_try.h"

enum {
	TURNS = 256, /* of a loop of two instructions */
	TRIES = 4,   /* firmware's own interrupts may disturb some of them */
	BESIDES = 2, /* instructions between the two reads that are not the loop's */
	NEEDED = 2,  /* tries that must agree, so that no clock does by chance */
};

static _Thread_local bool readable, cycles; /* firmware allows it to each hart alone */

static int instret_probe(void *unused)
{
	(void)unused;
	csr_read_instret();
	return 0;
}

void instret_init(void)
{
	readable = trap_try(instret_probe, NULL, NULL) == 0;
}

uint64_t instret_read(void)
{
	return readable ? csr_read_instret() : 0;
}

static int cycles_probe(void *unused)
{
	(void)unused;
	csr_read_cycle();
	return 0;
}

void cycles_init(void)
{
	cycles = cycles || trap_try(cycles_probe, NULL, NULL) == 0;
}

uint64_t cycles_read(void)
{
	return cycles ? csr_read_cycle() : 0;
}

/* What is counted while the loop runs. */
static uint64_t instret_loop(void)
{
	uint64_t turns = TURNS, before, after;

	__asm__ volatile("csrr %0, instret\n"
			 "1: addi %2, %2, -1\n"
			 "bnez %2, 1b\n"
			 "csrr %1, instret"
			 : "=&r"(before), "=r"(after), "+r"(turns)
			 :
			 : "memory");
	return after - before;
}

enum instret_kind instret_kind(void)
{
	uint64_t state;
	int right = 0;

	if (!readable)
		return INSTRET_NONE;
	state = irq_save();
	for (int i = 0; i < TRIES; i++) {
		uint64_t counted = instret_loop();

		right += counted >= (uint64_t)TURNS * 2 && counted <= (uint64_t)TURNS * 2 + BESIDES;
	}
	irq_restore(state);
	return right >= NEEDED ? INSTRET_EXACT : INSTRET_TIME;
}
