/*
 * libFuzzer: a hostile sender of XMODEM and YMODEM. Each byte of the input is what it does next: a
 * block that is whole, a name, bytes as they are, silence, the end. The receiver must take no more
 * than was sent and announced, answer with what the protocol knows, and end soon after the sender.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "shell/transfer/xmodem.h"

enum {
	FUZZ_LINE = 1100,
	FUZZ_ACTS = 120,
	FUZZ_DEAD_MS = 600 * 1000,
	SOH = 1,
	STX = 2,
	EOT = 4,
	CAN = 0x18
};

static struct fuzz_sender {
	const uint8_t *data;
	size_t left;
	uint8_t line[FUZZ_LINE]; /* what is on its way */
	size_t at, len;
	uint8_t number;       /* of the next block */
	bool sum;             /* blocks have a sum, not a CRC */
	uint64_t sent, taken; /* bytes */
	uint64_t size;        /* of the open file, as announced */
	bool open;
	uint64_t dead_ms; /* waited for since the sender has gone */
} fuzz;

static void fuzz_expect(bool good)
{
	if (!good)
		abort();
}

static uint8_t fuzz_next(void)
{
	if (!fuzz.left)
		return 0;
	fuzz.left--;
	return *fuzz.data++;
}

static unsigned fuzz_crc(const uint8_t *bytes, size_t len)
{
	unsigned crc = 0;

	for (size_t i = 0; i < len * 8 + 16; i++) {
		unsigned bit = i < len * 8 ? bytes[i / 8] >> (7 - i % 8) & 1 : 0;

		crc = crc << 1 | bit;
		crc ^= crc & 0x10000 ? 0x11021 : 0;
	}
	return crc & 0xffff;
}

static void fuzz_block(uint8_t number, const void *text, size_t text_len, size_t len)
{
	uint8_t *to = fuzz.line, sum = 0;
	unsigned crc;

	memset(to, 0x1a, FUZZ_LINE);
	to[0] = len == SHELL_XMODEM_BLOCK ? STX : SOH;
	to[1] = number;
	to[2] = (uint8_t)~number;
	memcpy(to + 3, text, text_len);
	for (size_t i = 0; i < len; i++)
		sum = (uint8_t)(sum + to[3 + i]);
	crc = fuzz_crc(to + 3, len);
	to[3 + len] = fuzz.sum ? sum : (uint8_t)(crc >> 8);
	to[4 + len] = (uint8_t)crc;
	fuzz.len = len + 4 + !fuzz.sum;
}

/* The name, NUL, and what the fuzzer writes for size and more. */
static void fuzz_name(size_t len)
{
	char text[64] = { 0 };

	for (size_t i = 0; i < len; i++)
		text[i] = (char)fuzz_next();
	fuzz_block(0, text, sizeof(text), 128);
	fuzz.number = 1;
}

/* Puts what the sender does next on the line: 0, or an error of the line. */
static int fuzz_act(void)
{
	uint8_t act = fuzz_next();

	fuzz.at = fuzz.len = 0;
	switch (act >> 5) {
	case 0:
		return -ETIMEDOUT;
	case 1:
		fuzz_block(fuzz.number++, "data", 4, 128);
		break;
	case 2:
		fuzz_block(fuzz.number++, "data", 4, SHELL_XMODEM_BLOCK);
		break;
	case 3:
		fuzz_name(act & 31);
		break;
	case 4:
		fuzz_block((uint8_t)(fuzz.number + (act & 31) - 16), "data", 4, 128);
		break;
	case 5:
		fuzz.line[fuzz.len++] = act & 1 ? EOT : CAN;
		break;
	case 6:
		fuzz.sum = act & 1;
		return act & 16 ? -EINTR : -ETIMEDOUT;
	default:
		while (fuzz.len <= (act & 31))
			fuzz.line[fuzz.len++] = fuzz_next();
	}
	fuzz.sent += fuzz.len;
	return 0;
}

static int fuzz_read(void *context, unsigned ms)
{
	(void)context;
	fuzz_expect(ms > 0);
	if (fuzz.at == fuzz.len) {
		int err = fuzz.left ? fuzz_act() : -ETIMEDOUT;

		if (!fuzz.left && err)
			fuzz_expect((fuzz.dead_ms += ms) < FUZZ_DEAD_MS);
		if (err)
			return err;
	}
	return fuzz.line[fuzz.at++];
}

static void fuzz_write(void *context, const char *bytes, size_t len)
{
	(void)context;
	for (size_t i = 0; i < len; i++)
		fuzz_expect(bytes[i] && strchr("C\025\006\030\b", bytes[i]));
}

static int fuzz_begin(void *context, const char *name, uint64_t size)
{
	(void)context;
	fuzz_expect(strlen(name) <= SHELL_XMODEM_BLOCK);
	fuzz.open = true;
	fuzz.size = size;
	return size == 13 ? -ENOSPC : 0;
}

static int fuzz_data(void *context, const uint8_t *bytes, size_t len)
{
	(void)context;
	fuzz_expect(fuzz.open && len <= SHELL_XMODEM_BLOCK && len <= fuzz.size);
	fuzz_expect((fuzz.taken += len) <= fuzz.sent);
	if (fuzz.size != UINT64_MAX)
		fuzz.size -= len;
	return len && bytes[0] == 13 ? -ENOSPC : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct shell_xmodem xmodem = {
		.read = fuzz_read,
		.write = fuzz_write,
		.begin = fuzz_begin,
		.data = fuzz_data,
		.patience = 10,
	};

	if (size > FUZZ_ACTS)
		return 0;
	fuzz = (struct fuzz_sender){ .data = data, .left = size, .number = 1 };
	fuzz_expect(shell_xmodem_receive(&xmodem) <= 0);
	return 0;
}
