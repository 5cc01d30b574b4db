#pragma once
/*
 * Time and sleep: the time CSR, and waiting for the next look at the console. The clock may be
 * missing: rdtime traps on some machines and stands still on others, so every wait is bounded by a
 * count as well.
 */
#include <stdbool.h>
#include <stdint.h>

/* Finds whether there is a clock. Call after trap_init. */
void time_init(void);
/* The tree's timebase-frequency in Hz; 0, unknown, keeps the assumed 10 MHz. */
void time_set_frequency(uint64_t hz);

/*
 * What is known of Sstc (stimecmp): @claimed by the tree, @firmware_believes such claims without
 * trying. Where the hart has it, the timer is set directly. Where the claim is wrong and firmware
 * believes it, firmware would die of an illegal instruction in its own timer call, as OpenSBI 1.6
 * does on QEMU's spike: no timer then, and the hart does not sleep.
 */
void time_set_sstc(bool claimed, bool firmware_believes);

/* Time since an arbitrary start, microseconds; 0 always, where there is no clock. */
uint64_t time_us(void);
/* The same in the clock's own ticks, and how many of those are taken to be a second. */
uint64_t time_ticks(void);
uint64_t time_frequency(void);

/* A bounded wait: starts as {0}, time_expired is asked in the waiting loop. */
struct time_wait {
	uint64_t until; /* microseconds */
	uint64_t turns;
};
/* True once @us microseconds have passed since the first call or, where the clock does not run,
 * after a number of calls that takes about as long on a slow hart. */
bool time_expired(struct time_wait *wait, uint64_t us);

/*
 * Sleeps until any interrupt is pending, and at most @us microseconds; interrupts that are enabled
 * are taken before it returns, unless irq_save holds them off. False at once where there is no
 * timer that could wake the hart.
 */
bool time_sleep(uint64_t us);

/* Interrupts the running code every @us microseconds and calls @tick from the trap; NULL stops
 * that. Nothing happens where there is no timer. */
void time_tick(void (*tick)(void), uint64_t us);
/* The timer interrupt: kernel/trap.c calls it. */
void time_interrupt(void);
