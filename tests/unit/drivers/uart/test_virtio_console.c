/* virtio-console against a model of the device: both register layouts, and devices that violate the
 * specification. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "kernel/quiet.h"
#include "tests/unit/fake/fake_tree.h"
#include "tests/unit/fake/fake_virtio.h"

enum { INTERRUPT_ACK = 0x64 / 4 };

/* A console at @base, where the model answers. */
static struct console console_at(uint32_t base, uint32_t version)
{
	const struct fake_item rows[] = {
		TREE_NODE("virtio"),
		TREE_CELLS("reg", 0, base, 0x200),
		TREE_END,
		{ 0 },
	};
	struct console console;
	const char *why;

	fake_tree(rows);
	assert_int_equal(fake_tree_bind("virtio-console", "/virtio", &console, &why), 0);
	assert_int_equal(console.regs.base, base);
	assert_int_equal(console.regs.shift, 2);
	assert_int_equal(console.regs.width, 4);
	fake_virtio_attach(&console.regs, version);
	return console;
}

static struct console started(uint32_t version)
{
	struct console console = console_at(0x10008000, version);

	assert_int_equal(console.ops->start(&console), 0);
	return console;
}

/* --- start ------------------------------------------------------------------------------------ */

static void start_sets_up_both_layouts(void **state)
{
	(void)state;
	for (uint32_t version = 1; version <= 2; version++) {
		started(version);
		assert_int_equal(fake_virtio.status,
				 ACK | DRIVER | DRIVER_OK | (version == 2 ? 8 : 0));
		assert_int_equal(fake_virtio.features[0], 0);
		if (version == 2)
			assert_int_equal(fake_virtio.features[1], 1);
		else
			assert_int_equal(fake_virtio.page, 4096);
		for (int i = RX; i <= TX; i++) {
			assert_true(fake_virtio.queue[i].ready);
			assert_int_equal(fake_virtio.queue[i].desc % 16, 0);
			assert_int_equal(fake_virtio.queue[i].used % 4, 0);
			assert_int_equal(fake_virtio_avail(i)->flags, 1);
		}
		assert_int_equal(fake_virtio_avail(RX)->index, N);
		assert_int_equal(fake_virtio_avail(TX)->index, 0);
		assert_int_equal(fake_virtio.queue[RX].notified, 1);
	}
}

static void start_refuses(void **state)
{
	static const struct {
		uint32_t magic, version, id;
		enum fault fault;
		int err;
		uint32_t status;
	} rows[] = {
		{ 0x74726976, 1, 2, HONEST, -ENODEV, 0 }, /* a disk */
		{ 0x74726976, 2, 0, HONEST, -ENODEV, 0 }, /* nothing plugged in */
		{ 0x74726976, 3, 3, HONEST, -ENODEV, 0 },
		{ 0x74726976, 0, 3, HONEST, -ENODEV, 0 },
		{ 0xffffffff, 1, 3, HONEST, -ENODEV, 0 },
		{ 0x74726976, 2, 3, NO_RESET, -EIO, 0x8f },
		{ 0x74726976, 2, 3, NO_VERSION_1, -EIO, 0x83 },
		{ 0x74726976, 2, 3, NO_FEATURES_OK, -EIO, 0x83 },
		{ 0x74726976, 1, 3, SMALL_QUEUE, -EIO, 0x83 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct console console = console_at(0x10008000, rows[i].version);

		fake_virtio.magic = rows[i].magic;
		fake_virtio.id = rows[i].id;
		fake_virtio.fault = rows[i].fault;
		assert_int_equal(console.ops->start(&console), rows[i].err);
		assert_int_equal(fake_virtio.status, rows[i].status);
		assert_int_equal(fake_virtio.resets, rows[i].err == -EIO);
	}
}

/* Left and started again, even with the other layout: no old state is left. */
static void start_again_resets(void **state)
{
	struct console console = started(1);
	char text[8] = "........";

	(void)state;
	fake_virtio_receive("abc");
	fake_virtio.stalled = true;
	assert_int_equal(console.ops->read(&console, text, 2), 2);
	assert_int_equal(console.ops->write(&console, "x", 1), 1);
	assert_int_equal(console.ops->start(&console), 0);
	assert_int_equal(fake_virtio.resets, 2);
	assert_int_equal(fake_virtio_avail(RX)->index, N);
	assert_int_equal(console.ops->read(&console, text, 8), 0);
	assert_int_equal(console.ops->drained(&console), 1);
	fake_virtio_receive("def");
	assert_int_equal(console.ops->read(&console, text, 8), 3);
	assert_memory_equal(text, "def", 3);
}

/* --- receive ---------------------------------------------------------------------------------- */

static void read_keeps_its_place_in_a_buffer(void **state)
{
	struct console console = started(2);
	char text[16] = "................";

	(void)state;
	assert_int_equal(console.ops->read(&console, text, 16), 0);
	fake_virtio_receive("hello, ");
	fake_virtio_receive("");
	fake_virtio_receive("world");
	assert_int_equal(console.ops->read(&console, text, 3), 3);
	assert_int_equal(fake_virtio_avail(RX)->index, N);
	assert_int_equal(console.ops->read(&console, text + 3, 13), 9);
	assert_memory_equal(text, "hello, world....", 16);
	assert_int_equal(fake_virtio_avail(RX)->index, N + 3); /* offered again */
	assert_int_equal(fake_virtio.queue[RX].notified, 2);
	assert_int_equal(console.ops->read(&console, text, 16), 0);
	assert_int_equal(fake_virtio.queue[RX].notified, 2);
}

/* More than 65536 buffers: all indices wrap. */
static void indices_wrap(void **state)
{
	(void)state;
	for (uint32_t version = 1; version <= 2; version++) {
		struct console console = started(version);
		char text[4], expected[4];

		for (int i = 0; i < 70000; i++) {
			expected[0] = (char)('a' + i % 26);
			expected[1] = (char)('a' + i / 26 % 26);
			expected[2] = '\0';
			fake_virtio_receive(expected);
			assert_int_equal(console.ops->read(&console, text, sizeof(text)), 2);
			assert_memory_equal(text, expected, 2);
			fake_virtio.count = 0;
			assert_int_equal(console.ops->write(&console, text, 2), 2);
			assert_memory_equal(fake_virtio.sent, expected, 2);
		}
		assert_int_equal(fake_virtio_avail(TX)->index, (uint16_t)70000);
		assert_int_equal(console.ops->drained(&console), 1);
	}
}

static void listen_enables_and_read_acknowledges(void **state)
{
	struct console console = started(1);
	char text[4];

	(void)state;
	fake_virtio_receive("ab");
	assert_int_equal(fake_virtio.interrupt, 0);
	assert_int_equal(console.ops->read(&console, text, 4), 2);
	assert_int_equal(fake_virtio.acks, 0);

	assert_int_equal(console.ops->listen(&console, true), 0);
	fake_virtio_receive("cdef");
	assert_int_equal(fake_virtio.interrupt, 1);
	assert_int_equal(console.ops->read(&console, text, 2), 2);
	assert_int_equal(fake_virtio.interrupt, 1); /* more bytes wait */
	assert_int_equal(console.ops->read(&console, text, 4), 2);
	assert_int_equal(fake_virtio.interrupt, 0);
	fake_virtio.interrupt = 2; /* its configuration changed */
	assert_int_equal(console.ops->read(&console, text, 4), 0);
	assert_int_equal(fake_virtio.interrupt, 0);

	fake_virtio_receive("g");
	assert_int_equal(console.ops->listen(&console, false), 0);
	assert_int_equal(fake_virtio.interrupt, 0);
	assert_int_equal(fake_virtio_avail(RX)->flags, 1);
	assert_int_equal(fake_virtio_avail(TX)->flags, 1);
}

static bool given_back_at_acknowledge;

static void receive_at_acknowledge(struct fake_device *device, unsigned index, uint64_t value)
{
	fake_virtio_write(device, index, value);
	if (index == INTERRUPT_ACK && !given_back_at_acknowledge) {
		given_back_at_acknowledge = true;
		fake_virtio_receive("z");
		fake_virtio.interrupt = 0; /* as if just before the acknowledgement */
	}
}

static void a_byte_at_the_acknowledge_is_read(void **state)
{
	struct console console = started(2);
	char text[4];

	(void)state;
	assert_int_equal(console.ops->listen(&console, true), 0);
	fake_virtio.device.write = receive_at_acknowledge;
	given_back_at_acknowledge = false;
	fake_virtio_receive("a");
	assert_int_equal(console.ops->read(&console, text, 4), 2);
	assert_memory_equal(text, "az", 2);
}

/* --- send ------------------------------------------------------------------------------------- */

static void write_fills_all_buffers(void **state)
{
	static char text[(N + 1) * VIRTIO_BUFFER];
	struct console console = started(1);

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)(i * 7);
	fake_virtio.stalled = true;
	assert_int_equal(console.ops->write(&console, text, VIRTIO_BUFFER + 1), VIRTIO_BUFFER + 1);
	assert_int_equal(fake_virtio.queue[TX].notified, 1);
	assert_int_equal(fake_virtio_avail(TX)->index, 2);
	assert_int_equal(console.ops->drained(&console), 0);
	assert_int_equal(console.ops->write(&console, text, sizeof(text)), (N - 2) * VIRTIO_BUFFER);
	assert_int_equal(console.ops->write(&console, text, 1), 0);
	assert_int_equal(fake_virtio.queue[TX].notified, 2);
	assert_memory_equal(fake_virtio.sent, text, VIRTIO_BUFFER + 1);
	assert_memory_equal(fake_virtio.sent + VIRTIO_BUFFER + 1, text, (N - 2) * VIRTIO_BUFFER);

	/* One buffer is returned, not the first, with a length that means nothing here. */
	fake_virtio_give_back(TX, 5, 0x12345678);
	assert_int_equal(console.ops->write(&console, "xy", 2), 2);
	assert_int_equal(fake_virtio_avail(TX)->ring[0], 5);
	assert_int_equal(console.ops->write(&console, "xy", 2), 0);
	for (uint32_t id = 0; id < N; id++)
		fake_virtio_give_back(TX, id, 0);
	assert_int_equal(console.ops->drained(&console), 1);
}

/* --- devices with faults ---------------------------------------------------------------------- */

static void no_such_buffer(int which)
{
	fake_virtio_give_back(which, N, 1);
}

static void buffer_far_away(int which)
{
	fake_virtio_give_back(which, 0xffffffff, 1);
}

static void index_too_far(int which)
{
	fake_virtio_used(which)->index += N + 1;
}

static void index_backwards(int which)
{
	fake_virtio_used(which)->index--;
}

static void nonsense_is_refused(void **state)
{
	static void (*const rows[])(int) = { no_such_buffer, buffer_far_away, index_too_far,
					     index_backwards };
	char text[4] = "....";

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct console console = started(1 + i % 2);

		rows[i](RX);
		assert_int_equal(console.ops->read(&console, text, 4), -EIO);
		assert_int_equal(fake_virtio_avail(RX)->index, N);
		console = started(1 + i % 2);
		rows[i](TX);
		assert_int_equal(console.ops->write(&console, "x", 1), -EIO);
		assert_int_equal(console.ops->drained(&console), 0);
		assert_int_equal(fake_virtio_avail(TX)->index, 0);
	}
	assert_memory_equal(text, "....", 4);
}

static void a_buffer_comes_back_once(void **state)
{
	struct console console = started(2);

	(void)state;
	fake_virtio_give_back(TX, 1, 0);
	assert_int_equal(console.ops->write(&console, "x", 1), -EIO);
	console = started(2);
	fake_virtio.stalled = true;
	assert_int_equal(console.ops->write(&console, "x", 1), 1);
	fake_virtio_give_back(TX, 0, 0);
	fake_virtio_give_back(TX, 0, 0);
	assert_int_equal(console.ops->write(&console, "x", 1), -EIO);
}

static void no_more_is_read_than_a_buffer_holds(void **state)
{
	static char text[2 * VIRTIO_BUFFER];
	struct console console = started(1);

	(void)state;
	fake_virtio_give_back(RX, 0, VIRTIO_BUFFER + 1);
	assert_int_equal(console.ops->read(&console, text, sizeof(text)), -EIO);
	/* A length that changes while the buffer is read. */
	console = started(1);
	fake_virtio_receive("abcdef");
	assert_int_equal(console.ops->read(&console, text, 4), 4);
	fake_virtio_used(RX)->ring[0].length = 3;
	assert_int_equal(console.ops->read(&console, text, 4), -EIO);
	/* What came before the fault is not lost. */
	console = started(1);
	fake_virtio_receive("ab");
	fake_virtio_give_back(RX, 1, VIRTIO_BUFFER + 1);
	assert_int_equal(console.ops->read(&console, text, 4), 2);
	assert_memory_equal(text, "ab", 2);
	assert_int_equal(console.ops->read(&console, text, 4), -EIO);
}

/* Before another program takes over, no device accesses RAM any more. */
static void quiet_resets(void **state)
{
	const struct quiet_hook *const *it;

	(void)state;
	started(2);
	assert_int_equal(fake_virtio.resets, 1);
	SET_FOREACH (it, quiet_hooks)
		(*it)->quiet();
	assert_int_equal(fake_virtio.status, 0);
	assert_int_equal(fake_virtio.resets, 2);
}

/* --- several ---------------------------------------------------------------------------------- */

/* The last test, because both places are used from here on. */
static void two_consoles_and_no_third(void **state)
{
	struct console first = started(1), second = console_at(0x10007000, 2);
	struct console third;
	uint64_t queue = fake_virtio.queue[RX].desc;

	(void)state;
	assert_int_equal(second.ops->start(&second), 0);
	assert_memory_not_equal(first.state, second.state, sizeof(first.state));
	assert_int_not_equal(fake_virtio.queue[RX].desc, queue);
	third = console_at(0x10006000, 1);
	assert_int_equal(third.ops->start(&third), -ENOSPC);
	assert_int_equal(fake_virtio.resets, 0);
	second = console_at(0x10007000, 1);
	assert_int_equal(second.ops->start(&second), 0);
	started(2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(start_sets_up_both_layouts),
		cmocka_unit_test(start_refuses),
		cmocka_unit_test(start_again_resets),
		cmocka_unit_test(read_keeps_its_place_in_a_buffer),
		cmocka_unit_test(indices_wrap),
		cmocka_unit_test(listen_enables_and_read_acknowledges),
		cmocka_unit_test(a_byte_at_the_acknowledge_is_read),
		cmocka_unit_test(write_fills_all_buffers),
		cmocka_unit_test(nonsense_is_refused),
		cmocka_unit_test(a_buffer_comes_back_once),
		cmocka_unit_test(no_more_is_read_than_a_buffer_holds),
		cmocka_unit_test(quiet_resets),
		cmocka_unit_test(two_consoles_and_no_third),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
