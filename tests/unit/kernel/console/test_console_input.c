/* The console core with several consoles: rings, interrupts, mirroring, XON/XOFF, switching. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <string.h>
#include "kernel/console/console.h"
#include "kernel/console/console_ring.h"
#include "kernel/console/console_sbi.h"
#include "tests/unit/fake/fake_chip.h"
#include "tests/unit/fake/fake_machine.h"

enum { CTRL_C = 3, XON = 17, XOFF = 19, SENT_MAX = 1 << 16, PORTS = 3 };

/* A port with a FIFO that the test fills, and an interrupt that it may raise. */
static struct port {
	struct console console;
	char sent[SENT_MAX];
	size_t used;
	char typed[RING_LARGE * 2];
	size_t in, out;
	bool listening;
	bool dead;    /* takes no output */
	int overruns; /* reported at the next read */
} ports[PORTS];

static struct port *port_of(struct console *console)
{
	return (struct port *)console; /* the first member */
}

static int port_write(struct console *console, const char *text, size_t len)
{
	struct port *port = port_of(console);

	if (port->dead)
		return 0;
	assert_true(port->used + len <= SENT_MAX);
	memcpy(port->sent + port->used, text, len);
	port->used += len;
	return (int)len;
}

static int port_read(struct console *console, char *text, size_t len)
{
	struct port *port = port_of(console);
	size_t n = port->in - port->out < len ? port->in - port->out : len;

	console->errors.overruns += (uint32_t)port->overruns;
	port->overruns = 0;
	memcpy(text, port->typed + port->out, n);
	port->out += n;
	return (int)n;
}

static int port_listen(struct console *console, bool on)
{
	port_of(console)->listening = on;
	return 0;
}

static const struct console_ops port_ops = {
	.write = port_write,
	.read = port_read,
	.listen = port_listen,
};

static void type_bytes(struct port *port, const char *bytes, size_t len)
{
	assert_true(port->in + len <= sizeof(port->typed));
	memcpy(port->typed + port->in, bytes, len);
	port->in += len;
}

static void type(struct port *port, const char *text)
{
	type_bytes(port, text, strlen(text));
}

/* Whether the device raises its interrupt, and its line is enabled. */
static bool ring_port(struct port *port)
{
	struct irq_line *line = &port->console.irq;

	if (!line->on || !port->listening)
		return false;
	return line->handle(line->arg) != IRQ_NOTHING;
}

static void give_interrupt(struct port *port)
{
	port->console.irq.chip = &fake_chip()->chip;
	port->console.irq.source = 10;
}

static int setup(void **state)
{
	static const char *const names[PORTS] = { "a", "b", "c" };

	(void)state;
	fake_machine_reset(1000);
	console_on_failure(NULL);
	assert_int_equal(console_use(console_sbi()), 0);
	for (int i = 0; i < PORTS; i++) {
		struct console_ring *ring = ports[i].console.ring;

		memset(&ports[i], 0, sizeof(ports[i]));
		ports[i].console =
			(struct console){ .ops = &port_ops, .name = names[i], .ring = ring };
		if (!ring)
			continue;
		ring->out = ring->in;
		ring->lost = ring->mark_given = false;
		ring->suspect = ring->overruns = 0;
		ring->high = 0;
		ring->full = ring->xoff = false;
	}
	console_clear_interrupt();
	assert_int_equal(console_use(&ports[0].console), 0);
	return 0;
}

static void expect_text(const char *text)
{
	for (; *text; text++)
		assert_int_equal(console_getc(), *text);
	assert_int_equal(console_getc_within(100), -ETIMEDOUT);
}

static void expect_sent(const struct port *port, const char *text)
{
	assert_int_equal(port->used, strlen(text));
	assert_memory_equal(port->sent, text, port->used);
}

/* --- mirroring -------------------------------------------------------------------------------- */

static void writes_to_all_outputs(void **state)
{
	(void)state;
	assert_int_equal(console_attach(&ports[1].console, CONSOLE_OUT), 0);
	assert_int_equal(console_attach(&ports[2].console, CONSOLE_IN), 0);
	console_puts("hi\n");
	expect_sent(&ports[0], "hi\r\n");
	expect_sent(&ports[1], "hi\r\n");
	expect_sent(&ports[2], "");
	type(&ports[1], "no");
	type(&ports[2], "yes");
	expect_text("yes");
}

static void last_one_stays(void **state)
{
	(void)state;
	assert_int_equal(console_detach(&ports[0].console, CONSOLE_BOTH), -EBUSY);
	assert_int_equal(console_attach(&ports[1].console, CONSOLE_OUT), 0);
	assert_int_equal(console_detach(&ports[0].console, CONSOLE_BOTH), -EBUSY);
	assert_int_equal(console_detach(&ports[0].console, CONSOLE_OUT), 0);
	assert_int_equal(console_detach(&ports[1].console, CONSOLE_OUT), -EBUSY);
	assert_int_equal(console_attach(&ports[1].console, CONSOLE_IN), 0);
	assert_int_equal(console_detach(&ports[0].console, CONSOLE_BOTH), 0);
	assert_ptr_equal(console_attached(0), &ports[1].console);
	assert_null(console_attached(1));
}

/* An output that fails beside others is dropped. The others show that once and lose nothing. */
static void mirror_that_dies_is_dropped(void **state)
{
	static const char said[] =
		"one\r\nconsole: b at 0x0: took no output within a second; going "
		"on with a\r\ntwo\r\n";

	(void)state;
	assert_int_equal(console_attach(&ports[1].console, CONSOLE_BOTH), 0);
	assert_int_equal(console_attach(&ports[2].console, CONSOLE_BOTH), 0);
	ports[1].console.sent = 1;
	ports[1].dead = true;
	console_puts("one\n");
	console_puts("two\n");
	assert_int_equal(ports[1].console.failed, -ETIMEDOUT);
	assert_int_equal(ports[1].console.ways, 0);
	expect_sent(&ports[0], said);
	/* An output after the failed one in the list gets the report before the text. */
	assert_int_equal(ports[2].used, sizeof(said) - 1);
}

static void lines_of_two_inputs_stay_whole(void **state)
{
	(void)state;
	assert_int_equal(console_attach(&ports[1].console, CONSOLE_BOTH), 0);
	type(&ports[0], "first\r");
	type(&ports[1], "second\r");
	expect_text("first\rsecond\r");
	assert_ptr_equal(console_source(), &ports[1].console);
	type(&ports[0], "x");
	type(&ports[1], "y");
	expect_text("yx");
}

/* --- rings and interrupts --------------------------------------------------------------------- */

static void interrupt_fills_the_ring(void **state)
{
	struct port *port = &ports[1];

	(void)state;
	give_interrupt(port);
	assert_int_equal(console_use(&port->console), 0);
	assert_true(port->listening);
	assert_false(port->console.irq_works);
	type(port, "typed");
	assert_true(ring_port(port));
	assert_true(port->console.irq_works);
	assert_int_equal(console_fill(&port->console).waiting, 5);
	expect_text("typed");
	assert_int_equal(port->console.missed, 0);
	/* No byte came: the core does not count the interrupt as handled. */
	assert_false(ring_port(port));
	assert_int_equal(console_use(&ports[0].console), 0);
	assert_false(port->listening);
	assert_false(port->console.irq.on);
}

/* A device that was seen empty is not read again; one that may have more is. */
static void interrupt_reports_what_is_left(void **state)
{
	struct irq_line *line = &ports[1].console.irq;

	(void)state;
	give_interrupt(&ports[1]);
	assert_int_equal(console_use(&ports[1].console), 0);
	assert_int_equal(line->handle(line->arg), IRQ_NOTHING);
	type(&ports[1], "typed");
	assert_int_equal(line->handle(line->arg), IRQ_DONE);
	for (int i = 0; i < 1024; i++)
		type(&ports[1], "x");
	assert_int_equal(line->handle(line->arg), IRQ_MORE);
	assert_int_equal(line->handle(line->arg), IRQ_NOTHING);
}

/* If interrupts stop, a quarter of a second is lost once; then the device is polled. */
static void silent_interrupt_is_polled(void **state)
{
	struct port *port = &ports[1];

	(void)state;
	give_interrupt(port);
	assert_int_equal(console_use(&port->console), 0);
	type(port, "a");
	ring_port(port);
	expect_text("a");
	type(port, "b");
	assert_int_equal(console_getc(), 'b');
	assert_int_equal(port->console.missed, 1);
	assert_false(port->console.irq_works);
	type(port, "c");
	console_poll();
	assert_true(console_pending());
}

static void stormed_line_is_polled(void **state)
{
	struct port *port = &ports[1];

	(void)state;
	give_interrupt(port);
	assert_int_equal(console_use(&port->console), 0);
	type(port, "a");
	ring_port(port);
	port->console.irq.stormed = true;
	type(port, "b");
	console_poll();
	expect_text("ab");
}

/* A full ring pauses the source until there is room; nothing is lost. */
static void full_ring_pauses_the_source(void **state)
{
	struct port *port = &ports[1];
	uint32_t size;

	(void)state;
	give_interrupt(port);
	assert_int_equal(console_use(&port->console), 0);
	size = console_fill(&port->console).size;
	for (uint32_t i = 0; i < size + 1000; i++) {
		char c = (char)('a' + i % 26);

		type_bytes(port, &c, 1);
	}
	while (ring_port(port))
		if (!port->console.irq.on)
			break;
	assert_false(port->console.irq.on);
	assert_int_equal(console_fill(&port->console).waiting, size);
	assert_int_equal(console_fill(&port->console).high, size);
	for (uint32_t i = 0; i < size + 1000; i++) {
		assert_int_equal(console_getc(), 'a' + i % 26);
		ring_port(port);
	}
	assert_true(port->console.irq.on);
	assert_int_equal(console_getc_within(100), -ETIMEDOUT);
}

/* Reads what comes next, with '!' for a mark. */
static void expect_marked(const char *text)
{
	for (; *text; text++)
		assert_int_equal(console_getc(), *text == '!' ? CONSOLE_LOST : *text);
	assert_int_equal(console_getc_within(100), -ETIMEDOUT);
}

/* A device reports an overrun while bytes from before it are still in the FIFO: every line that may
 * have lost something is marked, until the FIFO was empty. */
static void lost_bytes_are_marked(void **state)
{
	struct port *port = &ports[0];

	(void)state;
	type(port, "before\r");
	console_poll();
	type(port, "a\rb\rc");
	port->overruns = 1;
	console_poll();
	type(port, "d\re");
	console_poll();
	expect_marked("before\r!a\r!b\r!c!d\re");
	assert_int_equal(port->console.errors.overruns, 1);
}

/* A write reads the same status, and may be the first to see the overrun. */
static void loss_seen_by_a_write_is_marked(void **state)
{
	(void)state;
	ports[0].console.errors.overruns++;
	type(&ports[0], "a");
	console_poll();
	expect_marked("!a!");
}

static void many_losses_are_all_marked(void **state)
{
	int marks = 0, c;

	(void)state;
	for (int i = 0; i < 100; i++) {
		type(&ports[0], "x\r");
		ports[0].overruns = 1;
		console_poll();
	}
	while ((c = console_getc_within(100)) >= 0)
		marks += c == CONSOLE_LOST;
	assert_int_equal(marks, 101);
	assert_false(console_pending());
}

/* --- switching -------------------------------------------------------------------------------- */

/* Bytes in the ring of a console that is no longer in use stay until it is read from again. */
static void bytes_wait_for_their_console(void **state)
{
	(void)state;
	type(&ports[0], "old");
	console_poll();
	assert_int_equal(console_use(&ports[1].console), 0);
	type(&ports[1], "new");
	expect_text("new");
	assert_int_equal(console_use(&ports[0].console), 0);
	expect_text("old");
}

static void switches_ten_thousand_times(void **state)
{
	size_t sent = 0;

	(void)state;
	give_interrupt(&ports[1]);
	for (int i = 0; i < 10000; i++) {
		struct port *port = &ports[i % PORTS];
		char c = (char)('0' + i % 10);

		assert_int_equal(console_use(&port->console), 0);
		console_write(&c, 1);
		sent++;
		type_bytes(port, &c, 1);
		if (i % 2)
			ring_port(port);
		assert_int_equal(console_getc(), c);
		assert_ptr_equal(console_attached(0), &port->console);
		assert_null(console_attached(1));
	}
	for (int i = 0; i < PORTS; i++) {
		sent -= ports[i].used;
		assert_int_equal(ports[i].console.sent, ports[i].used);
		assert_int_equal(ports[i].console.received, ports[i].in);
		for (size_t n = 0; n < ports[i].used; n++)
			assert_int_equal(ports[i].sent[n], '0' + (i + (int)n * PORTS) % 10);
	}
	assert_int_equal(sent, 0);
}

/* The large ring goes to the console in use as soon as its holder does not need it. */
static void large_ring_follows_the_console_in_use(void **state)
{
	char block[RING_SMALL + 1];

	(void)state;
	memset(block, 'x', sizeof(block));
	assert_int_equal(console_fill(&ports[0].console).size, RING_LARGE);
	assert_int_equal(console_use(&ports[1].console), 0);
	assert_int_equal(console_fill(&ports[0].console).size, RING_SMALL);
	assert_int_equal(console_fill(&ports[1].console).size, RING_LARGE);
	while (ports[1].in < sizeof(block)) {
		type_bytes(&ports[1], block, 64);
		console_poll();
	}
	assert_int_equal(console_use(&ports[0].console), 0);
	assert_int_equal(console_fill(&ports[0].console).size, RING_SMALL);
	assert_int_equal(console_use(&ports[1].console), 0);
	for (size_t i = 0; i < ports[1].in; i++)
		assert_int_equal(console_getc(), 'x');
	assert_int_equal(console_use(&ports[0].console), 0);
	assert_int_equal(console_fill(&ports[0].console).size, RING_LARGE);
}

/* --- XON/XOFF --------------------------------------------------------------------------------- */

static void xoff_holds_the_sender(void **state)
{
	struct port *port = &ports[0];
	uint32_t size = console_fill(&port->console).size;
	char block[64];

	(void)state;
	memset(block, 'x', sizeof(block));
	console_flow(&port->console, true);
	while (!port->used && port->in < size) {
		type_bytes(port, block, sizeof(block));
		console_poll();
		console_puts("");
		console_interrupted();
		if (console_fill(&port->console).waiting > size / 4 * 3)
			console_write("o", 1);
	}
	assert_int_equal(port->sent[0], XOFF);
	assert_true(port->in < size);
	while (console_pending())
		console_getc();
	assert_int_equal(port->used, 3);
	assert_int_equal(port->sent[2], XON);
	console_flow(&port->console, false);
}

/* Our output waits from XOFF until XON; the reader gets neither; Ctrl-C ends the wait, too. */
static void xoff_holds_our_output(void **state)
{
	static const char go_on[] = { XON, CTRL_C };

	for (size_t i = 0; i < sizeof(go_on); i++) {
		setup(state);
		console_flow(&ports[0].console, true);
		type(&ports[0], "a\23b");
		console_poll();
		assert_true(ports[0].console.held);
		type_bytes(&ports[0], &go_on[i], 1);
		console_puts("out");
		expect_sent(&ports[0], "out");
		assert_int_equal(console_getc(), 'a');
		assert_int_equal(console_getc(), 'b');
		if (go_on[i] == CTRL_C)
			assert_int_equal(console_getc(), CTRL_C);
		assert_int_equal(console_getc_within(100), -ETIMEDOUT);
	}
}

/* XON takes no room in the ring, so a read may end at the room that was left, and not at the end of
 * what the device has, whose interrupt would not come again. */
static void flow_bytes_do_not_end_the_reading(void **state)
{
	struct port *port = &ports[1];
	uint32_t size;

	(void)state;
	give_interrupt(port);
	assert_int_equal(console_use(&port->console), 0);
	console_flow(&port->console, true);
	size = console_fill(&port->console).size;
	while (console_fill(&port->console).waiting < size - 8) {
		type(port, "x");
		ring_port(port);
	}
	type(port, "\21abcdef");
	type(port, "gh");
	assert_true(ring_port(port));
	assert_int_equal(console_fill(&port->console).waiting, size);
	assert_int_equal(port->out, port->in);
	console_flow(&port->console, false);
}

static void without_flow_they_are_bytes(void **state)
{
	(void)state;
	type(&ports[0], "a\23\21");
	expect_text("a\23\21");
}

/* For a transfer: Ctrl-C on that console interrupts nothing, and XON/XOFF is restored later. */
static void raw_bytes_are_data(void **state)
{
	(void)state;
	console_flow(&ports[0].console, true);
	console_raw(&ports[0].console);
	type(&ports[0], "a\3\23\21");
	assert_false(console_interrupted());
	expect_text("a\3\23\21");
	type(&ports[0], "\3");
	console_poll();
	console_raw(NULL);
	assert_false(console_interrupted());
	assert_int_equal(console_getc(), CTRL_C);
	type(&ports[0], "a\23\21\3");
	assert_true(console_interrupted());
	assert_true(ports[0].console.flow);
	expect_text("a\3");
	console_clear_interrupt();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(writes_to_all_outputs, setup),
		cmocka_unit_test_setup(last_one_stays, setup),
		cmocka_unit_test_setup(mirror_that_dies_is_dropped, setup),
		cmocka_unit_test_setup(lines_of_two_inputs_stay_whole, setup),
		cmocka_unit_test_setup(interrupt_reports_what_is_left, setup),
		cmocka_unit_test_setup(interrupt_fills_the_ring, setup),
		cmocka_unit_test_setup(silent_interrupt_is_polled, setup),
		cmocka_unit_test_setup(stormed_line_is_polled, setup),
		cmocka_unit_test_setup(full_ring_pauses_the_source, setup),
		cmocka_unit_test_setup(lost_bytes_are_marked, setup),
		cmocka_unit_test_setup(loss_seen_by_a_write_is_marked, setup),
		cmocka_unit_test_setup(many_losses_are_all_marked, setup),
		cmocka_unit_test_setup(bytes_wait_for_their_console, setup),
		cmocka_unit_test_setup(switches_ten_thousand_times, setup),
		cmocka_unit_test_setup(large_ring_follows_the_console_in_use, setup),
		cmocka_unit_test_setup(xoff_holds_the_sender, setup),
		cmocka_unit_test_setup(xoff_holds_our_output, setup),
		cmocka_unit_test_setup(flow_bytes_do_not_end_the_reading, setup),
		cmocka_unit_test_setup(without_flow_they_are_bytes, setup),
		cmocka_unit_test_setup(raw_bytes_are_data, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
