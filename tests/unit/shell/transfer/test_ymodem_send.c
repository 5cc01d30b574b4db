/*
 * Sending by YMODEM and XMODEM. Each row is what a receiver answers, and the complete trace of what
 * is sent: [NAME SIZE] and [] are blocks 0, N:LEN is a block (with an s: with the plain sum), E is
 * EOT, X the cancel sequence. Every block's check and data are checked.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "shell/transfer/ymodem_send.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

enum { TRACE_MAX = 8192, FILES_MAX = 3, TRIES = 10, BIG = 300000 };

/*
 * What read returns, in turn: C and N are requests, A is ACK, N is NAK, X is CAN, c is Ctrl-C, ? a
 * byte that means nothing, . silence as long as the sender waits, I is Ctrl-C on another console, P
 * the end of the input. Where the sender only looks, or waits for silence, it finds silence; but
 * the byte after a +, if that is next. At the end comes silence; after a *, ACK for ever.
 */
struct row {
	const char *title;
	const char *answers;
	uint64_t size[FILES_MAX]; /* of the files, up to the first UINT64_MAX */
	bool plain;
	int result, done;
	const char *trace;
	unsigned repeated;
};

#define NONE UINT64_MAX
#define ONE                                                                                        \
	{                                                                                          \
		100, NONE                                                                          \
	}
#define START                                                                                      \
	"C"                                                                                        \
	"A"                                                                                        \
	"C" /* a file's name is accepted */
#define END                                                                                        \
	"N"                                                                                        \
	"A"                                                                                        \
	"C"                                                                                        \
	"A" /* its end, and the batch's, are */
#define LAST  "E E []"
#define TEN_N "NNNNNNNNNN"
#define TEN_E "1:128 1:128 1:128 1:128 1:128 1:128 1:128 1:128 1:128 1:128 "

/* clang-format off */
static const struct row rows[] = {
	{ "a file", START "A" END, ONE, false, 0, 1, "[f0 100] 1:128 " LAST, 0 },
	{ "blocks as long as they can be", START "AAA" END, { 2048 + 128, NONE }, false, 0, 1,
	  "[f0 2176] 1:1024 2:1024 3:128 " LAST, 0 },
	{ "one byte more", START "AA" END, { 1024 + 129, NONE }, false, 0, 1,
	  "[f0 1153] 1:1024 2:1024 " LAST, 0 },
	{ "an empty file", START END, { 0, NONE }, false, 0, 1, "[f0 0] " LAST, 0 },
	{ "two files", START "A" "NA" START "AA" END, { 5, 2000, NONE }, false, 0, 2,
	  "[f0 5] 1:128 E E [f1 2000] 1:1024 2:1024 " LAST, 0 },
	{ "an end that is accepted at once", START "A" "A" "CA", ONE, false, 0, 1,
	  "[f0 100] 1:128 E []", 0 },
	{ "the receiver waits", "....." START "A" END, ONE, false, 0, 1,
	  "[f0 100] 1:128 " LAST, 0 },
	{ "it asked several times", "C+C+CACA" END, ONE, false, 0, 1, "[f0 100] 1:128 " LAST, 0 },
	{ "no request for the data", "CA.A" END, ONE, false, 0, 1, "[f0 100] 1:128 " LAST, 0 },
	{ "no request for the end", START "ANA." "A", ONE, false, 0, 1, "[f0 100] 1:128 " LAST, 0 },
	{ "it ends without the last answer", START "ANAC", ONE, false, 0, 1,
	  "[f0 100] 1:128 E E [] []", 2 },
	{ "bytes between answers", "??C?A?C??A?N?A?C?A", ONE, false, 0, 1,
	  "[f0 100] 1:128 " LAST, 0 },

	{ "XMODEM by CRC", "CANA", ONE, true, 0, 1, "1:128 E E", 0 },
	{ "XMODEM by the sum", "NAA", ONE, true, 0, 1, "1:128s E", 0 },
	{ "short blocks", "CAAAA", { 300, NONE }, true, 0, 1, "1:128 2:128 3:128 E", 0 },
	{ "it asks for XMODEM", "NAA", ONE, false, 0, 1, "1:128s E", 0 },
	{ "XMODEM has one file", "N", { 1, 2, NONE }, false, -EPROTO, 0, "X", 0 },

	{ "a damaged block", START "NA" END, ONE, false, 0, 1, "[f0 100] 1:128 1:128 " LAST, 1 },
	{ "a lost answer", START ".A" END, ONE, false, 0, 1, "[f0 100] 1:128 1:128 " LAST, 1 },
	{ "a late answer is no other block's", START ".A+AA" END, { 1024 + 5, NONE }, false, 0, 1,
	  "[f0 1029] 1:1024 1:1024 2:128 " LAST, 1 },
	{ "a name that was lost", "C.ACA" END, ONE, false, 0, 1,
	  "[f0 100] [f0 100] 1:128 " LAST, 1 },
	{ "asked again instead", "CC.ACA" END, ONE, false, 0, 1,
	  "[f0 100] [f0 100] 1:128 " LAST, 1 },
	{ "refused again and again", START TEN_N, ONE, false, -EIO, 0,
	  "[f0 100] " TEN_E "X", 10 },
	{ "it stops", START, ONE, false, -ETIMEDOUT, 0, "[f0 100] " TEN_E "X", 10 },
	{ "its end is refused", START "A" TEN_N, ONE, false, -EIO, 0,
	  "[f0 100] 1:128 E E E E E E E E E E X", 0 },
	{ "there is no receiver", "", ONE, false, -ETIMEDOUT, 0, "X", 0 },
	{ "noise is no receiver", "????????????????????", ONE, false, -ETIMEDOUT, 0, "X", 0 },

	{ "it cancels", START "XX", ONE, false, -ECANCELED, 0, "[f0 100] 1:128", 0 },
	{ "it cancels at the start", "XX", ONE, false, -ECANCELED, 0, "", 0 },
	{ "one CAN is noise", START "X.A" END, ONE, false, 0, 1, "[f0 100] 1:128 " LAST, 0 },
	{ "Ctrl-C at the start", "..c", ONE, false, -EINTR, 0, "X", 0 },
	{ "Ctrl-C", START "c", ONE, false, -EINTR, 0, "[f0 100] 1:128 X", 0 },
	{ "noise like Ctrl-C", START "c+?A" END, ONE, false, 0, 1, "[f0 100] 1:128 " LAST, 0 },
	{ "Ctrl-C elsewhere", START "I", ONE, false, -EINTR, 0, "[f0 100] 1:128 X", 0 },
	{ "the input ends", START "P", ONE, false, -EPIPE, 0, "[f0 100] 1:128", 0 },
	{ "Ctrl-C where silence is waited for", START ".+I", ONE, false, -EINTR, 0,
	  "[f0 100] 1:128 X", 1 },
	{ "what cannot be read", START "AA", { BIG - 1, NONE }, false, -EFAULT, 0,
	  "[f0 299999] 1:1024 2:1024 X", 0 },
};
/* clang-format on */

static struct {
	const char *next; /* of the answers */
	struct shell_ymodem *ymodem;
	char trace[TRACE_MAX];
	size_t traced;
	uint64_t asked; /* bytes of the file that were asked for */
	uint64_t block_at;
	size_t blocks; /* where nothing is traced */
	bool quiet;    /* nothing is traced */
} fake;

static void note(const char *format, ...)
{
	va_list args;

	if (fake.quiet)
		return;
	va_start(args, format);
	if (fake.traced)
		fake.trace[fake.traced++] = ' ';
	fake.traced += (size_t)vsnprintf(fake.trace + fake.traced, TRACE_MAX - fake.traced, format,
					 args);
	va_end(args);
	assert_true(fake.traced < TRACE_MAX);
}

static int answer_of(char token)
{
	static const struct {
		char token;
		int answer;
	} answers[] = {
		{ 'C', 'C' },        { 'A', 6 },      { 'N', 21 },     { 'X', 24 },   { 'c', 3 },
		{ '.', -ETIMEDOUT }, { 'I', -EINTR }, { 'P', -EPIPE }, { '?', 0x7f }, { '*', 6 },
	};

	for (size_t i = 0; i < ROWS(answers); i++)
		if (answers[i].token == token)
			return answers[i].answer;
	fail();
	return 0;
}

static int fake_read(void *context, unsigned ms)
{
	(void)context;
	if (ms <= 200) {
		if (*fake.next != '+')
			return -ETIMEDOUT;
		fake.next += 2;
		return answer_of(fake.next[-1]);
	}
	if (!*fake.next)
		return -ETIMEDOUT;
	return answer_of(*fake.next == '*' ? '*' : *fake.next++);
}

static uint8_t byte_at(int file, uint64_t at)
{
	return (uint8_t)(at * 7 + at / 256 + (unsigned)file);
}

static int fake_data(void *context, int file, uint64_t at, uint8_t *bytes, size_t len)
{
	(void)context;
	assert_int_equal(file, fake.ymodem->done);
	assert_int_equal(at, fake.asked);
	assert_true(len && at + len <= fake.ymodem->file[file].size);
	if (fake.ymodem->file[file].size == BIG - 1 && at == 2048)
		return -EFAULT;
	for (size_t i = 0; i < len; i++)
		bytes[i] = byte_at(file, at + i);
	fake.block_at = at;
	fake.asked += len;
	return 0;
}

/* The polynomial division of the standard, bit by bit, unlike the code under test. */
static unsigned slow_crc(const uint8_t *bytes, size_t len)
{
	unsigned crc = 0;

	for (size_t i = 0; i < len * 8 + 16; i++) {
		unsigned bit = i < len * 8 ? bytes[i / 8] >> (7 - i % 8) & 1 : 0;

		crc = crc << 1 | bit;
		crc ^= crc & 0x10000 ? 0x11021 : 0;
	}
	return crc & 0xffff;
}

static void expect_data(const uint8_t *bytes, size_t len)
{
	int file = fake.ymodem->done;
	uint64_t size = fake.ymodem->file[file].size;

	for (size_t i = 0; i < len; i++)
		assert_int_equal(bytes[i], fake.block_at + i < size
						   ? byte_at(file, fake.block_at + i)
						   : 0x1a);
}

static void note_name(const uint8_t *bytes)
{
	const char *name = (const char *)bytes;

	if (*name)
		note("[%s %s]", name, name + strlen(name) + 1);
	else
		note("[]");
	fake.asked = 0;
}

static void note_block(const uint8_t *bytes, size_t len)
{
	size_t data = bytes[0] == 2 ? 1024 : 128;
	bool crc = len == data + 5;

	assert_true(bytes[0] == 1 || bytes[0] == 2);
	assert_int_equal(bytes[1] ^ bytes[2], 0xff);
	assert_int_equal(len, data + 4 + crc);
	if (crc)
		assert_int_equal(bytes[3 + data] << 8 | bytes[4 + data], slow_crc(bytes + 3, data));
	fake.blocks++;
	if (!fake.ymodem->plain && bytes[1] == 0 && !fake.quiet) {
		note_name(bytes + 3);
		return;
	}
	if (!fake.quiet)
		expect_data(bytes + 3, data);
	note("%u:%zu%s", bytes[1], data, crc ? "" : "s");
}

static void fake_write(void *context, const char *bytes, size_t len)
{
	(void)context;
	if (len == 1)
		note("%s", *bytes == 4 ? "E" : "?");
	else if (len == 10)
		note("%s", memcmp(bytes, "\30\30\30\30\30\b\b\b\b\b", 10) ? "?" : "X");
	else
		note_block((const uint8_t *)bytes, len);
}

static void run(const struct row *row, struct shell_ymodem *ymodem)
{
	static struct shell_ymodem_file file[FILES_MAX];

	*ymodem = (struct shell_ymodem){
		.read = fake_read,
		.write = fake_write,
		.data = fake_data,
		.file = file,
		.plain = row->plain,
		.patience = 6,
	};
	for (; row->size[ymodem->files] != NONE; ymodem->files++) {
		snprintf(file[ymodem->files].name, sizeof(file->name), "f%d", ymodem->files);
		file[ymodem->files].size = row->size[ymodem->files];
	}
	memset(&fake, 0, sizeof(fake));
	fake.next = row->answers;
	fake.ymodem = ymodem;
}

static void receivers(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		const struct row *row = &rows[i];
		struct shell_ymodem ymodem;

		run(row, &ymodem);
		print_message("%s\n", row->title);
		assert_int_equal(shell_ymodem_send(&ymodem), row->result);
		assert_string_equal(fake.trace, row->trace);
		assert_int_equal(ymodem.done, row->done);
		assert_int_equal(ymodem.repeated, row->repeated);
	}
}

/* The number of a block is one byte: it wraps. */
static void a_long_file(void **state)
{
	static const struct row row = { .answers = "CAC*", .size = { BIG, NONE } };
	struct shell_ymodem ymodem;

	(void)state;
	run(&row, &ymodem);
	fake.quiet = true;
	assert_int_equal(shell_ymodem_send(&ymodem), 0);
	assert_int_equal(fake.asked, BIG);
	assert_int_equal(fake.blocks, 1 + (BIG + 1023) / 1024 + 1);
}

/* Names are cut so that the size has room, too. */
static void a_long_name(void **state)
{
	static const struct row row = { .answers = "CACANACA", .size = { UINT64_MAX - 1, NONE } };
	static struct shell_ymodem_file file;
	struct shell_ymodem ymodem;

	(void)state;
	run(&row, &ymodem);
	memset(file.name, 'n', sizeof(file.name) - 1);
	file.size = UINT64_MAX - 1;
	ymodem.file = &file;
	fake.next = "CXX";
	assert_int_equal(shell_ymodem_send(&ymodem), -ECANCELED);
	assert_non_null(strstr(fake.trace, "n 18446744073709551614]"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(receivers),
		cmocka_unit_test(a_long_file),
		cmocka_unit_test(a_long_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
