/* One block from the line, checked; and what else may come instead. Source: as xmodem.h. */
#include <errno.h>
#include "kernel/ascii.h"
#include "shell/transfer/xmodem.h"

enum {
	BYTE_MS = 1000,   /* for the next byte within a block */
	QUIET_MS = 200,   /* of silence: what was on its way has arrived */
	QUIET_MAX = 8192, /* bytes, after which a line is not expected to become silent */
};

static int x_read(struct shell_xmodem *x, unsigned ms)
{
	return x->read(x->context, ms);
}

int shell_xmodem_quiet(struct shell_xmodem *x)
{
	int byte = 0;

	for (int i = 0; i < QUIET_MAX && byte >= 0; i++)
		byte = x_read(x, QUIET_MS);
	return byte < 0 && byte != -ETIMEDOUT ? byte : 0;
}

/* The next @bytes bytes as a number; -errno. */
static int x_number(struct shell_xmodem *x, int bytes)
{
	int number = 0;

	for (; bytes; bytes--) {
		int byte = x_read(x, BYTE_MS);

		if (byte < 0)
			return byte;
		number = number << 8 | byte;
	}
	return number;
}

/* What follows SOH or STX. SHELL_XMODEM_GOOD or SHELL_XMODEM_BAD; -errno. */
static int x_body(struct shell_xmodem *x, size_t len)
{
	int number = x_number(x, 2), check;

	for (x->len = 0; number >= 0 && x->len < len; x->len++) {
		int byte = x_read(x, BYTE_MS);

		if (byte < 0)
			return byte;
		x->block[x->len] = (uint8_t)byte;
	}
	check = number < 0 ? number : x_number(x, x->crc ? 2 : 1);
	if (check < 0)
		return check;
	x->number = (uint8_t)(number >> 8);
	if ((number >> 8 ^ (number & 0xff)) != 0xff)
		return SHELL_XMODEM_BAD;
	return check == (x->crc ? shell_xmodem_crc : shell_xmodem_sum)(x->block, len)
		       ? SHELL_XMODEM_GOOD
		       : SHELL_XMODEM_BAD;
}

/* On a noisy line any byte can look like Ctrl-C or a file's end. It is one only if no other byte
 * follows. */
static int x_alone(struct shell_xmodem *x, int what, int event)
{
	int byte;

	do
		byte = x_read(x, QUIET_MS);
	while (byte == what);
	if (byte == -ETIMEDOUT)
		return event;
	return byte < 0 ? byte : SHELL_XMODEM_BAD;
}

static int x_begun(struct shell_xmodem *x, int byte)
{
	switch (byte) {
	case SHELL_XMODEM_SOH:
		return x_body(x, SHELL_XMODEM_SHORT);
	case SHELL_XMODEM_STX:
		return x_body(x, SHELL_XMODEM_BLOCK);
	case SHELL_XMODEM_EOT:
		return x_alone(x, SHELL_XMODEM_EOT, SHELL_XMODEM_END);
	case SHELL_XMODEM_CAN:
		byte = x_read(x, BYTE_MS);
		return byte == SHELL_XMODEM_CAN ? -ECANCELED : byte < 0 ? byte : SHELL_XMODEM_BAD;
	case CTRL_C:
		return x_alone(x, CTRL_C, -EINTR);
	default:
		return byte < 0 ? byte : SHELL_XMODEM_BAD;
	}
}

int shell_xmodem_next(struct shell_xmodem *x, unsigned ms)
{
	int byte = x_read(x, ms);
	int event = x_begun(x, byte), err;

	if (byte >= 0 && event == -ETIMEDOUT)
		return SHELL_XMODEM_BAD; /* a block that is not complete */
	err = event == SHELL_XMODEM_BAD ? shell_xmodem_quiet(x) : 0;
	return err ? err : event;
}
