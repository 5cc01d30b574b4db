/*
 * Receiving by XMODEM and YMODEM. Each row is what a sender sends, and the complete trace, in
 * order: C, A, N, X are answers ('C', ACK, NAK, the cancel sequence), [NAME SIZE] begins a file,
 * and +N are N bytes of it.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "shell/transfer/xmodem.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

enum { STEPS_MAX = 48, LINE_MAX = 1100, TRACE_MAX = 4096 };

/* A sender's steps. SILENCE lasts as long as the receiver waits at that time. */
enum step_kind { STOP, SILENCE, BYTES, BLOCK, TAKEN, GONE };

struct step {
	enum step_kind kind;
	unsigned number, len; /* BLOCK; SILENCE and BYTES: repetitions, 0 is one */
	const char *text;     /* BLOCK: its first bytes; BYTES */
	unsigned text_len;
	int damage; /* BLOCK: this byte of it is flipped, from 1; < 0: left out */
	bool sum;   /* BLOCK: with the checksum, not the CRC */
};

/* clang-format off */
#define QUIET           { .kind = SILENCE }
#define QUIETS(n)       { .kind = SILENCE, .len = (n) }
#define RAW(bytes)      { .kind = BYTES, .text = (bytes), .text_len = sizeof(bytes) - 1 }
#define RAWS(bytes, n)  { .kind = BYTES, .text = (bytes), .text_len = sizeof(bytes) - 1, \
			  .len = (n) }
#define B(n, size)      { .kind = BLOCK, .number = (n), .len = (size) }
#define SUM(n, size)    { .kind = BLOCK, .number = (n), .len = (size), .sum = true }
#define BAD(n, at)      { .kind = BLOCK, .number = (n), .len = 128, .damage = (at) }
#define NAME(bytes)     { .kind = BLOCK, .len = 128, .text = (bytes), \
			  .text_len = sizeof(bytes) - 1 }
#define NAME_BAD(bytes) { .kind = BLOCK, .len = 128, .text = (bytes), \
			  .text_len = sizeof(bytes) - 1, .damage = 20 }
#define END             RAW("\4"), QUIET
#define LAST            NAME("\0"), QUIET, QUIET
/* clang-format on */

struct row {
	const char *title;
	struct step step[STEPS_MAX];
	int result;
	const char *trace;
};

struct fake {
	const struct step *step;
	unsigned turn, at;
	uint8_t line[LINE_MAX]; /* of the current step */
	size_t len;
	size_t room; /* bytes that begin and data take, then -ENOSPC */
	int dead;    /* what read returns at GONE */
	char trace[TRACE_MAX];
	size_t traced;
};

static void note(struct fake *fake, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fake->traced += (size_t)vsnprintf(fake->trace + fake->traced, TRACE_MAX - fake->traced,
					  format, args);
	va_end(args);
	assert_true(fake->traced < TRACE_MAX);
}

/* The polynomial division of the standard, bit by bit, unlike the code under test. */
static unsigned slow_crc(const uint8_t *bytes, size_t len)
{
	unsigned crc = 0;

	for (size_t i = 0; i < len * 8; i++) {
		crc = crc << 1 | (bytes[i / 8] >> (7 - i % 8) & 1);
		crc ^= crc & 0x10000 ? 0x11021 : 0;
	}
	return crc & 0xffff;
}

static unsigned crc_of(const uint8_t *bytes, size_t len)
{
	uint8_t longer[1026] = { 0 }; /* the standard appends two zero bytes */

	memcpy(longer, bytes, len);
	return slow_crc(longer, len + 2);
}

static unsigned sum_of(const uint8_t *bytes, size_t len)
{
	unsigned sum = 0;

	while (len)
		sum += bytes[--len];
	return sum & 0xff;
}

static void make_block(struct fake *fake, const struct step *step)
{
	uint8_t *line = fake->line, *end = line + 3 + step->len;

	line[0] = step->len == 1024 ? 2 : 1;
	line[1] = (uint8_t)step->number;
	line[2] = (uint8_t)~step->number;
	for (unsigned i = 0; i < step->len; i++)
		line[3 + i] = step->text ? 0 : (uint8_t)(step->number + i);
	if (step->text)
		memcpy(line + 3, step->text, step->text_len);
	if (!step->sum)
		*end++ = (uint8_t)(crc_of(line + 3, step->len) >> 8);
	*end++ = (uint8_t)(step->sum ? sum_of : crc_of)(line + 3, step->len);
	if (step->damage > 0)
		line[step->damage - 1] ^= 0x40;
	if (step->damage < 0) {
		memmove(line - step->damage - 1, line - step->damage,
			(size_t)(end - line + step->damage));
		end--;
	}
	fake->len = (size_t)(end - line);
}

static void make_line(struct fake *fake)
{
	const struct step *step = fake->step;

	fake->len = step->kind == BYTES ? step->text_len : 0;
	if (step->kind == BYTES)
		memcpy(fake->line, step->text, step->text_len);
	if (step->kind == BLOCK)
		make_block(fake, step);
	fake->at = 0;
}

/* After the script there is endless silence. */
static int fake_read(void *context, unsigned ms)
{
	struct fake *fake = context;
	const struct step *step = fake->step;
	bool last;

	assert_in_range(ms, 1, 3000);
	if (step->kind == STOP)
		return -ETIMEDOUT;
	if (step->kind == GONE)
		return fake->dead;
	if (fake->at == 0)
		make_line(fake);
	if (step->kind != SILENCE && fake->at < fake->len - 1)
		return fake->line[fake->at++];
	last = ++fake->turn >= step->len || step->kind == BLOCK;
	if (step->kind == SILENCE || last) {
		fake->step += last;
		fake->turn = last ? 0 : fake->turn;
	}
	fake->at = 0;
	return step->kind == SILENCE ? -ETIMEDOUT : fake->line[fake->len - 1];
}

static void fake_write(void *context, const char *bytes, size_t len)
{
	static const char cancel[] = "\x18\x18\x18\x18\x18\b\b\b\b\b";
	struct fake *fake = context;

	if (len == 10 && !memcmp(bytes, cancel, 10)) {
		note(fake, "X");
		return;
	}
	assert_int_equal(len, 1);
	note(fake, "%c", *bytes == 'C' ? 'C' : *bytes == 6 ? 'A' : *bytes == 0x15 ? 'N' : '?');
}

static int fake_begin(void *context, const char *name, uint64_t size)
{
	struct fake *fake = context;

	if (size == UINT64_MAX)
		note(fake, "[%s -]", name);
	else
		note(fake, "[%s %u]", name, (unsigned)size);
	return strcmp(name, "no") ? 0 : -EACCES;
}

static int fake_data(void *context, const uint8_t *bytes, size_t len)
{
	struct fake *fake = context;

	note(fake, "+%u", (unsigned)len);
	if (len > fake->room)
		return -EFAULT;
	fake->room -= len;
	/* Checks that the data is what make_block filled in. */
	for (size_t i = 1; i < len; i++)
		assert_int_equal(bytes[i], (uint8_t)(bytes[i - 1] + 1));
	return 0;
}

static struct shell_xmodem receiver(struct fake *fake)
{
	return (struct shell_xmodem){
		.read = fake_read,
		.write = fake_write,
		.begin = fake_begin,
		.data = fake_data,
		.context = fake,
		.patience = 60,
	};
}

static void run_rows(const struct row *rows, size_t count, int dead, size_t room)
{
	for (; count; rows++, count--) {
		struct fake fake = { .step = rows->step, .dead = dead, .room = room };
		struct shell_xmodem x = receiver(&fake);
		int result = shell_xmodem_receive(&x);

		if (result != rows->result || strcmp(fake.trace, rows->trace))
			print_message("%s:\n", rows->title);
		assert_string_equal(fake.trace, rows->trace);
		assert_int_equal(result, rows->result);
		assert_true(result || fake.step->kind == STOP);
	}
}

static void files_come_whole(void **state)
{
	static const struct row rows[] = {
		{ "YMODEM, trimmed",
		  { NAME("a.bin\000130 14"), QUIET, B(1, 128), B(2, 128), END, END, LAST },
		  0,
		  "C[a.bin 130]AC+128A+2ANACA" },
		{ "a batch: 1K, empty, without a size",
		  { NAME("a\0002048"), QUIET, B(1, 1024), B(2, 1024), END, END, NAME("b\0000"),
		    QUIET, END, END, NAME("c"), QUIET, B(1, 128), END, END, LAST },
		  0,
		  "C[a 2048]AC+1024A+1024ANAC[b 0]ACNAC[c -]AC+128ANACA" },
		{ "an empty batch", { LAST }, 0, "CA" },
		{ "XMODEM-CRC", { B(1, 128), B(2, 128), END, END }, 0, "C[ -]+128A+128ANA" },
		{ "XMODEM-1K with a short end",
		  { B(1, 1024), B(2, 128), END, END },
		  0,
		  "C[ -]+1024A+128ANA" },
		{ "XMODEM, an empty file", { END, END }, 0, "CN[ -]A" },
		{ "an old sender, that waits for NAK",
		  { QUIETS(8), SUM(1, 128), SUM(2, 128), END, END },
		  0,
		  "CCCCCCCCN[ -]+128A+128ANA" },
		{ "a person types first, and the sender is started late",
		  { RAW("sb x\r"), QUIET, QUIETS(5), B(1, 128), END, END },
		  0,
		  "CCCCCC[ -]+128ANA" },
		{ "who found several calls answers each",
		  { NAME("a\0005"), NAME("a\0005"), NAME("a\0005"), QUIET, B(1, 128), END, END,
		    LAST },
		  0,
		  "C[a 5]AC+5ANACA" },
		{ "more than was announced",
		  { NAME("a\0005"), QUIET, B(1, 128), B(2, 128), END, END, LAST },
		  0,
		  "C[a 5]AC+5AANACA" },
	};

	(void)state;
	run_rows(rows, ROWS(rows), 0, SIZE_MAX);
}

static void damage_is_repaired(void **state)
{
	static const struct row rows[] = {
		{ "a byte flipped: in the data, the CRC, the number, its complement",
		  { B(1, 128), BAD(2, 60), QUIET, BAD(2, 131), QUIET, BAD(2, 2), QUIET, BAD(2, 3),
		    QUIET, B(2, 128), END, END },
		  0,
		  "C[ -]+128ANNNN+128ANA" },
		{ "a byte lost: then the block does not end; or its beginning",
		  { B(1, 128), BAD(2, -60), QUIET, BAD(2, -1), QUIET, B(2, 128), END, END },
		  0,
		  "C[ -]+128ANN+128ANA" },
		{ "the beginning looks like the end, like Ctrl-C, like CAN",
		  { B(1, 128), RAW("\4\2\375xyz"), QUIET, RAW("\3\2\375xyz"), QUIET,
		    RAW("\030\2\375"), QUIET, B(2, 128), END, END },
		  0,
		  "C[ -]+128ANNN+128ANA" },
		{ "an end that noise made: the next block comes all the same",
		  { B(1, 128), END, B(2, 128), END, END },
		  0,
		  "C[ -]+128AN+128ANA" },
		{ "our answer was lost: the block comes twice",
		  { B(1, 128), QUIET, B(1, 128), B(2, 128), B(2, 128), END, END },
		  0,
		  "C[ -]+128ANA+128AANA" },
		{ "the name damaged, twice, its answer lost; the first block damaged",
		  { NAME_BAD("a\0005"), QUIET, QUIET, NAME("a\0005"), QUIET, QUIET, NAME("a\0005"),
		    QUIET, BAD(1, 9), QUIET, B(1, 128), END, END, LAST },
		  0,
		  "CC[a 5]ACCACC+5ANACA" },
		{ "the answer to the end was lost, and that to the batch's",
		  { NAME("a\0005"), QUIET, B(1, 128), END, END, END, NAME("\0"), QUIET, NAME("\0"),
		    QUIET },
		  0,
		  "C[a 5]AC+5ANACACAA" },
		{ "the answer to XMODEM's end was lost",
		  { B(1, 128), END, END, END },
		  0,
		  "C[ -]+128ANAA" },
		{ "ten bad ones in a row, and then a good one",
		  { B(1, 128), BAD(2, 9), QUIET, BAD(2, 9), QUIET, BAD(2, 9), QUIET, BAD(2, 9),
		    QUIET,     BAD(2, 9), QUIET, BAD(2, 9), QUIET, BAD(2, 9), QUIET, BAD(2, 9),
		    QUIET,     BAD(2, 9), QUIET, BAD(2, 9), QUIET, B(2, 128), END,   END },
		  0,
		  "C[ -]+128ANNNNNNNNNN+128ANA" },
	};

	(void)state;
	run_rows(rows, ROWS(rows), 0, SIZE_MAX);
}

/* 300 blocks: the number wraps, then 0 is a number like others, and may come twice. */
static void numbers_go_round(void **state)
{
	static struct step steps[301 + 5];
	struct fake fake = { .step = steps, .room = SIZE_MAX };
	struct shell_xmodem x = receiver(&fake);

	(void)state;
	for (unsigned i = 0; i < 301; i++)
		steps[i] = (struct step)B((i < 256 ? i + 1 : i) & 255, 128);
	steps[301] = steps[303] = (struct step)RAW("\4");
	steps[302] = steps[304] = (struct step)QUIET;
	assert_int_equal(shell_xmodem_receive(&x), 0);
	assert_int_equal(SIZE_MAX - fake.room, 300 * 128);
}

static void transfers_end(void **state)
{
	static const struct row rows[] = {
		{ "no sender", { QUIET }, -ETIMEDOUT, "CCCCCCCCNCCCNCCCNCCCX" },
		{ "the sender goes away", { B(1, 128) }, -ETIMEDOUT, "C[ -]+128ANNNNNNNNNNX" },
		{ "in the middle of a block",
		  { B(1, 128), RAW("\1\2\375abc") },
		  -ETIMEDOUT,
		  "C[ -]+128ANNNNNNNNNNX" },
		{ "between two files",
		  { NAME("a\0005"), QUIET, B(1, 128), END, END },
		  -ETIMEDOUT,
		  "C[a 5]AC+5ANACCCCCCCCCCCX" },
		{ "the sender gives up",
		  { B(1, 128), RAW("\030\030\030\b\b") },
		  -ECANCELED,
		  "C[ -]+128A" },
		{ "before it began", { RAW("\030\030") }, -ECANCELED, "C" },
		{ "Ctrl-C", { RAW("\3"), QUIET }, -EINTR, "CX" },
		{ "Ctrl-C, by an impatient hand, amid a file",
		  { B(1, 128), RAWS("\3", 3), QUIET },
		  -EINTR,
		  "C[ -]+128AX" },
		{ "a block is missing", { B(1, 128), B(3, 128) }, -EILSEQ, "C[ -]+128AX" },
		{ "one of long ago",
		  { B(1, 128), B(2, 128), B(3, 128), B(1, 128) },
		  -EILSEQ,
		  "C[ -]+128A+128A+128AX" },
		{ "the first is not the first", { B(2, 128) }, -EILSEQ, "CX" },
		{ "a second file without a name",
		  { NAME("a\0005"), QUIET, B(1, 128), END, END, B(1, 128) },
		  -EILSEQ,
		  "C[a 5]AC+5ANACX" },
		{ "only damage",
		  { B(1, 128), RAWS("\1\2\3", 1), QUIET, RAW("x"), QUIET, RAW("x"), QUIET, RAW("x"),
		    QUIET,     RAW("x"),          QUIET, RAW("x"), QUIET, RAW("x"), QUIET, RAW("x"),
		    QUIET,     RAW("x"),          QUIET, RAW("x"), QUIET, RAW("x"), QUIET },
		  -EIO,
		  "C[ -]+128ANNNNNNNNNNX" },
		{ "a line that is never silent",
		  { B(1, 128), RAWS("Hello", 1 << 20) },
		  -EIO,
		  "C[ -]+128ANNNNNNNNNNX" },
		{ "a file that is not wanted", { NAME("no\0005"), QUIET }, -EACCES, "C[no 5]X" },
		{ "the line is gone", { B(1, 128), { .kind = GONE } }, -EPIPE, "C[ -]+128A" },
	};

	(void)state;
	run_rows(rows, ROWS(rows), -EPIPE, SIZE_MAX);
}

static void the_receiver_of_data_may_refuse(void **state)
{
	static const struct row rows[] = {
		{ "a fault", { B(1, 128), B(2, 128) }, -EFAULT, "C[ -]+128A+128X" },
	};

	(void)state;
	run_rows(rows, ROWS(rows), 0, 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_come_whole),
		cmocka_unit_test(damage_is_repaired),
		cmocka_unit_test(numbers_go_round),
		cmocka_unit_test(transfers_end),
		cmocka_unit_test(the_receiver_of_data_may_refuse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
