#pragma once
/*
 * Time and sleep, by the time CSR and the timer. The clock may be missing: rdtime traps on some
 * machines, and time stands still on others, so every wait is bounded by a count as well.
 */
#include <stdbool.h>
#include <stdint.h>

/* Finds out whether there is a clock. Call after trap_init. */
void time_init(void);
/* Sets the clock's frequency, the tree's timebase-frequency, in Hz; 0 (unknown) keeps 10 MHz. */
void time_set_frequency(uint64_t hz);

/*
 * What is known of Sstc (stimecmp): whether the tree claims it, and whether firmware believes such
 * claims without trying. Where the hart has Sstc, the timer is set directly. Where the claim is
 * wrong and firmware believes it, firmware would crash with an illegal instruction in its own timer
 * call, as OpenSBI 1.6 does on QEMU's spike: then no timer is set, and the hart does not sleep.
 */
void time_set_sstc(bool claimed, bool firmware_believes);

/* Microseconds since an arbitrary start; always 0 where there is no clock. */
uint64_t time_us(void);
/* The same in ticks of the clock. */
uint64_t time_ticks(void);
/* How many ticks are taken to be a second. */
uint64_t time_frequency(void);

/* A bounded wait: begins as {0}; the waiting loop calls time_expired. */
struct time_wait {
	uint64_t until; /* microseconds */
	uint64_t turns;
};
/* Whether @us microseconds have passed since the first call. Where the clock does not run: whether
 * it was called so often that as much time has passed on a slow hart. */
bool time_expired(struct time_wait *wait, uint64_t us);

/*
 * Sleeps until an interrupt is pending, at most @us microseconds. Enabled interrupts are taken
 * before it returns, unless irq_save holds them off. False, at once, where no timer could wake the
 * hart.
 */
bool time_sleep(uint64_t us);

/*
 * The same without a timer: sleeps until an interrupt from a device is pending. Call with
 * interrupts held off (irq_save) since nothing was found to wait for: one that became pending
 * meanwhile ends the sleep at once. False, at once, where firmware forbids to wait.
 */
bool time_sleep_until_interrupt(void);

/* Interrupts the running code every @us microseconds and calls @tick from the trap; NULL stops
 * that. Does nothing where there is no timer. */
void time_tick(void (*tick)(void), uint64_t us);
/* Handles the timer interrupt. Called by the trap handler. */
void time_interrupt(void);
