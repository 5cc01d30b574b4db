#pragma once
/* Guarded accesses to addresses that came from outside: a trap is an error, not the end. Any hart
 * may make them. */
#include <stddef.h>
#include <stdint.h>
#include "kernel/trap_try.h"

/* Read or write @width (1, 2, 4, 8) bytes at @address. 0; -EFAULT with *info (unless NULL);
 * -EINVAL for another width. */
int guard_read(uint64_t address, unsigned width, uint64_t *value, struct trap_info *info);
int guard_write(uint64_t address, unsigned width, uint64_t value, struct trap_info *info);
/* Writes @len bytes to memory at @address. 0; -EFAULT with *info: some of them were written. */
int guard_copy(uint64_t address, const void *bytes, size_t len, struct trap_info *info);
/* Calls the code at @address by the calling convention, with six arguments. Returns its a0. A trap
 * in it is not contained. tp is restored after it. */
uint64_t guard_call(uint64_t address, const uint64_t a[6]);
/* Makes instructions that were written to memory visible to this hart's fetches.
 * RISC-V Unprivileged ISA, chapter "Zifencei". */
void guard_sync_code(void);
