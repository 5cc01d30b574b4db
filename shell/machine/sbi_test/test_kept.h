#pragma once
/* Which rows have reset the machine: kept in memory that neither a reset nor this program's start
 * clears. After the power was off, nothing is known. */
#include <stdbool.h>

/* The row is about to run. */
void kept_begin(const char *group, const char *row);
/* It has ended. */
void kept_end(void);
/* To be called before a run: notes what a reset has ended since the last one. */
void kept_look(void);
/* Whether the machine was reset in the row, since the last kept_forget. */
bool kept_reset(const char *group, const char *row);
/* The run is over: what has reset the machine may do so again in the next one. */
void kept_forget(void);
