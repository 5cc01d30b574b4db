/* How the console core waits: asleep without a timer where interrupts come, and what it makes of an
 * interrupt that never comes. */
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

enum { SOURCE = 10, TYPED_MAX = 64, XON = 17 };

static struct port {
	struct console console;
	char typed[TYPED_MAX];
	size_t in, out;
	int busy;         /* so many writes are not taken */
	bool works;       /* its interrupt reaches the hart */
	const char *keys; /* what a person types, a byte each time that the hart sleeps */
	int sleeps;
} port;

static int port_write(struct console *console, const char *text, size_t len)
{
	(void)console;
	(void)text;
	return port.busy-- > 0 ? 0 : (int)len;
}

static int port_read(struct console *console, char *text, size_t len)
{
	size_t n = port.in - port.out < len ? port.in - port.out : len;

	(void)console;
	memcpy(text, port.typed + port.out, n);
	port.out += n;
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

static void type(char c)
{
	port.typed[port.in++] = c;
	if (!port.works)
		return;
	fake_chip()->level = (uint64_t)1 << SOURCE;
	if (fake_chip()->level & fake_chip()->enabled)
		irq_dispatch();
	fake_chip()->level = 0;
}

static void on_sleep(void)
{
	port.sleeps++;
	if (*port.keys)
		type(*port.keys++);
}

static int setup(void **state)
{
	struct console_ring *ring = port.console.ring;

	(void)state;
	fake_machine_reset(1000);
	fake_machine_on_sleep(on_sleep);
	assert_int_equal(console_use(console_sbi()), 0);
	memset(&port, 0, sizeof(port));
	port.console = (struct console){
		.ops = &port_ops,
		.name = "uart",
		.ring = ring,
		.irq = { .chip = &fake_chip()->chip, .source = SOURCE },
	};
	port.keys = "";
	if (ring)
		ring->out = ring->in;
	console_clear_interrupt();
	assert_int_equal(console_use(&port.console), 0);
	return 0;
}

/* Types each key while the hart sleeps, and expects it. */
static void expect_keys(const char *keys)
{
	for (port.keys = keys; *keys; keys++)
		assert_int_equal(console_getc(), *keys);
}

/* --- an interrupt that never comes ------------------------------------------------------------ */

static void an_interrupt_that_never_comes_is_reported_once(void **state)
{
	(void)state;
	expect_keys("abc");
	assert_false(console_never_interrupted(&port.console));
	assert_false(console_has_news());
	expect_keys("d");
	assert_true(console_never_interrupted(&port.console));
	assert_int_equal(console_getc(), CONSOLE_NEWS);
	assert_int_equal(console_getc_within(100), -ETIMEDOUT);
	console_show_news();
	assert_false(console_has_news());
	expect_keys("efghij");
	assert_false(console_has_news());
	/* It is polled often now, as any console without an interrupt. */
	fake_machine_reset(1000);
	assert_int_equal(console_getc_within(CONSOLE_TICK_US), -ETIMEDOUT);
	assert_in_range(fake_machine_slept(), 1, CONSOLE_TICK_US);
}

/* What polling finds while it is quick may be what the device would have reported a bit later. */
static void bytes_found_while_awake_prove_nothing(void **state)
{
	(void)state;
	for (int i = 0; i < 20; i++) {
		type('x');
		assert_int_equal(console_getc(), 'x');
	}
	assert_int_equal(port.console.missed, 20);
	assert_false(console_never_interrupted(&port.console));
}

/* Nor does what is found after a wfi that did not wait. */
static void a_sleep_that_ended_at_once_proves_nothing(void **state)
{
	(void)state;
	fake_machine_without_sleep();
	expect_keys("abcdefgh");
	assert_int_equal(port.console.missed, 8);
	assert_false(console_never_interrupted(&port.console));
}

static void one_interrupt_ends_the_trial(void **state)
{
	(void)state;
	expect_keys("abc");
	port.works = true;
	expect_keys("d");
	port.works = false;
	expect_keys("efghijklm");
	assert_false(console_never_interrupted(&port.console));
	assert_false(console_has_news());
}

static void one_that_comes_after_all_is_no_longer_missed(void **state)
{
	(void)state;
	expect_keys("abcd");
	assert_true(console_never_interrupted(&port.console));
	console_show_news();
	port.works = true;
	expect_keys("e");
	assert_false(console_never_interrupted(&port.console));
}

static void a_raw_console_hears_no_news(void **state)
{
	(void)state;
	expect_keys("abcd");
	console_raw(&port.console);
	assert_false(console_has_news());
	console_show_news();
	console_raw(NULL);
	assert_true(console_has_news());
	console_show_news();
}

/* --- without a timer -------------------------------------------------------------------------- */

/* The first key is found awake; from then on its interrupt wakes the hart. */
static void without_a_timer_an_interrupt_wakes_the_hart(void **state)
{
	(void)state;
	fake_machine_without_timer();
	port.works = true;
	type('a');
	assert_int_equal(console_getc(), 'a');
	assert_int_equal(fake_machine_halts(), 0);
	expect_keys("bcd");
	assert_int_equal(fake_machine_halts(), 3);
}

static void without_a_timer_a_limit_is_kept(void **state)
{
	(void)state;
	fake_machine_without_timer();
	port.works = true;
	type('a');
	assert_int_equal(console_getc(), 'a');
	assert_int_equal(console_getc_within(1000), -ETIMEDOUT);
	assert_int_equal(fake_machine_halts(), 0);
}

/* A device that is polled cannot end the sleep. */
static int turns;

static int polled_read(struct console *console, char *text, size_t len)
{
	(void)console;
	(void)len;
	if (turns++ < 50)
		return 0;
	text[0] = 's';
	return 1;
}

static void without_a_timer_a_polled_console_keeps_it_awake(void **state)
{
	static const struct console_ops ops = { .write = port_write, .read = polled_read };
	static struct console polled = { .ops = &ops, .name = "polled" };

	(void)state;
	fake_machine_without_timer();
	port.works = true;
	assert_int_equal(console_attach(&polled, CONSOLE_IN), 0);
	type('a');
	assert_int_equal(console_getc(), 'a');
	assert_int_equal(console_getc(), 's');
	assert_int_equal(fake_machine_halts(), 0);
	assert_int_equal(console_detach(&polled, CONSOLE_IN), 0);
}

/* The other side was stopped by XOFF, and the device does not take XON yet: without XON no byte
 * would ever come. */
static void a_due_xon_is_sent_before_the_sleep(void **state)
{
	(void)state;
	fake_machine_without_timer();
	port.works = true;
	type('a');
	assert_int_equal(console_getc(), 'a');
	port.console.flow = true;
	port.console.stop = XON;
	port.busy = 5;
	expect_keys("b");
	assert_int_equal(port.console.stop, 0);
	assert_int_equal(fake_machine_halts(), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(an_interrupt_that_never_comes_is_reported_once, setup),
		cmocka_unit_test_setup(bytes_found_while_awake_prove_nothing, setup),
		cmocka_unit_test_setup(a_sleep_that_ended_at_once_proves_nothing, setup),
		cmocka_unit_test_setup(one_interrupt_ends_the_trial, setup),
		cmocka_unit_test_setup(one_that_comes_after_all_is_no_longer_missed, setup),
		cmocka_unit_test_setup(a_raw_console_hears_no_news, setup),
		cmocka_unit_test_setup(without_a_timer_an_interrupt_wakes_the_hart, setup),
		cmocka_unit_test_setup(without_a_timer_a_limit_is_kept, setup),
		cmocka_unit_test_setup(without_a_timer_a_polled_console_keeps_it_awake, setup),
		cmocka_unit_test_setup(a_due_xon_is_sent_before_the_sleep, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
