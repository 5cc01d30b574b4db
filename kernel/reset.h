#pragma once
/* Off, again, and the end. SBI Specification 2.0, chapter 10 and section 5.9. */
#include <stdint.h>

enum reset_kind { RESET_SHUTDOWN = 0, RESET_REBOOT = 1 };

/*
 * Says on the console that the machine is halted (many firmwares never come back and never stop
 * the machine either), then asks the firmware. Returns only when the firmware refuses: its SBI
 * error, a negative number; -2, not supported, when there is nothing to ask.
 */
int64_t reset_machine(enum reset_kind kind);

/* A trap that nobody could catch, @where: one line by plain SBI calls, then a reset. */
void reset_after_fatal(const char *where, const char *cause, uint64_t epc, uint64_t stval)
	__attribute__((noreturn));
