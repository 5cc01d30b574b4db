#pragma once
/* What the files with rows of the timer share. Nothing is taken as an interrupt: what is looked at
 * is sip.STIP. Source: RISC-V SBI Specification 3.0, chapter 6. */
#include "shell/machine/sbi_test/sbi_test.h"

enum {
	TIME_SET = 0,     /* the function */
	TIME_SOON_MS = 2, /* when a timer shall ring */
};

/* So many ticks. */
uint64_t time_of(uint64_t ms);
/* Waits until the timer rings: true. False: long after it is due, it has not. */
bool time_await(uint64_t deadline);
/* The timer rings no more. */
void time_off(const struct sbi_test *test);
/* Runs it with interrupts off, or this hart's own handler would take them; the timer is off
 * afterwards. Without a clock the row is skipped. */
void time_quietly(struct sbi_test *test, void (*run)(struct sbi_test *test));

/* A row's function that runs @name so. */
#define TIME_QUIETLY(name)                                                                         \
	static void name##_quietly(struct sbi_test *test)                                          \
	{                                                                                          \
		time_quietly(test, name);                                                          \
	}
