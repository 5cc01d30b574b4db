#include "kernel/time.h"
/*
 * The clock and the timer, through the time CSR and the SBI timer.
 * RISC-V Unprivileged ISA, chapter "Counters"; SBI Specification 2.0, chapters 5 and 6.
 */
#include <stddef.h>
#include "kernel/csr.h"
#include "kernel/irq.h"
#include "kernel/log.h"
#include "kernel/sbi.h"
#include "kernel/trap_try.h"

enum {
	ASSUMED_HZ = 10000000, /* that of QEMU's virt; most boards are near it */
	PROBE_US = 100,
	PROBE_PATIENCE_US = 10000,
	SPINS_PER_US = 2, /* turns of a waiting loop, each of which reads a device register */
	TICK_SHARE = 8,   /* a tick is at least as many times longer than its handler */
	EARLY_MAX = 32,   /* ticks in a row that came before they were due: a storm */
};

/* Clocks of machines: the slowest is a watch's crystal, and none is faster than its hart. */
static const uint64_t least_hz = 1000, most_hz = 10000000000;

static _Thread_local bool has_time; /* firmware allows it to each hart alone */
static bool no_timer;               /* firmware refused to set one, or wfi traps */
static bool no_wfi;                 /* mstatus.TW: firmware forbids waiting */
static bool was_set;                /* a timer was set once */
static bool has_sstc;               /* stimecmp works: S-mode sets its timer itself */
static uint64_t first;              /* the time CSR at the first hart's time_init */
static uint64_t frequency = ASSUMED_HZ;
static void (*ticker)(bool due);
static uint64_t tick_us;
static uint64_t half;  /* the time CSR at half of the time until the timer is to ring */
static unsigned early; /* how often in a row it rang before that */

static int time_probe_time(void *unused)
{
	(void)unused;
	csr_read_time();
	return 1;
}

void time_init(void)
{
	has_time = trap_try(time_probe_time, NULL, NULL) == 1;
	if (has_time && !first)
		first = csr_read_time();
}

bool time_set_frequency(uint64_t hz)
{
	if (!hz)
		return true;
	if (hz < least_hz || hz > most_hz)
		return false;
	frequency = hz;
	return true;
}

static int time_probe_sstc(void *unused)
{
	(void)unused;
	csr_read_stimecmp();
	return 0;
}

void time_set_sstc(bool claimed, bool firmware_believes)
{
	has_sstc = claimed && trap_try(time_probe_sstc, NULL, NULL) == 0;
	if (claimed && !has_sstc && firmware_believes)
		no_timer = true;
}

uint64_t time_us_of(uint64_t ticks)
{
	/* In two parts: ticks times a million overflows within a month. */
	return ticks / frequency * 1000000 + ticks % frequency * 1000000 / frequency;
}

uint64_t time_us(void)
{
	return has_time ? time_us_of(csr_read_time()) : 0;
}

uint64_t time_ticks(void)
{
	return has_time ? csr_read_time() : 0;
}

uint64_t time_frequency(void)
{
	return frequency;
}

uint64_t time_began(void)
{
	return first;
}

enum time_source time_source(void)
{
	if (!has_time || no_timer)
		return TIME_NO_TIMER;
	if (has_sstc)
		return TIME_SSTC;
	if (sbi_facts()->time)
		return TIME_SBI;
	return sbi_facts()->legacy_timer ? TIME_LEGACY : TIME_NO_TIMER;
}

bool time_expired(struct time_wait *wait, uint64_t us)
{
	uint64_t now = time_us();

	if (wait->turns++ == 0)
		wait->until = now + us;
	if (now >= wait->until)
		return true;
	/* A clock that did not move at all in so many turns stands still. */
	return now + us == wait->until && wait->turns > us * SPINS_PER_US;
}

static int time_set(uint64_t ticks)
{
	if (!has_sstc)
		return sbi_set_timer(ticks);
	csr_write_stimecmp(ticks);
	return 0;
}

static int time_arm_ticks(uint64_t ticks)
{
	uint64_t now = time_ticks();

	/* With a clock that stands still the timer would never interrupt. */
	if (!has_time || no_timer || now == first)
		return -1;
	half = now + ticks / 2;
	was_set = true;
	if (time_set(now + (ticks ? ticks : 1)) == 0)
		return 0;
	no_timer = true;
	return -1;
}

static uint64_t time_ticks_of(uint64_t us)
{
	return us * frequency / 1000000;
}

static inline int time_arm(uint64_t us)
{
	return time_arm_ticks(time_ticks_of(us));
}

static int time_wfi(void *unused)
{
	(void)unused;
	__asm__ volatile("wfi" : : : "memory");
	return 0;
}

bool time_sleep_until_interrupt(void)
{
	if (!no_wfi && trap_try(time_wfi, NULL, NULL) == 0)
		return true;
	no_wfi = true;
	return false;
}

/* Whether a timer that is set interrupts: some firmware accepts the call and does nothing. */
static bool time_works(void)
{
	struct time_wait wait = { 0 };

	if (time_arm(PROBE_US))
		return false;
	while (!(csr_read_sip() & SIE_STIE))
		if (time_expired(&wait, PROBE_PATIENCE_US))
			return false;
	return true;
}

void time_rearm(void)
{
	if (ticker && time_arm(tick_us) == 0)
		csr_set_sie(SIE_STIE);
}

bool time_sleep(uint64_t us)
{
	static bool asked, silent;
	uint64_t state = irq_save(); /* an interrupt taken just before wfi would not end it */
	bool slept = false;

	if (!asked && !time_works())
		no_timer = silent = true;
	asked = true;
	/* The timer was only late: an emulator's host was busy. */
	if (silent && csr_read_sip() & SIE_STIE)
		no_timer = silent = false;
	if (time_arm(us) == 0) {
		/* SSTATUS.SIE is off: a pending interrupt ends the wfi, and is taken later. */
		csr_set_sie(SIE_STIE);
		slept = trap_try(time_wfi, NULL, NULL) == 0;
		if (!slept)
			no_timer = no_wfi = true;
		csr_clear_sie(SIE_STIE);
		time_rearm();
	}
	irq_restore(state);
	return slept;
}

void time_tick(void (*tick)(bool due), uint64_t us)
{
	ticker = tick;
	tick_us = us;
	early = 0;
	csr_set_sstatus(SSTATUS_SIE); /* code that a person called may have changed it */
	if (tick && time_arm(us) == 0)
		csr_set_sie(SIE_STIE);
	else
		csr_clear_sie(SIE_STIE);
}

void time_stop(void)
{
	ticker = NULL;
	csr_clear_sie(SIE_STIE);
	if (was_set)
		time_set(UINT64_MAX);
}

/* It rang before it was due so often that nothing else would run. A timer that is only a little
 * early, because its clock is not quite this one, does no harm. */
static bool time_storms(uint64_t now)
{
	early = now < half ? early + 1 : 0;
	if (early < EARLY_MAX)
		return false;
	no_timer = true;
	log_printf("timer: it rings before it is due: Ctrl-C is noticed at output only\n");
	return true;
}

void time_interrupt(void)
{
	uint64_t began = time_ticks(), ticks = time_ticks_of(tick_us);
	int64_t least;

	if (!ticker || time_storms(began)) {
		csr_clear_sie(SIE_STIE); /* not wanted, and only this silences it */
		return;
	}
	/* Before the tick, because that may end in a fault. */
	if (time_arm_ticks(ticks))
		csr_clear_sie(SIE_STIE);
	ticker(true);
	least = (int64_t)((time_ticks() - began) * TICK_SHARE); /* < 0: the clock was set back */
	if (least > (int64_t)ticks)
		time_arm_ticks((uint64_t)least);
}

void time_device_interrupt(void)
{
	if (ticker)
		ticker(false);
}
