#pragma once
#include "drivers/console/console_select.h"

/*
 * Asks on every console that starts, and on firmware's unless that is the same port as another:
 * each is sent a numbered line, again every 10 s, and the first key pressed on any of them makes
 * that one the only console in use. The key is eaten. Unasked rows are asked first.
 *
 * Those in use stay so while it asks; what waits in their rings stays there and decides nothing.
 * Not from an interrupt; Ctrl-C is to be left to it (time_tick is off).
 *
 * 0, with *@found in use; -ETIMEDOUT after @us microseconds (UINT64_MAX: never), or -EINTR by
 * Ctrl-C on a console that was in use: then those are as before. -ENODEV: there is nobody to ask.
 */
int console_hunt(struct console_choice *choice, uint64_t us, struct console **found);
