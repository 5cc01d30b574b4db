/* The console core when several things go wrong at once: output held and ring full, source paused
 * by another console, failures beside inputs that are not read. */
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

enum { XON = 17, XOFF = 19, SENT_MAX = 256, PORTS = 2, NEVER_DRY = 1 << 20, SOURCE = 10 };

static struct port {
	struct console console;
	char sent[SENT_MAX];
	size_t used;
	char next;     /* the byte that comes in */
	size_t typed;  /* how often it comes in */
	int error;     /* what write returns; -EFAULT: it traps */
	bool breaking; /* each read reports a break */
} ports[PORTS];

static int port_write(struct console *console, const char *text, size_t len)
{
	struct port *port = (struct port *)console;

	if (port->error == -EFAULT)
		fake_machine_trap();
	if (port->error)
		return port->error;
	assert_true(port->used + len <= SENT_MAX);
	memcpy(port->sent + port->used, text, len);
	port->used += len;
	return (int)len;
}

static int port_read(struct console *console, char *text, size_t len)
{
	struct port *port = (struct port *)console;
	size_t n = port->typed < len ? port->typed : len;

	console->errors.breaks += port->breaking;
	memset(text, port->next, n);
	port->typed -= n;
	return (int)n;
}

static int port_listen(struct console *console, bool on)
{
	(void)console;
	(void)on;
	return 0;
}

static const struct console_ops port_ops = {
	.write = port_write,
	.read = port_read,
	.listen = port_listen,
};

static void type(int i, char c, size_t count)
{
	ports[i].next = c;
	ports[i].typed = count;
}

static int setup(void **state)
{
	(void)state;
	fake_machine_reset(1000);
	console_on_failure(NULL);
	assert_int_equal(console_use(console_sbi()), 0);
	console_show_news(); /* of the test before */
	for (int i = 0; i < PORTS; i++) {
		struct console_ring *ring = ports[i].console.ring;

		memset(&ports[i], 0, sizeof(ports[i]));
		ports[i].console = (struct console){
			.ops = &port_ops,
			.name = i ? "b" : "a",
			.ring = ring,
			.irq = { .chip = &fake_chip()->chip, .source = SOURCE },
		};
		if (!ring)
			continue;
		ring->out = ring->in;
		ring->lost = ring->mark_given = ring->full = ring->xoff = false;
		ring->suspect = ring->overruns = 0;
	}
	console_clear_interrupt();
	assert_int_equal(console_use(&ports[0].console), 0);
	return 0;
}

static void pend(bool on)
{
	fake_chip()->level = (uint64_t)on << SOURCE;
}

/* One trap, if the controller has an interrupt for the hart. */
static void interrupt(void)
{
	if (fake_chip()->level & fake_chip()->enabled)
		irq_dispatch();
}

/* --- XON/XOFF --------------------------------------------------------------------------------- */

/* The other side sent XOFF and goes on sending: its XON cannot be received, because our ring is
 * full. */
static void held_output_with_a_full_ring_is_released(void **state)
{
	(void)state;
	console_flow(&ports[0].console, true);
	type(0, XOFF, 1);
	console_poll();
	assert_true(ports[0].console.held);
	type(0, 'x', NEVER_DRY);
	console_puts("out");
	assert_false(ports[0].console.held);
	/* It was sent XOFF while it could still receive it. */
	assert_int_equal(ports[0].sent[0], XOFF);
	assert_memory_equal(ports[0].sent + 1, "out", 3);
}

/* A console that is held and no longer read from would never get XON. */
static void held_ends_with_the_input(void **state)
{
	(void)state;
	assert_int_equal(console_attach(&ports[1].console, CONSOLE_BOTH), 0);
	console_flow(&ports[1].console, true);
	type(1, XOFF, 1);
	console_poll();
	assert_true(ports[1].console.held);
	assert_int_equal(console_detach(&ports[1].console, CONSOLE_IN), 0);
	assert_false(ports[1].console.held);
	console_puts("x");
	assert_int_equal(ports[1].used, 1);
}

static void flow_twice_on_lets_the_sender_go_on(void **state)
{
	(void)state;
	console_flow(&ports[0].console, true);
	type(0, 'x', NEVER_DRY);
	console_poll();
	while (console_fill(&ports[0].console).waiting < RING_LARGE)
		console_poll();
	assert_int_equal(ports[0].sent[ports[0].used - 1], XOFF);
	console_flow(&ports[0].console, true);
	assert_int_equal(ports[0].sent[ports[0].used - 1], XON);
	/* XOFF is sent again: the ring is still full. */
	console_poll();
	assert_int_equal(ports[0].sent[ports[0].used - 1], XOFF);
	ports[0].typed = 0;
	console_flow(&ports[0].console, false);
}

/* No command is running that could contain the fault: the shell waits for a key. */
static void xoff_to_a_fault_is_contained(void **state)
{
	(void)state;
	console_flow(&ports[0].console, true);
	ports[0].console.stop = XON;
	ports[0].error = -EFAULT;
	assert_int_equal(console_getc_within(100), -ETIMEDOUT);
	assert_int_equal(ports[0].console.stop, 0);
	ports[0].error = 0;
	console_flow(&ports[0].console, false);
}

/* --- interrupts ------------------------------------------------------------------------------- */

/* A console with a full ring is dropped, and used again while the device has more. */
static void full_ring_is_paused_again(void **state)
{
	struct console *console = &ports[0].console;

	(void)state;
	type(0, 'x', NEVER_DRY);
	pend(true);
	interrupt();
	assert_false(console->irq.on);
	assert_int_equal(console_getc(), 'x'); /* room for one byte, too little to go on */
	assert_int_equal(console_use(&ports[1].console), 0);
	console->ring->out = console->ring->in - console->ring->size;
	console->ring->full = false;
	assert_int_equal(console_attach(console, CONSOLE_IN), 0);
	assert_true(console->irq.on);
	console->ring->full = true; /* as if the interrupt came before the pause */
	interrupt();
	assert_false(console->irq.on);
	pend(false);
	ports[0].typed = 0;
}

/* A full ring pauses a source that another console shares: the other one is then polled. */
static void a_sharer_of_a_paused_source_is_polled(void **state)
{
	(void)state;
	assert_int_equal(console_attach(&ports[1].console, CONSOLE_BOTH), 0);
	type(1, 'b', 1);
	pend(true);
	interrupt();
	assert_true(ports[1].console.irq_works);
	type(0, 'x', NEVER_DRY);
	interrupt();
	assert_int_equal(fake_chip()->enabled, 0);
	assert_true(ports[1].console.irq.on);
	type(1, 3, 1); /* Ctrl-C */
	assert_true(console_interrupted());
	pend(false);
	ports[0].typed = 0;
}

/* A command runs, and its console's interrupt was lost: the tick reads the console nevertheless. */
static void tick_looks_at_all(void **state)
{
	(void)state;
	type(0, 'a', 1);
	pend(true);
	interrupt();
	pend(false);
	assert_true(ports[0].console.irq_works);
	type(0, 3, 1);
	console_poll();
	assert_int_equal(ports[0].typed, 1);
	console_poll_all();
	assert_int_equal(ports[0].typed, 0);
	assert_true(console_interrupted());
}

/* One break is no storm; endless breaks without a byte are one. */
static void endless_breaks_are_a_storm(void **state)
{
	int traps;

	(void)state;
	ports[0].breaking = true;
	pend(true);
	for (traps = 0; fake_chip()->enabled && traps < 3 * IRQ_STORM; traps++)
		interrupt();
	assert_int_equal(fake_chip()->enabled, 0);
	assert_true(ports[0].console.irq.stormed);
	pend(false);
}

/* --- dying ------------------------------------------------------------------------------------ */

static int mute_write(struct console *console, const char *text, size_t len)
{
	(void)console;
	(void)text;
	(void)len;
	return -EIO;
}

/* Firmware's console fails while no other one is read from: it cannot be its own successor. */
static void sbi_dies_beside_an_output(void **state)
{
	static const struct console_ops ops = { .write = mute_write };
	const struct console_ops *works = console_sbi()->ops;

	(void)state;
	assert_int_equal(console_attach(console_sbi(), CONSOLE_BOTH), 0);
	assert_int_equal(console_detach(&ports[0].console, CONSOLE_IN), 0);
	console_sbi()->ops = &ops;
	console_puts("text");
	console_sbi()->ops = works;
	assert_int_equal(console_sbi()->failed, -EIO);
	assert_ptr_equal(console_attached(0), &ports[0].console);
	assert_null(console_attached(1));
	assert_int_equal(ports[0].console.ways, CONSOLE_BOTH);
	assert_memory_equal(ports[0].sent, "text", 4);
}

/* One of two inputs always has bytes: a line of the other one is read nevertheless. */
static void babbling_input_does_not_starve_others(void **state)
{
	int others = 0;

	(void)state;
	assert_int_equal(console_attach(&ports[1].console, CONSOLE_BOTH), 0);
	type(0, '~', NEVER_DRY);
	type(1, 'k', 3);
	for (int i = 0; i < 4096; i++)
		others += console_getc() == 'k';
	assert_int_equal(others, 3);
}

/* XON adds no byte to the ring, so no full ring ends the stream. */
static void endless_xon_is_bounded(void **state)
{
	int traps;

	(void)state;
	console_flow(&ports[0].console, true);
	type(0, XON, (size_t)-1);
	pend(true);
	for (traps = 0; fake_chip()->enabled && traps < 3 * IRQ_STORM; traps++)
		interrupt();
	assert_true(ports[0].console.irq.stormed);
	pend(false);
	ports[0].typed = 0;
	console_flow(&ports[0].console, false);
}

static struct console *next_is_a_port(struct console *failed, int err)
{
	assert_ptr_equal(failed, console_sbi());
	assert_int_equal(err, -EIO);
	assert_int_equal(console_attach(&ports[1].console, CONSOLE_BOTH), 0);
	return &ports[1].console;
}

/* Firmware's console, which a person chose, fails as the only one: a UART may still work. When it
 * fails again no console is left, and it stays. */
static void sbi_dies_alone(void **state)
{
	static const struct console_ops ops = { .write = mute_write };
	const struct console_ops *works = console_sbi()->ops;

	(void)state;
	assert_int_equal(console_use(console_sbi()), 0);
	console_on_failure(next_is_a_port);
	console_sbi()->ops = &ops;
	console_puts("text");
	console_on_failure(NULL);
	assert_ptr_equal(console_attached(0), &ports[1].console);
	assert_memory_equal(ports[1].sent + ports[1].used - 4, "text", 4);
	assert_int_equal(console_use(console_sbi()), 0);
	console_puts("lost");
	console_sbi()->ops = works;
	assert_ptr_equal(console_attached(0), console_sbi());
	assert_null(console_attached(1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(held_output_with_a_full_ring_is_released, setup),
		cmocka_unit_test_setup(held_ends_with_the_input, setup),
		cmocka_unit_test_setup(flow_twice_on_lets_the_sender_go_on, setup),
		cmocka_unit_test_setup(xoff_to_a_fault_is_contained, setup),
		cmocka_unit_test_setup(full_ring_is_paused_again, setup),
		cmocka_unit_test_setup(a_sharer_of_a_paused_source_is_polled, setup),
		cmocka_unit_test_setup(tick_looks_at_all, setup),
		cmocka_unit_test_setup(endless_breaks_are_a_storm, setup),
		cmocka_unit_test_setup(sbi_dies_beside_an_output, setup),
		cmocka_unit_test_setup(sbi_dies_alone, setup),
		cmocka_unit_test_setup(babbling_input_does_not_starve_others, setup),
		cmocka_unit_test_setup(endless_xon_is_bounded, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
