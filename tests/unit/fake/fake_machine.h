#pragma once
/* What the console core needs of a machine: a clock that advances with each reading, traps on
 * demand, and an SBI console that keeps what is sent to it. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Forgets all text and sets the clock to @us. */
void fake_machine_reset(uint64_t us);
/* What the SBI console was sent, NUL-terminated. */
const char *fake_machine_sbi_text(void);
/* @hook hears it, too; NULL: nobody. */
void fake_machine_on_sbi(void (*hook)(const char *text, size_t len));
/* Microseconds that time_sleep was asked to sleep in all. */
uint64_t fake_machine_slept(void);
/* What runs is interrupted by a tick, which may end it by force. */
bool fake_machine_ticks(void);
/* As if the driver's access had trapped: does not return, trap_try gives -EFAULT. */
void fake_machine_trap(void) __attribute__((noreturn));
/* The hart takes external interrupts. */
bool fake_machine_external(void);
