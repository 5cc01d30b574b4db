#pragma once
/* The line that the shell is used on, as a transfer reads and writes it. The context is the shell;
 * port->raw is the caller's. */
#include "kernel/console/console.h"
#include "shell/shell.h"

/* The console that is this line: the one that the command was typed on. */
struct console *transfer_console(void);

/* The next byte; -ETIMEDOUT: none came within @ms milliseconds; -EINTR: Ctrl-C on another console.
 * A loss on the way is any byte: the block's checksum shows it. */
int transfer_read(void *shell, unsigned ms);
/* Prints text that Ctrl-C does not end. */
void transfer_say(struct shell *shell, const char *text);
/* Sends the bytes as they are. */
void transfer_write(void *shell, const char *bytes, size_t len);

enum { TRANSFER_SECONDS = 60 }; /* for the other side to be started: console_seconds, by -t */
#define TRANSFER_PATIENCE "wait N seconds for the other side (60)"
