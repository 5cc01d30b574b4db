/* Filters: what they pass on, for any division of the text into pieces. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_port.h"

/* What the command zemit writes, in pieces of emit_piece bytes. */
static const char *emit_text;
static size_t emit_piece;
static int emit_status;
static bool emit_ended; /* it was not ended early */

static int emit_run(struct shell *shell, const struct shell_args *args)
{
	size_t len = strlen(emit_text);

	(void)args;
	for (size_t at = 0; at < len; at += emit_piece)
		shell_write(shell, emit_text + at, len - at < emit_piece ? len - at : emit_piece);
	emit_ended = true;
	return emit_status;
}

static const struct shell_command emit_command = {
	.name = "zemit",
	.summary = "write a text in pieces",
	.run = emit_run,
};
SHELL_COMMAND(emit_command);

static void filter_expect(const char *line, const char *text, int status, const char *output)
{
	static const size_t pieces[] = { 1, 2, 3, 5, 7, 64, 100000 };

	emit_text = text;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		emit_piece = pieces[i];
		fake_shell_expect(line, status, output);
	}
}

static const struct {
	const char *line, *text;
	int status;
	const char *output;
} rows[] = {
	{ "zemit | grep b", "abc\nxyz\nb\n", 0, "abc\nb\n" },
	{ "zemit | grep -v b", "abc\nxyz\nb\n", 0, "xyz\n" },
	{ "zemit | grep B", "abc\nxyz\nb\n", 1, "" },
	{ "zemit | grep -i B", "abc\nxBz\nb\n", 0, "abc\nxBz\nb\n" },
	{ "zemit | grep -vi b", "abc\nxBz\nq\n", 0, "q\n" },
	{ "zemit | grep -i '[@'", "[@\n{`\n", 0, "[@\n" },
	{ "zemit | grep b", "", 1, "" },
	{ "zemit | grep -v b", "", 1, "" },
	{ "zemit | grep b", "a\nb", 0, "b\n" },
	{ "zemit | grep -v b", "a\n\nb", 0, "a\n\n" },
	{ "zemit | grep ''", "a\n\nb\n", 0, "a\n\nb\n" },
	{ "zemit | grep -v ''", "a\n\nb\n", 1, "" },
	{ "zemit | grep aab", "aaab\nabab\n", 0, "aaab\n" },
	{ "zemit | grep ababac", "abababac\nababab\nac\n", 0, "abababac\n" },
	{ "zemit | grep -- -x", "a-x\nx\n", 0, "a-x\n" },
	{ "zemit | grep 'a b'", "a b\nab\n", 0, "a b\n" },
	{ "zemit | grep a | grep b", "a\nab\nb\n", 0, "ab\n" },
	{ "zemit | grep x | wc", "a\nab\nb\n", 1, "0 0 0\n" },
	{ "zemit | head 2", "1\n2\n3\n", 0, "1\n2\n" },
	{ "zemit | head", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n", 0,
	  "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n" },
	{ "zemit | head 5", "1\n2", 0, "1\n2" },
	{ "zemit | head -1", "1\n2\n", 0, "1\n" },
	{ "zemit | head -n 1", "1\n2\n", 0, "1\n" },
	{ "zemit | head -n1", "1\n2\n", 0, "1\n" },
	{ "zemit | tail -n 1", "1\n2\n", 0, "2\n" },
	{ "zemit | head -n", "1\n", EINVAL, "head: : not a number\nusage: ... | head [N]\n" },
	{ "zemit | head -n 1 2", "1\n", EINVAL,
	  "head: too many arguments\nusage: ... | head [N]\n" },
	{ "zemit | head 1 2", "1\n", EINVAL, "head: too many arguments\nusage: ... | head [N]\n" },
	{ "zemit | head 0", "1\n2\n", 0, "" },
	{ "zemit | head 3 | wc", "1\n2\n3\n4\n", 0, "3 3 6\n" },
	{ "zemit | wc | head 1 | wc", "1\n2\n", 0, "1 3 6\n" },
	{ "zemit | grep 2 | head 1 | tail", "12\n3\n2\n25\n", 0, "12\n" },
	{ "zemit | head 2 | head 1", "1\n2\n3\n", 0, "1\n" },
	{ "zemit | head 1 | head 2", "1\n2\n3\n", 0, "1\n" },
	{ "zemit | tail 2", "1\n2\n3\n", 0, "2\n3\n" },
	{ "zemit | tail 2", "1\n2\n3", 0, "2\n3" },
	{ "zemit | tail 2", "\n\n\n", 0, "\n\n" },
	{ "zemit | tail -2", "1\n", 0, "1\n" },
	{ "zemit | tail 0", "1\n", 0, "" },
	{ "zemit | tail", "", 0, "" },
	{ "zemit | tail | tail", "1\n", EBUSY, "tail: a pipeline can have one tail only\n" },
	{ "zemit | head x", "1\n", EINVAL, "head: x: not a number\nusage: ... | head [N]\n" },
	{ "zemit | wc", "", 0, "0 0 0\n" },
	{ "zemit | wc", "a b\tc\n\n  d", 0, "2 4 10\n" },
	{ "zemit | wc -l", "a b\tc\n\n  d", 0, "2\n" },
	{ "zemit | wc -w", "a b\tc\n\n  d", 0, "4\n" },
	{ "zemit | wc -c", "a b\tc\n\n  d", 0, "10\n" },
	{ "zemit | wc -x", "", EINVAL, "wc: no option -x\nusage: ... | wc [-l] [-w] [-c]\n" },
	{ "zemit | less", "1\n2\n", 0, "1\n2\n" },
	{ "zemit | more", "1\n2\n", 0, "1\n2\n" },
	{ "zemit | tail 3 | grep -v 2 | head 1 | wc", "1\n2\n3\n4\n", 0, "1 1 2\n" },
};

static void text_is_filtered(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		filter_expect(rows[i].line, rows[i].text, rows[i].status, rows[i].output);
}

/* The command's own failure takes precedence over a filter's. */
static void command_fails_first(void **state)
{
	(void)state;
	emit_status = 5;
	filter_expect("zemit | grep x", "a\n", 5, "");
	filter_expect("zemit | head 1", "a\n", 0, "a\n"); /* it was ended before it could fail */
	emit_status = 0;
}

/* head ends the command early. */
static void head_ends_the_command(void **state)
{
	(void)state;
	emit_ended = false;
	filter_expect("zemit | head 1", "1\n2\n3\n4\n", 0, "1\n");
	assert_false(emit_ended);
	filter_expect("zemit | wc | head 1", "1\n", 0, "1 1 2\n");
	assert_true(emit_ended);
}

/* Lines longer than grep's buffer. @at: where the text to find is. */
static void grep_finds_in_long_lines(void **state)
{
	static const struct {
		size_t len, at;
		size_t dropped;
	} lines[] = {
		{ 1024, 1020, 0 },   { 5000, 0, 0 },      { 5000, 1020, 0 },
		{ 5000, 1021, 256 }, { 5000, 1300, 512 }, { 5000, 4996, 4096 },
	};
	static char text[6000], output[6000];

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		size_t len = lines[i].len, at = lines[i].at, dropped = lines[i].dropped;
		char *out = output;

		for (size_t c = 0; c < len; c++)
			text[c] = "0123456789"[c / 7 % 10];
		memcpy(text + at, "find", 4);
		strcpy(text + len, "\n");
		memcpy(out, text, dropped ? 512 : len);
		out += dropped ? 512 : len;
		if (dropped) {
			out += sprintf(out, "[... %zu bytes left out by grep ...]", dropped);
			memcpy(out, text + 512 + dropped, len - 512 - dropped);
			out += len - 512 - dropped;
		}
		strcpy(out, "\n");
		filter_expect("zemit | grep find", text, 0, output);
		filter_expect("zemit | grep -v find", text, 1, "");
	}
	memset(text, 'x', 5000);
	strcpy(text + 5000, "\nshort\n");
	filter_expect("zemit | grep find", text, 1, "");
	memset(output, 'x', 512);
	sprintf(output + 512, "[... 4096 bytes left out by grep ...]%.392s\nshort\n", text);
	filter_expect("zemit | grep -v find", text, 0, output);
}

static void grep_has_a_limit(void **state)
{
	char line[300] = "zemit | grep ", output[302];
	size_t at = strlen(line);

	(void)state;
	memset(line + at, 'x', 256);
	filter_expect(line, "x\n", 1, "grep: TEXT is longer than 255 bytes\n");
	line[at + 255] = '\0';
	sprintf(output, "%s\n", line);
	filter_expect(line, line, 0, output);
}

/* tail keeps 8192 bytes, and reports what it lost. */
static void tail_reports_what_it_lost(void **state)
{
	static char text[10002], output[9000];

	(void)state;
	memset(text, 'x', 10000);
	for (size_t i = 999; i < 10000; i += 1000)
		text[i] = '\n';
	filter_expect("zemit | tail 8", text, 0, text + 2000);
	sprintf(output, "tail: the lines do not fit: 1808 bytes before these 8192 are lost\n%s",
		text + 1808);
	filter_expect("zemit | tail 9", text, 1, output);
	/* A text that just fits. */
	memset(text, 'x', 8191);
	strcpy(text + 8191, "\n");
	filter_expect("zemit | tail 1", text, 0, text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_filtered),
		cmocka_unit_test(command_fails_first),
		cmocka_unit_test(head_ends_the_command),
		cmocka_unit_test(grep_finds_in_long_lines),
		cmocka_unit_test(grep_has_a_limit),
		cmocka_unit_test(tail_reports_what_it_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
