#pragma once
/*
 * Time and sleep, by the time CSR and the timer. The clock may be missing: rdtime traps on some
 * machines, and time stands still on others, so every wait is bounded by a count as well.
 * The timer is that of the hart that booted: other harts read the time, and neither sleep nor tick.
 */
#include <stdbool.h>
#include <stdint.h>

/* Finds out whether this hart can read the clock. Call on each, after trap_init. */
void time_init(void);
/* Sets the clock's frequency, the tree's timebase-frequency, in Hz; 0 (unknown) keeps 10 MHz.
 * False: no machine has such a clock, and 10 MHz is kept. */
bool time_set_frequency(uint64_t hz);

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
/* So many ticks in microseconds. */
uint64_t time_us_of(uint64_t ticks);
/* How many ticks are taken to be a second. */
uint64_t time_frequency(void);

/* Ticks of the clock when time_init was called. */
uint64_t time_began(void);

/* What sets the timer. */
enum time_source {
	TIME_NO_TIMER, /* none is usable */
	TIME_SSTC,     /* the hart itself: stimecmp */
	TIME_SBI,      /* firmware's TIME extension */
	TIME_LEGACY,   /* firmware's legacy call */
};
/* Of these, which one is used. */
enum time_source time_source(void);

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

/*
 * Interrupts the running code every @us microseconds, or more rarely where the handler costs so
 * much that it would take an eighth of the time, and calls @tick from the trap with @due set. It is
 * also called after each interrupt from a device, with @due clear: so it is reached where the clock
 * is wrong. NULL stops that. A timer that keeps ringing long before it is due is not used any more.
 */
void time_tick(void (*tick)(bool due), uint64_t us);
/* Sets the timer for the next tick again, after something else has set it. */
void time_rearm(void);
/* Ends ticks, and a timer that was ever set rings no more: for a program that takes over. */
void time_stop(void);
/* Handles the timer interrupt. Called by the trap handler. */
void time_interrupt(void);
/* A device has interrupted. Called by the trap handler. */
void time_device_interrupt(void);
