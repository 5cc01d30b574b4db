#include "kernel/time.h"
/*
 * The clock and the timer, through the time CSR and the SBI timer.
 * RISC-V Unprivileged ISA, chapter "Counters"; SBI Specification 2.0, chapters 5 and 6.
 */
#include <stddef.h>
#include "kernel/csr.h"
#include "kernel/irq.h"
#include "kernel/sbi.h"
#include "kernel/trap_try.h"

enum {
	ASSUMED_HZ = 10000000, /* that of QEMU's virt; most boards are near it */
	PROBE_US = 100,
	PROBE_PATIENCE_US = 10000,
	SPINS_PER_US = 2, /* turns of a waiting loop, each of which reads a device register */
};

static bool has_time;
static bool no_timer;  /* firmware refused to set one, or wfi traps */
static bool no_wfi;    /* mstatus.TW: firmware forbids waiting */
static bool has_sstc;  /* stimecmp works: S-mode sets its timer itself */
static uint64_t first; /* the time CSR at time_init */
static uint64_t frequency = ASSUMED_HZ;
static void (*ticker)(void);
static uint64_t tick_us;

static int time_probe_time(void *unused)
{
	(void)unused;
	first = csr_read_time();
	return 1;
}

void time_init(void)
{
	has_time = trap_try(time_probe_time, NULL, NULL) == 1;
}

void time_set_frequency(uint64_t hz)
{
	if (hz)
		frequency = hz;
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

uint64_t time_us(void)
{
	uint64_t now;

	if (!has_time)
		return 0;
	now = csr_read_time();
	/* In two parts: ticks times a million overflows within a month. */
	return now / frequency * 1000000 + now % frequency * 1000000 / frequency;
}

uint64_t time_ticks(void)
{
	return has_time ? csr_read_time() : 0;
}

uint64_t time_frequency(void)
{
	return frequency;
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

static int time_arm(uint64_t us)
{
	uint64_t ticks = us * frequency / 1000000;

	/* With a clock that stands still the timer would never interrupt. */
	if (!has_time || no_timer || csr_read_time() == first)
		return -1;
	if (time_set(csr_read_time() + (ticks ? ticks : 1)) == 0)
		return 0;
	no_timer = true;
	return -1;
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
		if (ticker && time_arm(tick_us) == 0)
			csr_set_sie(SIE_STIE);
	}
	irq_restore(state);
	return slept;
}

void time_tick(void (*tick)(void), uint64_t us)
{
	ticker = tick;
	tick_us = us;
	csr_set_sstatus(SSTATUS_SIE); /* code that a person called may have changed it */
	if (tick && time_arm(us) == 0)
		csr_set_sie(SIE_STIE);
	else
		csr_clear_sie(SIE_STIE);
}

void time_interrupt(void)
{
	if (!ticker || time_arm(tick_us)) {
		csr_clear_sie(SIE_STIE); /* not wanted, and only this silences it */
		return;
	}
	ticker();
}
