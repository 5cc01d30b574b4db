/* Goldfish's terminal, against a model that reads and writes memory. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_regs.h"
#include "tests/unit/fake/fake_tree.h"

enum { PUT_CHAR, BYTES_READY, COMMAND, POINTER = 4, LENGTH, POINTER_HIGH, VERSION = 8 };

static struct {
	struct fake_device device;
	uint64_t at;
	uint32_t length, ready; /* ready: UINT32_MAX when the device is gone */
	uint32_t late;          /* bytes that come while others are taken */
	int interrupt;
	char sent[16];
	size_t count;
} terminal;

static uint64_t terminal_read(struct fake_device *device, unsigned index)
{
	(void)device;
	if (terminal.ready == UINT32_MAX)
		return UINT32_MAX;
	if (index == VERSION)
		return 1;
	assert_int_equal(index, BYTES_READY);
	return terminal.ready;
}

/* The model receives 'a', 'b', 'c' and so on. */
static void terminal_command(uint64_t command)
{
	static char next;

	if (command < 2) {
		terminal.interrupt = (int)command;
		return;
	}
	assert_int_equal(command, 3);
	assert_in_range(terminal.length, 1, terminal.ready);
	if (!next)
		next = 'a';
	for (uint32_t i = 0; i < terminal.length; i++)
		((char *)(uintptr_t)terminal.at)[i] = next++;
	terminal.ready += terminal.late - terminal.length;
	terminal.late = 0;
}

static void terminal_write(struct fake_device *device, unsigned index, uint64_t value)
{
	(void)device;
	assert_true(value <= UINT32_MAX);
	switch (index) {
	case PUT_CHAR:
		terminal.sent[terminal.count++] = (char)value;
		break;
	case POINTER:
		terminal.at = value; /* clears the high half, as QEMU's does */
		break;
	case POINTER_HIGH:
		terminal.at |= value << 32;
		break;
	case LENGTH:
		terminal.length = (uint32_t)value;
		break;
	default:
		assert_int_equal(index, COMMAND);
		terminal_command(value);
	}
}

static struct console goldfish(uint32_t ready)
{
	static const struct fake_item rows[] = {
		TREE_NODE("tty"),
		TREE_CELLS("reg", 0, 0xff008000, 0x1000),
		TREE_END,
		{ 0 },
	};
	struct console console;
	const char *why;

	fake_tree(rows);
	assert_int_equal(fake_tree_bind("goldfish", "/tty", &console, &why), 0);
	memset(&terminal, 0, sizeof(terminal));
	terminal.device = (struct fake_device){ console.regs, terminal_read, terminal_write };
	terminal.ready = ready;
	fake_regs_attach(&terminal.device);
	return console;
}

static void bind_knows_the_layout(void **state)
{
	struct console console = goldfish(0);

	(void)state;
	assert_int_equal(console.regs.base, 0xff008000);
	assert_int_equal(console.regs.shift, 2);
	assert_int_equal(console.regs.width, 4);
}

static void start_checks_that_it_exists(void **state)
{
	struct console console = goldfish(0);

	(void)state;
	assert_int_equal(console.ops->start(&console), 0);
	console = goldfish(UINT32_MAX);
	assert_int_equal(console.ops->start(&console), -EIO);
}

static void write_is_always_taken(void **state)
{
	struct console console = goldfish(0);

	(void)state;
	assert_int_equal(console.ops->write(&console, "h\xe9llo", 5), 5);
	assert_memory_equal(terminal.sent, "h\xe9llo", 5);
	assert_int_equal(console.ops->drained(&console), 1);
}

static void read_takes_what_came(void **state)
{
	struct console console = goldfish(5);
	char text[5] = ".....";

	(void)state;
	assert_int_equal(console.ops->read(&console, text, 3), 3);
	assert_memory_equal(text, "abc..", 5);
	assert_int_equal(console.ops->read(&console, text, 5), 2);
	assert_memory_equal(text, "dec..", 5);
	assert_int_equal(console.ops->read(&console, text, 5), 0);
	console = goldfish(UINT32_MAX);
	assert_int_equal(console.ops->read(&console, text, 5), -EIO);
	assert_memory_equal(text, "dec..", 5);
	/* Bytes that come during the read are read, too: a short count means that the device was
	 * seen empty. */
	console = goldfish(1);
	terminal.late = 2;
	assert_int_equal(console.ops->read(&console, text, 5), 3);
	assert_memory_equal(text, "fgh..", 5);
}

/* The order matters: the low half of the pointer clears the high one, the command comes last. */
static void read_gives_the_address_in_order(void **state)
{
	char text[4];
	const struct fake_access script[] = {
		{ 'r', BYTES_READY, 9 },
		{ 'w', POINTER, (uint32_t)(uintptr_t)text },
		{ 'w', POINTER_HIGH, (uint64_t)(uintptr_t)text >> 32 },
		{ 'w', LENGTH, 4 },
		{ 'w', COMMAND, 3 },
		{ 'r', BYTES_READY, 0 },
		{ 0 },
	};
	struct console console = goldfish(0);

	(void)state;
	fake_regs_expect(&console.regs, script);
	assert_int_equal(console.ops->read(&console, text, 4), 4);
	assert_int_equal(console.ops->read(&console, text, 4), 0);
	fake_regs_done();
}

static void listen_is_a_command(void **state)
{
	struct console console = goldfish(0);

	(void)state;
	assert_int_equal(console.ops->listen(&console, true), 0);
	assert_int_equal(terminal.interrupt, 1);
	assert_int_equal(console.ops->listen(&console, false), 0);
	assert_int_equal(terminal.interrupt, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bind_knows_the_layout),
		cmocka_unit_test(start_checks_that_it_exists),
		cmocka_unit_test(write_is_always_taken),
		cmocka_unit_test(read_takes_what_came),
		cmocka_unit_test(read_gives_the_address_in_order),
		cmocka_unit_test(listen_is_a_command),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
