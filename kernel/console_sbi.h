#pragma once
#include "kernel/console.h"

/*
 * The console that firmware offers: DBCN where it is probed, else the legacy calls, else one that
 * takes everything and shows nothing, so that there is always a console. Call after sbi_init.
 */
struct console *console_sbi(void);
/* Firmware offers one at all. */
bool console_sbi_there(void);

/* One character straight to the firmware, LF as it is; for panics. */
void console_sbi_putc(char c);
