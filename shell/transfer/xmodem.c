#include "shell/transfer/xmodem.h"
/* The conversation: what is requested, what is answered, and when it is over. */
#include <errno.h>
#include <string.h>

enum {
	WAIT_MS = 3000,  /* for a block to begin; then it is requested again */
	LINGER_MS = 400, /* at the end: the sender may not have received the last answer */
	TRIES_MAX = 10,  /* as the source says */
	CRC_TRIES = 7,   /* then a request for the plain sum, for an old sender */
	NOISE = 16,      /* until a sender is heard, so many garbage blocks count as one timeout */
};

static void x_put(struct shell_xmodem *x, char c)
{
	x->write(x->context, &c, 1);
}

static void x_cancel(struct shell_xmodem *x)
{
	x->write(x->context, SHELL_XMODEM_CANCEL, strlen(SHELL_XMODEM_CANCEL));
	shell_xmodem_quiet(x);
}

/* Requests the beginning of a file, and the kind of checksum. */
static void x_ask(struct shell_xmodem *x)
{
	unsigned silent = x->tries / NOISE;

	if (!x->heard)
		x->crc = silent < CRC_TRIES || silent % 4;
	x_put(x, x->crc ? 'C' : SHELL_XMODEM_NAK);
}

static int x_open(struct shell_xmodem *x, const char *name, uint64_t size)
{
	int err = x->begin(x->context, name, size);

	x->open = true;
	x->running = x->ending = false;
	x->expected = 1;
	x->left = size;
	return err;
}

/* The size: decimal digits, which the sender writes after the name. */
static uint64_t x_size(const char *text)
{
	uint64_t size = 0;

	if (*text < '0' || *text > '9')
		return UINT64_MAX;
	for (; *text >= '0' && *text <= '9' && size < UINT64_MAX / 16; text++)
		size = size * 10 + (uint64_t)(*text - '0');
	return size;
}

static int x_open_named(struct shell_xmodem *x)
{
	const char *name = (const char *)x->block;
	const char *size = name + strnlen(name, x->len) + 1;

	return x_open(x, name, size < name + x->len ? x_size(size) : UINT64_MAX);
}

/*
 * Block 0 of YMODEM: the name, NUL, the size. 1: the batch is over. It may come twice, if the
 * answer was lost. Waits for silence before the answer, because a sender that has just begun may
 * have found several requests, and answers each.
 */
static int x_name(struct shell_xmodem *x)
{
	int err = shell_xmodem_quiet(x);

	x->block[x->len] = '\0';
	x->batch = true;
	if (!err && !x->open && x->block[0])
		err = x_open_named(x);
	if (err)
		return err;
	x_put(x, SHELL_XMODEM_ACK);
	if (!x->block[0])
		return 1;
	x_ask(x);
	return 0;
}

static int x_data(struct shell_xmodem *x)
{
	size_t len = x->len < x->left ? x->len : (size_t)x->left;
	int err = len ? x->data(x->context, x->block, len) : 0;

	if (err)
		return err;
	if (x->left != UINT64_MAX)
		x->left -= len;
	x->expected++;
	x->running = true;
	x->ending = false;
	x_put(x, SHELL_XMODEM_ACK);
	return 0;
}

/* A good block. 0; 1: all is done; -errno. */
static int x_block(struct shell_xmodem *x)
{
	bool first = !x->open || !x->running;
	int err;

	x->heard = true;
	x->tries = 0;
	if (first && x->number == 0)
		return x_name(x);
	if (!x->open && (x->batch || x->number != 1))
		return -EILSEQ;
	err = x->open ? 0 : x_open(x, "", UINT64_MAX);
	if (err)
		return err;
	if (x->number == x->expected)
		return x_data(x);
	if (first || x->number != (uint8_t)(x->expected - 1))
		return -EILSEQ;
	x_put(x, SHELL_XMODEM_ACK);
	return 0;
}

/* Nothing came, or something damaged. */
static int x_again(struct shell_xmodem *x, int event)
{
	unsigned most = x->heard ? TRIES_MAX + 1 : x->patience * (1000 * NOISE) / WAIT_MS;

	x->tries += x->heard || event == SHELL_XMODEM_BAD ? 1 : NOISE;
	if (x->tries >= most)
		return event == SHELL_XMODEM_BAD ? -EIO : -ETIMEDOUT;
	x->repeated += x->heard;
	if (x->open && (x->running || x->ending))
		x_put(x, SHELL_XMODEM_NAK);
	else if (x->heard || event != SHELL_XMODEM_BAD)
		x_ask(x);
	return 0;
}

/* A file's end, which must come twice to be believed, because noise can look like it. */
static int x_eot(struct shell_xmodem *x)
{
	int err;

	if (!x->ending && (x->open || !x->heard)) {
		x->ending = true;
		x_put(x, SHELL_XMODEM_NAK);
		return 0;
	}
	err = x->heard ? 0 : x_open(x, "", UINT64_MAX); /* an empty file */
	if (err)
		return err;
	x->tries = 0;
	x->open = false;
	x_put(x, SHELL_XMODEM_ACK);
	if (x->batch)
		x_ask(x);
	return !x->batch;
}

static int x_take(struct shell_xmodem *x, int event)
{
	switch (event) {
	case SHELL_XMODEM_GOOD:
		return x_block(x);
	case SHELL_XMODEM_END:
		return x_eot(x);
	case SHELL_XMODEM_BAD:
	case -ETIMEDOUT:
		return x_again(x, event);
	default:
		return event;
	}
}

/* A sender that did not receive the last answer repeats what it sent. */
static void x_linger(struct shell_xmodem *x)
{
	int event = SHELL_XMODEM_BAD;

	for (int i = 0; i < TRIES_MAX && event >= 0; i++) {
		event = shell_xmodem_next(x, LINGER_MS);
		if (event == SHELL_XMODEM_GOOD || event == SHELL_XMODEM_END)
			x_put(x, SHELL_XMODEM_ACK);
	}
}

int shell_xmodem_receive(struct shell_xmodem *x)
{
	int result = 0;

	x_ask(x);
	while (!result)
		result = x_take(x, shell_xmodem_next(x, WAIT_MS));
	if (result > 0)
		x_linger(x);
	else if (result != -ECANCELED && result != -EPIPE)
		x_cancel(x);
	return result > 0 ? 0 : result;
}
