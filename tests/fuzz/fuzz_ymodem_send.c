/*
 * libFuzzer: a hostile receiver of YMODEM and XMODEM. The first byte chooses what is sent, each
 * other one is what the receiver says next. Whatever that is: what is sent are whole blocks with
 * good checks, each the next one or the same again, with the files' bytes in their order; and it
 * ends soon after the receiver has gone.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "shell/transfer/ymodem_send.h"

enum { FUZZ_ANSWERS = 400, FUZZ_FILES = 2, FUZZ_DEAD_MS = 600 * 1000 };

static struct fuzz_receiver {
	const uint8_t *data;
	size_t left;
	struct shell_ymodem *ymodem;
	uint64_t asked;                    /* bytes of the file, by data */
	unsigned blocks;                   /* of the file, likewise */
	bool open;                         /* data of a file is being sent */
	uint8_t block[SHELL_XMODEM_BLOCK]; /* what data gave last, padded */
	uint64_t dead_ms;                  /* waited for since the receiver has gone */
	size_t sent;
} fuzz;

static void fuzz_expect(bool good)
{
	if (!good)
		abort();
}

static int fuzz_read(void *context, unsigned ms)
{
	static const char says[] = "C\006\006\006\025\030\003";
	uint8_t act;

	(void)context;
	if (!fuzz.left) {
		fuzz_expect((fuzz.dead_ms += ms) < FUZZ_DEAD_MS);
		return -ETIMEDOUT;
	}
	/* Where the sender only looks, the line is mostly silent. */
	if (ms <= 200 && *fuzz.data < 0xe0)
		return -ETIMEDOUT;
	fuzz.left--;
	act = *fuzz.data++;
	if (act == 0xff)
		return -EINTR;
	if (act == 0xfe)
		return -EPIPE;
	return act & 0x80 ? act & 0x40 ? act & 0x1f : -ETIMEDOUT : says[act % 7];
}

static int fuzz_data(void *context, int file, uint64_t at, uint8_t *bytes, size_t len)
{
	(void)context;
	if (!fuzz.open)
		fuzz.asked = fuzz.blocks = 0;
	fuzz.open = true;
	fuzz.blocks++;
	fuzz_expect(file == fuzz.ymodem->done && at == fuzz.asked);
	fuzz_expect(len && len <= SHELL_XMODEM_BLOCK);
	fuzz_expect(at + len <= fuzz.ymodem->file[file].size);
	memset(fuzz.block, 0x1a, sizeof(fuzz.block));
	for (size_t i = 0; i < len; i++)
		fuzz.block[i] = bytes[i] = (uint8_t)(at + i + (at + i) / 256);
	fuzz.asked += len;
	return at && fuzz.left % 64 == 63 ? -EFAULT : 0;
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

static void fuzz_expect_block(const uint8_t *bytes, size_t len)
{
	size_t data = bytes[0] == SHELL_XMODEM_STX ? SHELL_XMODEM_BLOCK : SHELL_XMODEM_SHORT;
	unsigned sum = 0;

	fuzz_expect(bytes[0] == SHELL_XMODEM_SOH || bytes[0] == SHELL_XMODEM_STX);
	fuzz_expect((bytes[1] ^ bytes[2]) == 0xff);
	for (size_t i = 0; i < data; i++)
		sum += bytes[3 + i];
	if (len == data + 5)
		fuzz_expect((unsigned)(bytes[3 + data] << 8 | bytes[4 + data]) ==
			    fuzz_crc(bytes + 3, data));
	else
		fuzz_expect(len == data + 4 && bytes[3 + data] == (sum & 0xff));
	if (fuzz.open) {
		fuzz_expect(bytes[1] == (uint8_t)fuzz.blocks);
		fuzz_expect(memcmp(bytes + 3, fuzz.block, data) == 0);
	} else {
		fuzz_expect(bytes[1] == 0 && !fuzz.ymodem->plain);
	}
}

static void fuzz_write(void *context, const char *text, size_t len)
{
	(void)context;
	fuzz_expect(++fuzz.sent < 4 * FUZZ_ANSWERS);
	if (len == 1) {
		fuzz_expect(*text == SHELL_XMODEM_EOT);
		fuzz_expect(!fuzz.open || fuzz.asked == fuzz.ymodem->file[fuzz.ymodem->done].size);
		fuzz.open = false;
	} else if (len == strlen(SHELL_XMODEM_CANCEL)) {
		fuzz_expect(memcmp(text, SHELL_XMODEM_CANCEL, len) == 0);
	} else {
		fuzz_expect_block((const uint8_t *)text, len);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct shell_ymodem_file file[FUZZ_FILES] = { { .name = "one" }, { .name = "two" } };
	struct shell_ymodem ymodem = {
		.read = fuzz_read,
		.write = fuzz_write,
		.data = fuzz_data,
		.file = file,
		.patience = 10,
	};

	if (!size || size > FUZZ_ANSWERS)
		return 0;
	ymodem.plain = data[0] & 1;
	ymodem.files = data[0] & 2 && !ymodem.plain ? 2 : 1;
	file[0].size = (data[0] >> 2) * 61;
	file[1].size = data[0] * 13;
	fuzz = (struct fuzz_receiver){ .data = data + 1, .left = size - 1, .ymodem = &ymodem };
	fuzz_expect(shell_ymodem_send(&ymodem) <= 0);
	fuzz_expect(ymodem.done <= ymodem.files);
	return 0;
}
