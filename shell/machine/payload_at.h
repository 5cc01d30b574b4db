#pragma once
/* Payloads in the machine's memory: shell/payload/ with faults contained. */
#include "fdt/where/memory.h"
#include "kernel/trap_try.h"
#include "shell/payload/payload.h"
#include "shell/shell.h"

/* payload_look at the memory in the range. Its result; -EFAULT with *@why: some of it cannot be
 * read. */
int payload_look_at(const struct dt_range *range, struct payload *payload, const char **why);
/*
 * payload_gunzip of memory into memory: its result; -EFAULT with *trap. Ctrl-C ends it with -EINTR.
 */
int payload_gunzip_at(struct shell *shell, struct payload_gunzip *gunzip, const char **why,
		      struct trap_info *trap);
/* Bytes from @base to the end of its bank of RAM; 0: nothing says that it is in one. */
uint64_t payload_rest_of_ram(const struct shell *shell, uint64_t base);
