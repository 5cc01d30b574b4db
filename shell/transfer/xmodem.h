#pragma once
/*
 * Receives files by YMODEM (a batch of them), XMODEM-1K, XMODEM-CRC or XMODEM, whichever the other
 * side sends. Knows neither the line nor where the files go: bytes come through `read`, answers
 * leave through `write`, and what was received goes to `begin` and `data`. Every wait is a bounded
 * one of `read`; only the protocol is written.
 *
 * Source: C. Forsberg, XMODEM/YMODEM Protocol Reference, 10-14-88.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shell/transfer/xmodem_wire.h"

/* Zero-initialised, then the first part set by the owner. */
struct shell_xmodem {
	/* The next byte; -ETIMEDOUT: none came within @ms milliseconds; any other -errno ends the
	 * reception. */
	int (*read)(void *context, unsigned ms);
	void (*write)(void *context, const char *bytes, size_t len);
	/* A file begins; @name is "" and @size UINT64_MAX where the sender does not send them. 0,
	 * or -errno: the sender is asked to stop. */
	int (*begin)(void *context, const char *name, uint64_t size);
	/* The file's next bytes, without padding if the size is known. Result as begin's. */
	int (*data)(void *context, const uint8_t *bytes, size_t len);
	void *context;
	unsigned patience; /* seconds to wait for the sender's first byte */

	unsigned repeated; /* requests to send a block again: a measure of the line's quality */

	/* Private. */
	bool crc;         /* CRC-16 was requested, else the plain sum */
	bool batch;       /* YMODEM: the sender began with a file's name */
	bool heard;       /* some block has come */
	bool open;        /* a file is being received */
	bool running;     /* data of it has come */
	bool ending;      /* its end was announced once */
	uint8_t expected; /* number of the next block */
	uint64_t left;    /* bytes of the file that have not come yet, or UINT64_MAX */
	unsigned tries;   /* since the last good block */
	uint8_t number;   /* of the block received last */
	size_t len;
	uint8_t block[SHELL_XMODEM_BLOCK + 1]; /* one more, to end a name that has no end */
};

/*
 * Receives until the sender is done. 0; or an error of read, begin or data; or
 * -ETIMEDOUT: there is no sender, or it stopped; -EIO: too many blocks in a row were damaged;
 * -EILSEQ: a block out of order; -ECANCELED: the sender cancelled; -EINTR: Ctrl-C.
 */
int shell_xmodem_receive(struct shell_xmodem *x);

/* --- between xmodem*.c ------------------------------------------------------------------------ */

enum { SHELL_XMODEM_GOOD, SHELL_XMODEM_BAD, SHELL_XMODEM_END };

/*
 * Waits at most @ms milliseconds for what comes next: a good block (in x->number, block and len); a
 * damaged one or garbage, after which it waits until the line is silent; or the end of a file. Or
 * -errno, as shell_xmodem_receive.
 */
int shell_xmodem_next(struct shell_xmodem *x, unsigned ms);
/* Reads until the line is silent. 0, or -errno of read. */
int shell_xmodem_quiet(struct shell_xmodem *x);
