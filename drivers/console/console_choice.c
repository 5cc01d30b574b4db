/*
 * The choice of this run, for those who act on it and those who show it.
 */
#include "drivers/console/console_select.h"

struct console_choice console_choice;
