#pragma once
/* The console that firmware offers. */
#include "kernel/console/console.h"

/*
 * DBCN where it is probed, else the legacy calls, else a console that accepts everything and shows
 * nothing, so that there is always a console. Call after sbi_init.
 */
struct console *console_sbi(void);
/* Whether firmware offers a console at all. */
bool console_sbi_there(void);

/* Sends one character straight to the firmware, LF as it is: for panics. */
void console_sbi_putc(char c);
