#pragma once
/* Shutdown and reboot. SBI Specification 2.0, chapter 10 and section 5.9. */
#include <stdint.h>

enum reset_kind { RESET_SHUTDOWN = 0, RESET_REBOOT = 1 };

/*
 * Prints what follows (much firmware neither returns nor stops the machine), then calls the
 * firmware. Returns only when firmware refuses: its SBI error, a negative number; -2, not
 * supported, where firmware has no such call, and then nothing is printed.
 */
int64_t reset_machine(enum reset_kind kind);

/* Prints what follows, and waits until it is sent: for another way of ending the machine. */
void reset_announce(enum reset_kind kind);

/* Prints "firstlight: WHAT; resetting" by plain SBI calls, and resets: for the time when consoles
 * are quiet. */
void reset_saying(const char *what) __attribute__((noreturn));

/* Prints a trap that nothing contains, and @where it happened, by plain SBI calls; then resets. */
void reset_after_fatal(const char *where, const char *cause, uint64_t epc, uint64_t stval)
	__attribute__((noreturn));
