#include "shell/transfer/ymodem_send.h"
/* The conversation, as the sender has it: a block, its answer, and what else may come instead. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "kernel/ascii.h"

enum {
	ANSWER_MS = 4000, /* for the receiver to answer; then the block is sent again */
	AFTER_MS = 1000,  /* for the answer, when something else came */
	QUIET_MS = 200,   /* of silence: what was on its way has arrived */
	TRIES_MAX = 10,   /* as the source says */
	END_TRIES = 2,    /* of the end of a batch: the receiver may have gone */
	OTHERS_MAX = 32,  /* bytes that are no answers */
	NOISE = 64,       /* so many of them count as one second of waiting for the receiver */
	ASK = 'C',        /* a request for a file, with CRC-16 */
};

static int y_read(struct shell_ymodem *y, unsigned ms)
{
	return y->read(y->context, ms);
}

/* Drops what has arrived, until the line is silent for @ms milliseconds. 0, or -errno of read. */
static int y_drop(struct shell_ymodem *y, unsigned ms)
{
	int byte = 0;

	for (int i = 0; i < SHELL_XMODEM_BLOCK && byte >= 0; i++)
		byte = y_read(y, ms);
	return byte < 0 && byte != -ETIMEDOUT ? byte : 0;
}

static void y_cancel(struct shell_ymodem *y)
{
	y->write(y->context, SHELL_XMODEM_CANCEL, strlen(SHELL_XMODEM_CANCEL));
	y_drop(y, QUIET_MS);
}

/* --- what the receiver says ------------------------------------------------------------------- */

/* On a noisy line any byte can look like Ctrl-C: it is one if no other byte follows. */
static int y_ctrl_c(struct shell_ymodem *y)
{
	int byte = y_read(y, QUIET_MS);

	return byte == -ETIMEDOUT ? -EINTR : byte < 0 ? byte : 0;
}

/* The next byte. -ECANCELED: CAN twice; -EINTR: Ctrl-C; 0 for what is left of these; -errno. */
static int y_next(struct shell_ymodem *y, unsigned ms)
{
	int byte = y_read(y, ms);

	if (byte == CTRL_C)
		return y_ctrl_c(y);
	if (byte != SHELL_XMODEM_CAN)
		return byte;
	byte = y_read(y, AFTER_MS);
	if (byte == SHELL_XMODEM_CAN)
		return -ECANCELED;
	return byte < 0 && byte != -ETIMEDOUT ? byte : 0;
}

/* The answer to what was sent: one of @wanted; or -errno, as y_next's. */
static int y_answer(struct shell_ymodem *y, const char *wanted)
{
	int byte = y_next(y, ANSWER_MS);

	for (int i = 0; i < OTHERS_MAX && byte >= 0; i++) {
		if (byte && strchr(wanted, byte))
			return byte;
		byte = y_next(y, AFTER_MS);
	}
	return byte < 0 ? byte : -ETIMEDOUT;
}

/* Waits for the receiver to be started: 0, or -errno. It may have asked several times. */
static int y_wait(struct shell_ymodem *y)
{
	uint64_t waited = 0, most = (uint64_t)y->patience * NOISE;

	while (waited < most) {
		int byte = y_next(y, 1000);

		if (byte == ASK || byte == SHELL_XMODEM_NAK) {
			y->heard = true;
			y->crc = byte == ASK;
			return 0;
		}
		if (byte < 0 && byte != -ETIMEDOUT)
			return byte;
		waited += byte == -ETIMEDOUT ? NOISE : 1;
	}
	return -ETIMEDOUT;
}

/* --- what is sent ----------------------------------------------------------------------------- */

/* Sends a block, or EOT alone, until it is accepted, at most @most times. 0, or -errno. */
static int y_put(struct shell_ymodem *y, const void *bytes, size_t len, int most)
{
	unsigned quiet = 0;
	int err = 0;

	for (int tries = 0; tries < most; tries++) {
		int dropped = y_drop(y, quiet);

		if (dropped)
			return dropped;
		y->write(y->context, bytes, len);
		err = y_answer(y, "\x06\x15");
		/* Sent twice, it may be answered twice: that is not the next block's answer. */
		if (err == SHELL_XMODEM_ACK)
			return quiet ? y_drop(y, quiet) : 0;
		if (err < 0 && err != -ETIMEDOUT)
			return err;
		quiet = len > 1 ? QUIET_MS : 0;
		y->repeated += len > 1;
	}
	return err < 0 ? err : -EIO;
}

/* Sends the block, of @len bytes, that is in y->block. */
static int y_block(struct shell_ymodem *y, uint8_t number, size_t len, int most)
{
	uint8_t *to = y->block + 3 + len;
	uint16_t check = (y->crc ? shell_xmodem_crc : shell_xmodem_sum)(y->block + 3, len);

	y->block[0] = len == SHELL_XMODEM_BLOCK ? SHELL_XMODEM_STX : SHELL_XMODEM_SOH;
	y->block[1] = number;
	y->block[2] = (uint8_t)~number;
	if (y->crc)
		*to++ = (uint8_t)(check >> 8);
	*to++ = (uint8_t)check;
	return y_put(y, y->block, (size_t)(to - y->block), most);
}

/* Block 0: the file's name, NUL, its size in decimal; NULL: the batch is over. */
static int y_name(struct shell_ymodem *y, const struct shell_ymodem_file *file)
{
	char *text = (char *)y->block + 3;

	memset(text, 0, SHELL_XMODEM_SHORT);
	if (file) {
		size_t len = (size_t)snprintf(text, SHELL_YMODEM_NAME_MAX, "%s", file->name) + 1;

		snprintf(text + len, SHELL_XMODEM_SHORT - len, "%" PRIu64, file->size);
	}
	return y_block(y, 0, SHELL_XMODEM_SHORT, file ? TRIES_MAX : END_TRIES);
}

static int y_data(struct shell_ymodem *y, int file)
{
	uint64_t size = y->file[file].size, at = 0;
	uint8_t number = 1;
	int err = 0;

	while (at < size && !err) {
		uint64_t left = size - at;
		size_t len = y->plain || left <= SHELL_XMODEM_SHORT ? SHELL_XMODEM_SHORT
								    : SHELL_XMODEM_BLOCK;
		size_t part = left < len ? (size_t)left : len;

		memset(y->block + 3, SHELL_XMODEM_PAD, len);
		err = y->data(y->context, file, at, y->block + 3, part);
		if (!err)
			err = y_block(y, number++, len, TRIES_MAX);
		at += part;
	}
	return err;
}

/* The receiver asks for what follows. Where the request does not come, its time has passed. */
static int y_asked(struct shell_ymodem *y)
{
	int err = y_answer(y, "C");

	return err < 0 && err != -ETIMEDOUT ? err : 0;
}

static int y_file(struct shell_ymodem *y, int file)
{
	static const char end = SHELL_XMODEM_EOT;
	int err = 0;

	if (!y->plain) {
		err = file ? y_asked(y) : 0;
		if (!err)
			err = y_name(y, &y->file[file]);
		if (!err)
			err = y_asked(y);
	}
	if (!err)
		err = y_data(y, file);
	if (!err)
		err = y_put(y, &end, 1, TRIES_MAX);
	y->done += !err;
	return err;
}

/* The receiver has all files: that it does not answer any more is no failure. */
static int y_end(struct shell_ymodem *y)
{
	int err = y->plain ? 0 : y_asked(y);

	if (!err && !y->plain)
		err = y_name(y, NULL);
	return err == -ETIMEDOUT ? 0 : err;
}

static int y_all(struct shell_ymodem *y)
{
	int err = y_wait(y);

	if (err)
		return err;
	y->plain = y->plain || !y->crc; /* receivers of YMODEM ask for a CRC */
	if (y->plain && y->files > 1)
		return -EPROTO;
	while (!err && y->done < y->files)
		err = y_file(y, y->done);
	return err ? err : y_end(y);
}

int shell_ymodem_send(struct shell_ymodem *y)
{
	int err = y_all(y);

	if (err && err != -ECANCELED && err != -EPIPE)
		y_cancel(y);
	return err;
}
