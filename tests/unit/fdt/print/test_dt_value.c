/* Buffered text, types by name, values as DTS. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/print/print.h"
#include "tests/unit/fake/fake_text.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static void puts_numbers_and_escapes(void **state)
{
	(void)state;
	fake_text_start();
	dt_put_hex(&fake_out, 0);
	dt_put_hex(&fake_out, 0x10);
	dt_put_hex(&fake_out, UINT64_MAX);
	dt_puts(&fake_out, " ");
	dt_put_dec(&fake_out, 0);
	dt_putc(&fake_out, ' ');
	dt_put_dec(&fake_out, UINT64_MAX);
	dt_put_escaped(&fake_out, "a~\x1b\x7f\xe9\n", 6);
	assert_string_equal(fake_text(), "0x00x100xffffffffffffffff 0 18446744073709551615"
					 "a~\\x1b\\x7f\\xe9\\x0a");
	dt_flush(&fake_out);
	assert_int_equal(fake_text_all(), strlen(fake_text()));
}

static void loses_nothing_at_the_end_of_the_buffer(void **state)
{
	char expected[1200];
	size_t len = 0;

	(void)state;
	for (size_t piece = 1; piece <= 40; piece++) {
		memset(expected + len, (int)('A' + piece % 26), piece);
		len += piece;
	}
	expected[len] = '\0';
	fake_text_start();
	for (size_t piece = 1, at = 0; piece <= 40; at += piece++)
		dt_write(&fake_out, expected + at, piece);
	assert_string_equal(fake_text(), expected);
}

struct type_row {
	const char *node, *name, *value;
	uint32_t len;
	const char *dts;
};

static void prints_values_by_name(void **state)
{
	static const struct type_row rows[] = {
		{ "x", "compatible", "a\0bc", 5, "\"a\", \"bc\"" },
		{ "x", "compatible", "a\0bc", 4, "<0x61006263>" }, /* not terminated */
		{ "x", "entry", "abc", 4, "<0x61626300> /* \"abc\" */" },
		{ "x", "fdt", "ab\x1b", 4, "\"ab\\x1b\"" },
		{ "x", "model", "q\"b\\t\t\x1b\xe9", 9, "\"q\\\"b\\\\t\\x09\\x1b\\xe9\"" },
		{ "x", "label", "", 1, "\"\"" },
		{ "x", "label", "\0", 2, "[00 00]" },
		{ "x", "status", "\0\0\0\1", 4, "<0x1>" },
		{ "x", "status", "\0\0\3", 4, "<0x300>" },
		{ "x", "gpio-line-names", "\0a\0", 4, "\"\", \"a\", \"\"" },
		{ "x", "line-name", "abc", 4, "\"abc\"" },
		{ "x", "simple-audio-card,name", "abc", 4, "\"abc\"" },
		{ "x", "names", "abc", 4, "\"abc\"" },
		{ "x", "-names", "abc", 4, "\"abc\"" },
		{ "x", "#names", "abc", 4, "<0x61626300> /* \"abc\" */" },
		{ "x", "clock-frequency", "Yh/", 4, "<0x59682f00> /* \"Yh/\" */" },
		{ "aliases", "serial0", "/a", 3, "\"/a\"" },
		{ "aliases", "phandle", "\0\0\0\1", 4, "<0x1>" },
		{ "__symbols__", "l", "/a", 3, "\"/a\"" },
		{ "x", "serial0", "/a", 3, "\"/a\"" },
		{ "x", "u", "\0\0\0\0\0\0\0\x10\xde\xad\xbe\xef", 12, "<0x0 0x10 0xdeadbeef>" },
		{ "x", "u", "\x01\x00\x0f\xf0\x00\x10\x00\x0f", 8, "<0x1000ff0 0x10000f>" },
		{ "x", "u", "\1\xff", 2, "[01 ff]" },
		{ "x", "u", "", 0, "" },
		{ "x", "compatible", "", 0, "" },
		/* Unknown names: what dtc takes for strings, except for an empty one in front. */
		{ "x", "u", "a", 2, "\"a\"" },
		{ "x", "u", "", 1, "[00]" },
		{ "x", "u", "ab\0c", 5, "\"ab\", \"c\"" },
		{ "x", "u", "ab\0\0", 4, "\"ab\", \"\"" },
		{ "x", "u", "a\0\0\0", 4, "<0x61000000>" },
		{ "x", "u", "\0\f5", 4, "<0xc3500>" },
		{ "x", "u", "a\t\n\r\a\b\v\f", 9, "\"a\\x09\\x0a\\x0d\\x07\\x08\\x0b\\x0c\"" },
		{ "x", "u", "ab\x1b", 4, "<0x61621b00>" },
		{ "x", "u", "ab\x7f", 4, "<0x61627f00>" },
		{ "x", "u", "ab\xe9", 4, "<0x6162e900>" },
		{ "x", "u", "abcd", 4, "<0x61626364>" },
		{ "x", "u-size", "*/x", 4, "<0x2a2f7800> /* \"*\\x2fx\" */" },
		{ "x", "opp-hz", "\0\0\0\1\0\0\0\2", 8, "<0x1 0x2>" },
		{ "x", "local-mac-address", "\2\0\0\0\0\0\0\0", 8, "[02 00 00 00 00 00 00 00]" },
		{ "x", "rng-seed", "\1\2\3\4", 4, "[01 02 03 04]" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		const struct type_row *row = &rows[i];

		fake_text_start();
		dt_print_value(&fake_out, row->node, row->name, (const uint8_t *)row->value,
			       row->len);
		assert_string_equal(fake_text(), row->dts);
	}
}

/* Names with blanks between them; each must be of @type with @len bytes. */
static void are(const char *names, uint32_t len, enum dt_type type)
{
	static const uint8_t value[8] = "abcdefg";
	char list[1024], *at = NULL;

	assert_in_range(strlen(names), 0, sizeof(list) - 1);
	strcpy(list, names);
	for (char *name = strtok_r(list, " ", &at); name; name = strtok_r(NULL, " ", &at))
		if (dt_prop_type("x", name, value, len) != type)
			fail_msg("%s, %u bytes", name, (unsigned)len);
}

/* Each name of the table, so that a row out of order is found. */
static void knows_every_name(void **state)
{
	static const char strings[] =
		"algo arch args audio-routing audio-widgets bootargs chassis-type compatible "
		"compression data-role default default-state description device_type dr_mode "
		"enable-method fdt filename firmware fit,fdt-list format function groups "
		"kernel key-name-hint label linux,default-trigger linux,stdout-path loadables "
		"maximum-speed method missing-msg mmu-type model name os phy-connection-type "
		"phy-mode phy_type pins power-role ramdisk riscv,isa riscv,isa-base "
		"riscv,isa-extensions serial-number sign-images status stdin-path stdout-path "
		"type ";
	static const char pairs[] = "kaslr-seed linux,initrd-end linux,initrd-start";
	static const char rates[] = "link-frequencies opp-hz";

	(void)state;
	are(strings, 8, DT_TYPE_STRINGS);
	are("data edid local-mac-address mac-address rng-seed", 8, DT_TYPE_BYTES);
	are(pairs, 8, DT_TYPE_CELLS64);
	are(pairs, 4, DT_TYPE_CELLS);
	are(pairs, 7, DT_TYPE_BYTES);
	are(rates, 8, DT_TYPE_HZ64);
	are(rates, 4, DT_TYPE_CELLS);
	are("phandle linux,phandle # #clock-cells entry load dma-size", 8, DT_TYPE_CELLS);
	are("bus-frequency clock-frequency x,hz assigned-clock-rates clock-rate", 8, DT_TYPE_HZ);
	are("zzz Model models mode", 8, DT_TYPE_STRINGS);
	are("interrupts", 8, DT_TYPE_NUMBERS);
	are("reg", 8, DT_TYPE_REG);
	are("ranges dma-ranges", 8, DT_TYPE_RANGES);
	are("clocks reset-gpios vdd-supply pinctrl-0 interrupt-map", 8, DT_TYPE_REFS);
	are("clocks reset-gpios interrupts reg", 7, DT_TYPE_BYTES);
	are("model reg opp-hz data", 0, DT_TYPE_FLAG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(puts_numbers_and_escapes),
		cmocka_unit_test(loses_nothing_at_the_end_of_the_buffer),
		cmocka_unit_test(prints_values_by_name),
		cmocka_unit_test(knows_every_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
