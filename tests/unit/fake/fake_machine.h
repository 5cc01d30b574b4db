#pragma once
/* A fake of what the console core needs from a machine: a clock that advances with each reading,
 * traps on demand, and an SBI console that keeps what is sent to it. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Forgets all text and sets the clock to @us. */
void fake_machine_reset(uint64_t us);
/* What was sent to the SBI console, NUL-terminated. */
const char *fake_machine_sbi_text(void);
/* Whether firmware has a console; it has one until this is called. */
void fake_machine_sbi(bool there);
/* @hook gets it, too; NULL: no hook. */
void fake_machine_on_sbi(void (*hook)(const char *text, size_t len));
/* The sum of all times that time_sleep was called with, in microseconds. */
uint64_t fake_machine_slept(void);
/* From now until the reset there is no timer. */
void fake_machine_without_timer(void);
/* From now until the reset each sleep ends at once: the specification lets wfi do nothing. */
void fake_machine_without_sleep(void);
/* How often the hart slept without a timer. */
int fake_machine_halts(void);
/* @hook is called while the hart sleeps, until the reset. */
void fake_machine_on_sleep(void (*hook)(void));
/* A tick interrupts the running command, and may end it by force. */
bool fake_machine_ticks(void);
/* As if the driver's access had trapped: does not return; trap_try returns -EFAULT. */
void fake_machine_trap(void) __attribute__((noreturn));
/* The hart takes external interrupts. */
bool fake_machine_external(void);
