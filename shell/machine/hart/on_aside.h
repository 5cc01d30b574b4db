#pragma once
/* A command on a hart that may be lost: for accesses that may hang the bus. */
#include "shell/shell.h"

/*
 * For a command's run, on the shell's hart: runs the same command, with @args, on another hart, and
 * shows what it prints. Where that hart makes neither an access (kernel/mmio.h:regs_touched) nor a
 * line for two seconds, it is ended or lost, and the last address is reported. The command's
 * result; -ENODEV: no other hart can be used, reported; -ETIMEDOUT, reported.
 */
int on_aside(struct shell *shell, const struct shell_args *args);
