/* Renesas' SCIF of the RZ families against scripts of its registers. */
#include <errno.h>
#include "tests/unit/fake/fake_uart.h"

enum { SCR = 2, FTDR = 3 | FAKE_BYTE, FSR = 4, FRDR = 5 | FAKE_BYTE, FCR = 6, FDR = 7, LSR = 9 };

enum {
	DR = 0x01,
	RDF = 0x02,
	PER = 0x04,
	FER = 0x08,
	BRK = 0x10,
	TDFE = 0x20,
	TEND = 0x40,
	ER = 0x80,
	SENDING = 0x100, /* one byte, in FDR */
};

#define ALL_ONES 0xffff

static struct console rz_five(void)
{
	static const struct fake_item rows[] = {
		TREE_CELLS("#address-cells", 2),
		TREE_CELLS("#size-cells", 2),
		TREE_NODE("serial"),
		TREE_TEXT("compatible", "renesas,scif-r9a07g043\0renesas,scif-r9a07g044"),
		TREE_CELLS("reg", 0x0, 0x1004b800, 0x0, 0x400),
		TREE_TEXT("interrupt-names", "eri\0rxi\0txi\0bri\0dri\0tei"),
		TREE_END,
		{ 0 },
	};

	return fake_uart_bind("scif", rows);
}

static void bind_knows_the_layout(void **state)
{
	static const char *const strings[] = { "renesas,scif-r9a07g043", "renesas,scif-r9a07g044",
					       "renesas,scif-r7s9210", "renesas,scif-r9a09g057",
					       NULL };
	struct console console = rz_five();

	(void)state;
	fake_uart_at(&console, 0x1004b800, 1, 2);
	assert_int_equal(console.fifo, 16);
	fake_uart_names("scif", "ttySC", "rzscifa", strings);
}

static void start_switches_on_what_is_off(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_START, .script = { { 'r', SCR, 0x30 } } },
		{ ASK_START, .script = { { 'r', SCR, 0x22 }, { 'w', SCR, 0x32 } } },
		{ ASK_START, .script = { { 'r', SCR, 0x50 }, { 'w', SCR, 0x70 } } },
		{ ASK_START, -EIO, .script = { { 'r', SCR, ALL_ONES } } },
	};
	struct console console = rz_five();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void write_fills_the_room_and_clears_what_was_set(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_WRITE, 2, "a\xff",
		  .script = { { 'r', FDR, 0 },
			      { 'w', FTDR, 'a' },
			      { 'w', FTDR, 0xff },
			      { 'r', FSR, TDFE | TEND | RDF },
			      { 'w', FSR, 0x9f } } },
		{ ASK_WRITE, 1, "ab",
		  .script = { { 'r', FDR, 15 * SENDING + 16 },
			      { 'w', FTDR, 'a' },
			      { 'r', FSR, TDFE },
			      { 'w', FSR, 0xdf } } },
		/* Only bits that were read as 1 can be cleared. */
		{ ASK_WRITE, 2, "ab",
		  .script = { { 'r', FDR, 14 * SENDING },
			      { 'w', FTDR, 'a' },
			      { 'w', FTDR, 'b' },
			      { 'r', FSR, RDF } } },
		{ ASK_WRITE, 0, "a", .script = { { 'r', FDR, 16 * SENDING } } },
		{ ASK_WRITE, -EIO, "a", .script = { { 'r', FDR, ALL_ONES } } },
	};
	struct console console = rz_five();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

/* Reads the bytes first, then clears the flags by reading them and writing 0, then looks again. */
static void read_clears_when_empty_and_looks_again(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_READ, 0,
		  .script = { { 'r', FDR, 3 * SENDING },
			      { 'r', LSR, 0 },
			      { 'r', FSR, TEND | TDFE },
			      { 'r', FDR, 3 * SENDING } } },
		{ ASK_READ, 2, "a\xff",
		  .script = { { 'r', FDR, 2 },
			      { 'r', FSR, RDF },
			      { 'r', FRDR, 'a' },
			      { 'r', FSR, RDF },
			      { 'r', FRDR, 0xff },
			      { 'r', FDR, 0 },
			      { 'r', LSR, 0 },
			      { 'r', FSR, RDF | DR | TEND },
			      { 'w', FSR, 0xfc },
			      { 'r', FDR, 0 } } },
		/* The second comes while the flag of the first is cleared. */
		{ ASK_READ, 2, "ab",
		  .script = { { 'r', FDR, 1 },
			      { 'r', FSR, RDF },
			      { 'r', FRDR, 'a' },
			      { 'r', FDR, 0 },
			      { 'r', LSR, 0 },
			      { 'r', FSR, RDF },
			      { 'w', FSR, 0xfd },
			      { 'r', FDR, 1 },
			      { 'r', FSR, 0 },
			      { 'r', FRDR, 'b' },
			      { 'r', FDR, 0 },
			      { 'r', LSR, 0 },
			      { 'r', FSR, 0 },
			      { 'r', FDR, 0 } } },
		{ ASK_READ, 1, "a", .room = 1,
		  .script = { { 'r', FDR, 16 }, { 'r', FSR, RDF }, { 'r', FRDR, 'a' } } },
		{ ASK_READ, -EIO, .script = { { 'r', FDR, ALL_ONES } } },
		{ ASK_READ, 1, "a",
		  .script = { { 'r', FDR, 1 },
			      { 'r', FSR, RDF },
			      { 'r', FRDR, 'a' },
			      { 'r', FDR, ALL_ONES } } },
	};
	struct console console = rz_five();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void read_counts_each_error(void **state)
{
	static const struct fake_uart_row rows[] = {
		/* Errors of one byte, read with it. */
		{ ASK_READ, 1, "a", .room = 1, .errors = { .framing = 1 },
		  .script = { { 'r', FDR, 1 }, { 'r', FSR, RDF | ER | FER }, { 'r', FRDR, 'a' } } },
		{ ASK_READ, 1, "a", .room = 1, .errors = { .parity = 1 },
		  .script = { { 'r', FDR, 1 }, { 'r', FSR, RDF | ER | PER }, { 'r', FRDR, 'a' } } },
		/* A break is not also a framing error; it and the sum of all errors are cleared. */
		{ ASK_READ, 1, "\0", .errors = { .breaks = 1 },
		  .script = { { 'r', FDR, 1 },
			      { 'r', FSR, RDF | ER | FER | BRK },
			      { 'r', FRDR, 0 },
			      { 'r', FDR, 0 },
			      { 'r', LSR, 0 },
			      { 'r', FSR, RDF | ER | BRK },
			      { 'w', FSR, 0x6d },
			      { 'r', FDR, 0 } } },
		/* Reception stops until this bit is cleared. */
		{ ASK_READ, 0, .errors = { .overruns = 1 },
		  .script = { { 'r', FDR, 0 },
			      { 'r', LSR, 1 },
			      { 'r', FSR, 0 },
			      { 'w', LSR, 0 },
			      { 'r', FDR, 0 } } },
	};
	struct console console = rz_five();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

/* With a trigger level of one byte each byte interrupts. */
static void listens_to_single_bytes(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_LISTEN, .script = { { 'r', FCR, 0xc8 },
					  { 'w', FCR, 0x08 },
					  { 'r', SCR, 0xbe },
					  { 'w', SCR, 0x72 } } },
		{ ASK_LISTEN, .script = { { 'r', FCR, 0 }, { 'r', SCR, 0x70 } } },
		{ ASK_DEAFEN, .script = { { 'r', SCR, 0xfc }, { 'w', SCR, 0x30 } } },
	};
	struct console console = rz_five();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void loops_inside(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_LOOP, .script = { { 'r', FCR, 0x08 }, { 'w', FCR, 0x09 } } },
		{ ASK_UNLOOP, .script = { { 'r', FCR, 0x09 }, { 'w', FCR, 0x08 } } },
	};
	struct console console = rz_five();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

static void drained_means_the_shifter_too(void **state)
{
	static const struct fake_uart_row rows[] = {
		{ ASK_DRAINED, 1, .script = { { 'r', FSR, TEND | TDFE } } },
		{ ASK_DRAINED, 0, .script = { { 'r', FSR, TDFE } } },
	};
	struct console console = rz_five();

	(void)state;
	FAKE_UART_ROWS(&console, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bind_knows_the_layout),
		cmocka_unit_test(start_switches_on_what_is_off),
		cmocka_unit_test(write_fills_the_room_and_clears_what_was_set),
		cmocka_unit_test(read_clears_when_empty_and_looks_again),
		cmocka_unit_test(read_counts_each_error),
		cmocka_unit_test(listens_to_single_bytes),
		cmocka_unit_test(loops_inside),
		cmocka_unit_test(drained_means_the_shifter_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
