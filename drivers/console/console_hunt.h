#pragma once
/* The hunt: prompts on every console, and takes the one on which a key is pressed. */
#include "drivers/console/console_select.h"

/*
 * Prompts on every console that starts, and on firmware's unless that is the same port as another:
 * sends each a numbered line, again every 10 s. UARTs that console_line_device leaves alone count
 * only if @all; else the line says how many they are. The first key pressed on one of them makes
 * that one the only console in use. The key itself is dropped. Unprobed devices are probed first.
 *
 * Consoles in use stay in use meanwhile; bytes that already wait in their rings stay there and do
 * not count as keys. Do not call it from an interrupt. It handles Ctrl-C itself (time_tick is off).
 *
 * 0, with *@found in use. -ETIMEDOUT after @us microseconds (UINT64_MAX: never), -EINTR after
 * Ctrl-C on a console that was in use: the consoles in use are as before. -ENODEV: there is no
 * console to prompt on.
 */
int console_hunt(struct console_choice *choice, bool all, uint64_t us, struct console **found);

/* Prints on @console, which was in use, that the console is @found now. */
void console_say_moved(struct console *console, const struct console *found);
