/* Registers that drivers take from the node: reg, reg-shift and the like. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_tree.h"

static void build(const struct fake_item *props)
{
	const struct fake_item rows[] = {
		TREE_CELLS("#address-cells", 2),
		TREE_CELLS("#size-cells", 2),
		TREE_NODE("serial"),
		TREE_ROWS(props),
		TREE_END,
		{ 0 },
	};

	fake_tree(rows);
}

static const struct bind_row {
	const char *label, *driver;
	struct fake_item props[8];
	int err;
	const char *why; /* part of it */
	struct regs regs;
	int fifo; /* 0: 16 */
} bind_rows[] = {
	{ "QEMU virt",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x10000000, 0, 0x100) },
	  .regs = { 0x10000000, 0, 1, false } },
	{ "PolarFire",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x20100000, 0, 0x400), TREE_CELLS("reg-shift", 2),
	    TREE_CELLS("reg-io-width", 4) },
	  .regs = { 0x20100000, 2, 4, false } },
	{ "above 4 GiB",
	  "ns16550",
	  { TREE_CELLS("reg", 0xff, 0xe7014000, 0, 0x100) },
	  .regs = { 0xffe7014000, 0, 1, false } },
	{ "Andes: offset, bytes 4 apart",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0xf0300000, 0, 0x1000), TREE_CELLS("reg-shift", 2),
	    TREE_CELLS("reg-offset", 32) },
	  .regs = { 0xf0300020, 2, 1, false } },
	{ "big endian",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-shift", 2),
	    TREE_CELLS("reg-io-width", 4), TREE_FLAG("big-endian") },
	  .regs = { 0x1000, 2, 4, true } },
	{ "native endian",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-shift", 2),
	    TREE_CELLS("reg-io-width", 4), TREE_FLAG("native-endian") },
	  .regs = { 0x1000, 2, 4, false } },
	{ "16-bit accesses",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-shift", 1),
	    TREE_CELLS("reg-io-width", 2) },
	  .regs = { 0x1000, 1, 2, false } },
	{ "64-bit numbers",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-shift", 0, 2) },
	  .regs = { 0x1000, 2, 1, false } },
	{ "XScale without reg-shift",
	  "xscale",
	  { TREE_CELLS("reg", 0, 0xd4017000, 0, 0x100) },
	  .regs = { 0xd4017000, 2, 4, false } },
	{ "XScale with reg-io-width",
	  "xscale",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-io-width", 1) },
	  .regs = { 0x1000, 2, 1, false } },
	{ "size unknown",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0) },
	  .regs = { 0x1000, 0, 1, false } },
	{ "just large enough",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 6) },
	  .regs = { 0x1000, 0, 1, false } },
	{ "one byte too small",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 5) },
	  .err = -EINVAL,
	  .why = "reach past reg" },
	{ "just large enough, shifted",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x18), TREE_CELLS("reg-shift", 2),
	    TREE_CELLS("reg-io-width", 4) },
	  .regs = { 0x1000, 2, 4, false } },
	{ "one byte too small, shifted",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x17), TREE_CELLS("reg-shift", 2),
	    TREE_CELLS("reg-io-width", 4) },
	  .err = -EINVAL,
	  .why = "reach past reg" },
	{ "no reg", "ns16550", { { 0 } }, .err = -ENOENT, .why = "no reg" },
	{ "empty reg", "ns16550", { TREE_FLAG("reg") }, .err = -ENOENT, .why = "" },
	{ "reg of 3 bytes", "ns16550", { TREE_BYTES("reg", "\0\0\1") }, .err = -EINVAL, .why = "" },
	{ "all ones",
	  "ns16550",
	  { TREE_CELLS("reg", 0xffffffff, 0xffffffff, 0, 0) },
	  .err = -EINVAL,
	  .why = "last address" },
	{ "registers wrap",
	  "ns16550",
	  { TREE_CELLS("reg", 0xffffffff, 0xfffffffb, 0, 0) },
	  .err = -EINVAL,
	  .why = "last address" },
	{ "offset past reg",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-offset", 0xffffffff) },
	  .err = -EINVAL,
	  .why = "reach past reg" },
	{ "offset to reg's end",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-offset", 0xfa) },
	  .regs = { 0x10fa, 0, 1, false } },
	{ "offset of 2 bytes",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_BYTES("reg-offset", "\0\2") },
	  .err = -EINVAL,
	  .why = "reg-offset" },
	{ "shift 5",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x1000), TREE_CELLS("reg-shift", 5) },
	  .err = -EINVAL,
	  .why = "reg-shift" },
	{ "shift 4",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x1000), TREE_CELLS("reg-shift", 4) },
	  .regs = { 0x1000, 4, 1, false } },
	{ "shift 64",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x1000), TREE_CELLS("reg-shift", 64) },
	  .err = -EINVAL,
	  .why = "reg-shift" },
	{ "shift 256, 0 in a byte",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x1000), TREE_CELLS("reg-shift", 256) },
	  .err = -EINVAL,
	  .why = "reg-shift" },
	{ "shift of 2 bytes",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x1000), TREE_BYTES("reg-shift", "\0\2") },
	  .err = -EINVAL,
	  .why = "reg-shift" },
	{ "width 0",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-io-width", 0) },
	  .err = -EINVAL,
	  .why = "reg-io-width" },
	{ "width 3",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-shift", 2),
	    TREE_CELLS("reg-io-width", 3) },
	  .err = -EINVAL,
	  .why = "reg-io-width" },
	{ "width 8",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-shift", 3),
	    TREE_CELLS("reg-io-width", 8) },
	  .err = -EINVAL,
	  .why = "reg-io-width" },
	{ "wider than the distance",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-shift", 1),
	    TREE_CELLS("reg-io-width", 4) },
	  .err = -EINVAL,
	  .why = "distance" },
	{ "misaligned",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1002, 0, 0x100), TREE_CELLS("reg-shift", 2),
	    TREE_CELLS("reg-io-width", 4) },
	  .err = -EINVAL,
	  .why = "not aligned" },
	{ "misaligned bytes are none",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1003, 0, 0x100), TREE_CELLS("reg-shift", 2) },
	  .regs = { 0x1003, 2, 1, false } },
	{ "small FIFO",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("fifo-size", 8) },
	  .regs = { 0x1000, 0, 1, false },
	  .fifo = 8 },
	{ "large FIFO: 16 is enough",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("fifo-size", 128) },
	  .regs = { 0x1000, 0, 1, false } },
	{ "large FIFO of a DesignWare: as made",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("fifo-size", 128),
	    TREE_TEXT("compatible", "snps,dw-apb-uart") },
	  .regs = { 0x1000, 0, 1, false },
	  .fifo = 128 },
	{ "16-bit accesses, big endian",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("reg-shift", 1),
	    TREE_CELLS("reg-io-width", 2), TREE_FLAG("big-endian") },
	  .regs = { 0x1000, 1, 2, true } },
	{ "no FIFO size at all",
	  "ns16550",
	  { TREE_CELLS("reg", 0, 0x1000, 0, 0x100), TREE_CELLS("fifo-size", 0) },
	  .regs = { 0x1000, 0, 1, false } },
};

static void bind_checks_what_the_tree_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bind_rows) / sizeof(*bind_rows); i++) {
		const struct bind_row *row = &bind_rows[i];
		struct console console;
		const char *why;

		print_message("  %s\n", row->label);
		build(row->props);
		assert_int_equal(fake_tree_bind(row->driver, "/serial", &console, &why), row->err);
		if (row->err) {
			assert_non_null(why);
			assert_non_null(strstr(why, row->why));
			continue;
		}
		assert_int_equal(console.regs.base, row->regs.base);
		assert_int_equal(console.regs.shift, row->regs.shift);
		assert_int_equal(console.regs.width, row->regs.width);
		assert_int_equal(console.regs.big_endian, row->regs.big_endian);
		assert_int_equal(console.fifo, row->fifo ? row->fifo : 16);
		assert_string_equal(console.name, row->driver);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bind_checks_what_the_tree_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
