#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "kernel/console/console.h"

/* The slow half of a 16550's operations: those of struct console_ops, and what read needs
 * seldom. */

int ns16550_start(struct console *console);                         /* ops->start */
int ns16550_listen(struct console *console, bool on);               /* ops->listen */
int ns16550_loop(struct console *console, bool on);                 /* ops->loop */
int ns16550_drained(struct console *console);                       /* ops->drained */
int64_t ns16550_divisor(struct console *console);                   /* ops->divisor */
int ns16550_set_divisor(struct console *console, uint32_t divisor); /* ops->set_divisor */

/* Ends an interrupt that brought no byte, so that it is no storm. */
void ns16550_hush(struct console *console);
