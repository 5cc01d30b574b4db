#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "kernel/mmio.h"

struct console;

/*
 * What a console can do. Neither write nor read ever waits: waiting, its bound, CR before LF, the
 * receive ring and the counters live once, in kernel/console.c.
 */
struct console_ops {
	/* Makes the device ready to be used as firmware left it: may read registers, keeps line
	 * settings. 0, or -errno with the reason logged by the caller. Optional. */
	int (*start)(struct console *console);
	/* Bytes taken (at least 1), 0 when busy, or -errno. */
	int (*write)(struct console *console, const char *text, size_t len);
	/* Bytes got (at least 1), 0 when there are none, or -errno. */
	int (*read)(struct console *console, char *text, size_t len);
};

/* One console; its owner is who declares it. A driver's bind fills ops, name, regs and, when its
 * family needs them, the fields below; the core keeps the counters. */
struct console {
	const struct console_ops *ops;
	const char *name;    /* the driver's, for people: "ns16550a" */
	struct regs regs;    /* unused by SBI */
	bool lf_only;        /* the other side puts CR before LF itself (SBI) */
	uint16_t fifo;       /* bytes that may be sent after one "ready"; at least 1 */
	uint32_t quirks;     /* the driver's own flags */
	uint64_t state;      /* the driver's own state, e.g. a byte that a status read popped */
	uint64_t sent, received;   /* bytes */
	uint32_t line_errors;      /* overruns, parity, framing and breaks the driver saw */
	int failed;          /* 0, or the -errno for which it was left */
};
