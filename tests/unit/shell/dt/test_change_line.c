/* A difference as lines: what is left out of values that do not fit in 80 columns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "shell/dt/kit/change_line.h"

#define TEN          "1234567890"
#define NAME         "~ /soc/device@10000000/property" /* 31 characters */
#define TWENTY       "<0x11111 0x22222222>"
#define CLOCKS(last) "<&clk 1>, <&clk 2>, <&clk 3>, <&clk 4>, <&clk " last ">, <&clk 6>, <&clk 7>"

static const struct {
	const char *name, *before, *after, *printed;
} rows[] = {
	{ "+ /flag", NULL, NULL, "+ /flag\n" },
	{ "+ /a", NULL, "<0x1>", "+ /a  <0x1>\n" },
	{ "- /a", "<0x1>", NULL, "- /a  <0x1>\n" },
	{ "~ /a", "<0x1>", "<0x2>", "~ /a  <0x1> -> <0x2>\n" },
	/* 80 columns, and 81. */
	{ NAME, TWENTY, "<0x11111 0x2222222 3>", NAME "  " TWENTY " -> <0x11111 0x2222222 3>\n" },
	{ NAME "12", TWENTY, "<0x11111 0x2222222 3 4>",
	  NAME "12  " TWENTY "\n    -> <0x11111 0x2222222 3 4>\n" },
	{ NAME TEN TEN TEN, TWENTY, "<1>", NAME TEN TEN TEN "\n    " TWENTY " -> <1>\n" },
	{ NAME TEN TEN TEN TEN TEN TEN, TWENTY, NULL,
	  NAME TEN TEN TEN TEN TEN TEN "\n    " TWENTY "\n" },
	/* From where they differ, up to where they do not. */
	{ "~ /soc/csi@1/clocks", CLOCKS("5"), CLOCKS("9"),
	  "~ /soc/csi@1/clocks  ... <&clk 5>, ... -> ... <&clk 9>, ...\n" },
	{ "~ /c", CLOCKS("5"), CLOCKS("5") ", <&clk 8>",
	  "~ /c  ... <&clk 7> -> ... <&clk 7>, <&clk 8>\n" },
	{ "~ /c", "<&clk 0>, " CLOCKS("5"), CLOCKS("5"),
	  "~ /c  <&clk 0>, <&clk 1>, ... -> <&clk 1>, ...\n" },
	{ "~ /b", "\"console=ttyS0,115200 earlycon root=/dev/mmcblk0p2 rw quiet\"",
	  "\"console=ttyS0,115200 earlycon root=/dev/nvme0n1p2 rw quiet\"",
	  "~ /b  ... root=/dev/mmcblk0p2 ... -> ... root=/dev/nvme0n1p2 ...\n" },
	/* Neither is left empty. */
	{ "~ /b", "\"a  b " TEN TEN TEN TEN "\"", "\"a x b " TEN TEN TEN TEN "\"",
	  "~ /b  \"a  ... -> \"a x ...\n" },
	{ "~ /b", TEN TEN TEN TEN " x", TEN TEN TEN TEN " x " TEN TEN TEN TEN " x",
	  "~ /b  ... x -> ... x " TEN TEN TEN TEN " x\n" },
	{ "~ /b", TEN TEN TEN TEN " x y", TEN TEN TEN TEN "  x y", "~ /b  ... x y -> ...  x y\n" },
	/* What does not fit in a line of its own, too, is cut after a word, or in a long one. */
	{ "+ /v", NULL, TEN TEN " " TEN TEN " " TEN TEN " 12345678 ab " TEN,
	  "+ /v\n    " TEN TEN " " TEN TEN " " TEN TEN " 12345678 ...\n" },
	{ "+ /v", NULL, TEN TEN " " TEN TEN " " TEN TEN " 123456789 a " TEN,
	  "+ /v\n    " TEN TEN " " TEN TEN " " TEN TEN " 123456789 ...\n" },
	{ "+ /v", NULL, TEN TEN " " TEN TEN " " TEN TEN " " TEN " " TEN,
	  "+ /v\n    " TEN TEN " " TEN TEN " " TEN TEN " ...\n" },
	{ "+ /v", NULL, TEN TEN TEN TEN TEN TEN TEN TEN,
	  "+ /v\n    " TEN TEN TEN TEN TEN TEN TEN "12 ...\n" },
	{ "~ /v", "1 " TEN TEN TEN TEN TEN TEN TEN TEN, "2 " TEN TEN TEN TEN TEN TEN TEN TEN,
	  "~ /v  1 ... -> 2 ...\n" },
	{ "~ /v", "<1 " TEN TEN TEN TEN TEN TEN TEN TEN ">",
	  "\"1 " TEN TEN TEN TEN TEN TEN TEN TEN "\"", "~ /v\n    <1 ...\n    -> \"1 ...\n" },
};

static char printed[1024];

static void take(void *context, const char *text, size_t len)
{
	(void)context;
	strncat(printed, text, len);
}

static struct shell_piece piece(const char *text)
{
	return (struct shell_piece){ text, text ? strlen(text) : 0 };
}

static void long_values_are_cut(void **state)
{
	struct dt_text out;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		dt_text_init(&out, take, NULL);
		printed[0] = '\0';
		shell_put_change(&out, 80, piece(rows[i].name), piece(rows[i].before),
				 piece(rows[i].after));
		dt_putc(&out, '\n');
		dt_flush(&out);
		assert_string_equal(printed, rows[i].printed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(long_values_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
