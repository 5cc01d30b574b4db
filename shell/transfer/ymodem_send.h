#pragma once
/*
 * Sends files by YMODEM (a batch of them, with names and sizes), or one by XMODEM. Knows neither
 * the line nor what is sent: bytes leave through `write`, answers come through `read`, and `data`
 * brings what is sent. Every wait is a bounded one of `read`; only the protocol is written.
 *
 * Source: C. Forsberg, XMODEM/YMODEM Protocol Reference, 10-14-88.
 */
#include <stdbool.h>
#include "shell/transfer/xmodem_wire.h"

enum { SHELL_YMODEM_NAME_MAX = 64 }; /* bytes of a file's name with the NUL */

struct shell_ymodem_file {
	char name[SHELL_YMODEM_NAME_MAX];
	uint64_t size; /* bytes */
};

/* Zero-initialised, then the first part set by the owner. */
struct shell_ymodem {
	/* The next byte; -ETIMEDOUT: none came within @ms milliseconds, of which 0 only looks; any
	 * other -errno ends the transmission. */
	int (*read)(void *context, unsigned ms);
	void (*write)(void *context, const char *bytes, size_t len);
	/* Puts the @len bytes of file number @file from @at on into @bytes. They are asked for in
	 * order, once each. 0, or -errno: the receiver is told that it is cancelled. */
	int (*data)(void *context, int file, uint64_t at, uint8_t *bytes, size_t len);
	void *context;
	const struct shell_ymodem_file *file;
	int files;
	bool plain;        /* XMODEM, in short blocks; set, too, if the receiver asks for that */
	unsigned patience; /* seconds to wait for the receiver's first byte */

	bool heard;        /* a receiver asked for the first block */
	int done;          /* files that the receiver has taken */
	unsigned repeated; /* blocks that were sent again: a measure of the line's quality */

	/* Private. */
	bool crc; /* CRC-16 was asked for, else the plain sum */
	uint8_t block[3 + SHELL_XMODEM_BLOCK + 2];
};

/*
 * Sends until the receiver has all. 0; or an error of read or data; or -ETIMEDOUT: there is no
 * receiver, or it stopped; -EIO: it refused a block again and again; -EPROTO: it asks for XMODEM,
 * which has room for one file only; -ECANCELED: the receiver cancelled; -EINTR: Ctrl-C.
 */
int shell_ymodem_send(struct shell_ymodem *y);
