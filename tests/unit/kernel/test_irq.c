/* The interrupt core: which handlers are called, pauses, and how storms end. */
#include "kernel/irq.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_chip.h"
#include "tests/unit/fake/fake_machine.h"

enum { UART = 10, OTHER = 11, LINES = 3 };

static struct fake_chip pic, second;

/* A device with received bytes; its level is high while there are any. */
static struct device {
	struct irq_line line;
	int bytes, calls;
	int more;                /* bytes that come while it is handled */
	bool stuck;              /* the level stays high without a byte */
	bool full;               /* it cannot take more now, so it pauses its line */
	struct irq_line *leaves; /* a line that its handler detaches */
} device[LINES];

static void raise_levels(void)
{
	pic.level = second.level = 0;
	for (int i = 0; i < LINES; i++) {
		struct irq_line *line = &device[i].line;

		if (line->chip && (device[i].bytes || device[i].stuck))
			((struct fake_chip *)line->chip)->level |= UINT64_C(1) << line->source;
	}
}

static enum irq_found device_handle(void *arg)
{
	struct device *this = arg;
	int had = this->bytes;

	this->calls++;
	if (this->leaves)
		irq_detach(this->leaves);
	if (this->full) {
		irq_pause(&this->line, true);
		return IRQ_DONE;
	}
	this->bytes = this->more > 0;
	this->more -= this->bytes;
	raise_levels();
	if (this->bytes)
		return IRQ_MORE;
	return had ? IRQ_DONE : IRQ_NOTHING;
}

/* Takes traps while a level is high, at most @most; returns how many. */
static int run(int most)
{
	int traps = 0;

	raise_levels();
	while (traps < most && fake_machine_external() &&
	       ((pic.level & pic.enabled) || (second.level & second.enabled))) {
		irq_dispatch();
		traps++;
	}
	return traps;
}

static int setup(void **state)
{
	char text[128];

	(void)state;
	for (int i = 0; i < LINES; i++) {
		irq_detach(&device[i].line);
		memset(&device[i], 0, sizeof(device[i]));
		device[i].line = (struct irq_line){ .chip = &pic.chip,
						    .source = UART,
						    .handle = device_handle,
						    .arg = &device[i],
						    .name = "uart" };
	}
	device[1].line.source = OTHER;
	pic.level = pic.enabled = pic.claimed = 0;
	second.level = second.enabled = second.claimed = 0;
	pic.enable_err = second.enable_err = 0;
	while (irq_news(text, sizeof(text)))
		;
	return 0;
}

/* Runs first, while no chip is started. */
static void starts_a_chip_once(void **state)
{
	(void)state;
	fake_chip_init(&pic, "plic");
	fake_chip_init(&second, "second");
	setup(state);
	pic.start_err = -ENODEV;
	assert_int_equal(irq_attach(&device[0].line), -ENODEV);
	assert_null(irq_chips());
	assert_null(irq_lines());
	assert_false(device[0].line.on);
	assert_false(fake_machine_external());
	pic.start_err = 0;
	assert_int_equal(irq_attach(&device[0].line), 0);
	assert_int_equal(irq_attach(&device[1].line), 0);
	assert_int_equal(pic.starts, 2);
	assert_ptr_equal(irq_chips(), &pic.chip);
	assert_null(irq_chips()->next);
	assert_true(fake_machine_external());
}

static void counts_what_it_takes(void **state)
{
	uint64_t taken = pic.chip.taken;

	(void)state;
	assert_int_equal(irq_attach(&device[0].line), 0);
	device[0].bytes = 3;
	assert_int_equal(run(5), 1);
	assert_int_equal(device[0].calls, 1);
	assert_int_equal(device[0].line.count, 1);
	assert_int_equal(pic.chip.taken - taken, 1);
	assert_int_equal(pic.claimed, 0);
}

static void attaches_and_detaches_once(void **state)
{
	(void)state;
	irq_detach(&device[0].line); /* was never attached */
	assert_int_equal(irq_attach(&device[0].line), 0);
	assert_int_equal(irq_attach(&device[0].line), 0);
	assert_ptr_equal(irq_lines(), &device[0].line);
	assert_null(irq_lines()->next);
	irq_detach(&device[0].line);
	irq_detach(&device[0].line);
	assert_null(irq_lines());
	assert_int_equal(pic.enabled, 0);
	assert_false(device[0].line.on);
}

static void a_source_that_the_chip_refuses(void **state)
{
	(void)state;
	pic.enable_err = -ENODEV;
	assert_int_equal(irq_attach(&device[0].line), -ENODEV);
	assert_null(irq_lines());
	assert_false(device[0].line.on);
}

/* A handler that cannot take more is not called. When it can, it is called for what waits, because
 * not all controllers would interrupt again. */
static void pauses(void **state)
{
	(void)state;
	assert_int_equal(irq_attach(&device[0].line), 0);
	device[0].bytes = 1;
	device[0].full = true;
	assert_int_equal(run(50), 1);
	assert_int_equal(device[0].calls, 1);
	assert_int_equal(device[0].bytes, 1);
	assert_false(device[0].line.on);
	irq_pause(&device[0].line, false); /* still full */
	assert_int_equal(device[0].calls, 2);
	assert_false(device[0].line.on);
	assert_int_equal(pic.enabled, 0);
	device[0].full = false;
	irq_pause(&device[0].line, false);
	assert_int_equal(device[0].bytes, 0);
	assert_int_equal(pic.enabled, 1 << UART);
	assert_int_equal(run(50), 0);
	/* A second call changes nothing; a line that is not attached stays off. */
	irq_pause(&device[0].line, true);
	irq_pause(&device[0].line, true);
	assert_int_equal(pic.enabled, 0);
	irq_detach(&device[0].line);
	irq_pause(&device[0].line, false);
	assert_int_equal(pic.enabled, 0);
	assert_false(device[0].line.on);
	irq_pause(&(struct irq_line){ 0 }, false); /* polled: no chip at all */
}

static void attached_anew_is_not_paused(void **state)
{
	(void)state;
	assert_int_equal(irq_attach(&device[0].line), 0);
	irq_pause(&device[0].line, true);
	irq_detach(&device[0].line);
	assert_int_equal(irq_attach(&device[0].line), 0);
	assert_int_equal(pic.enabled, 1 << UART);
}

static void a_storm_is_masked_and_reported(void **state)
{
	char text[128];
	int traps;

	(void)state;
	assert_int_equal(irq_attach(&device[0].line), 0);
	assert_int_equal(irq_attach(&device[1].line), 0);
	device[0].bytes = 1;
	device[0].stuck = true;
	traps = run(5000);
	assert_in_range(traps, 1, IRQ_STORM + 1);
	assert_int_equal(device[0].line.count, IRQ_STORM + 1); /* the first one had a byte */
	assert_true(device[0].line.stormed);
	assert_int_equal(pic.enabled, 1 << OTHER);
	assert_true(irq_news(text, sizeof(text)));
	assert_string_equal(text, "irq: plic source 10 (uart) stormed, masked; polled from now\n");
	assert_false(irq_news(text, sizeof(text)));
	/* For good: neither pausing nor attaching enables it again. */
	irq_pause(&device[0].line, true);
	irq_pause(&device[0].line, false);
	assert_int_equal(pic.enabled, 1 << OTHER);
	irq_detach(&device[0].line);
	assert_int_equal(irq_attach(&device[0].line), -EIO);
	assert_int_equal(pic.enabled, 1 << OTHER);
	/* Other sources still work. */
	device[0].stuck = false;
	device[1].bytes = 1;
	assert_int_equal(run(5), 1);
	assert_int_equal(device[1].bytes, 0);
}

/* Bytes that come while it is handled are taken at once; an endless stream still ends the trap. */
static void takes_until_nothing_is_left(void **state)
{
	(void)state;
	assert_int_equal(irq_attach(&device[0].line), 0);
	device[0].bytes = 1;
	device[0].more = 5;
	irq_pause(&device[0].line, true);
	irq_pause(&device[0].line, false);
	assert_int_equal(device[0].calls, 6);
	device[0].bytes = 1;
	device[0].more = 1000000;
	raise_levels();
	irq_dispatch();
	assert_true(device[0].more > 0);
	assert_true(device[0].line.on);
}

/* Empty interrupts are no storm while useful ones come between. */
static void useful_ones_calm_a_storm(void **state)
{
	(void)state;
	assert_int_equal(irq_attach(&device[0].line), 0);
	device[0].stuck = true;
	for (int i = 0; i < 50; i++) {
		device[0].bytes = 1;
		run(1); /* 64 claims a trap */
	}
	assert_true(device[0].line.count > 2 * IRQ_STORM);
	assert_false(device[0].line.stormed);
}

static void a_stray_is_masked_and_reported(void **state)
{
	uint64_t strays = pic.chip.strays;
	char text[128];

	(void)state;
	assert_int_equal(irq_attach(&device[0].line), 0);
	pic.enabled |= UINT64_C(1) << 33; /* not enabled by us */
	pic.level = UINT64_C(1) << 33;
	irq_dispatch();
	assert_int_equal(pic.enabled & UINT64_C(1) << 33, 0);
	assert_int_equal(pic.claimed, 0);
	assert_int_equal(pic.chip.strays - strays, 1);
	assert_true(irq_news(text, sizeof(text)));
	assert_string_equal(text, "irq: plic source 33 has no handler, masked\n");
	assert_true(fake_machine_external());
}

static void news_keep_their_order(void **state)
{
	char text[128];

	(void)state;
	assert_int_equal(irq_attach(&device[0].line), 0);
	for (uint32_t source = 20; source < 30; source++) {
		pic.enabled |= UINT64_C(1) << source;
		pic.level = UINT64_C(1) << source;
		irq_dispatch();
	}
	for (int i = 0; i < 4; i++) {
		char expected[128] = "irq: plic source 20 has no handler, masked\n";

		expected[18] = (char)('0' + i);
		assert_true(irq_news(text, sizeof(text)));
		assert_string_equal(text, expected);
	}
	assert_false(irq_news(text, sizeof(text)));
}

static void shared_sources(void **state)
{
	(void)state;
	assert_int_equal(irq_attach(&device[0].line), 0);
	assert_int_equal(irq_attach(&device[2].line), 0);
	device[0].bytes = device[2].bytes = 1;
	run(5);
	assert_int_equal(device[0].bytes + device[2].bytes, 0);
	/* A paused line also stops the other one, because they share the source. */
	irq_pause(&device[0].line, true);
	assert_int_equal(pic.enabled, 0);
	irq_pause(&device[2].line, true);
	irq_pause(&device[0].line, false);
	assert_int_equal(pic.enabled, 0);
	irq_pause(&device[2].line, false);
	assert_int_equal(pic.enabled, 1 << UART);
	/* A line that is detached does not disable the source, and no longer pauses it. */
	irq_pause(&device[0].line, true);
	irq_detach(&device[0].line);
	assert_int_equal(pic.enabled, 1 << UART);
	irq_detach(&device[2].line);
	assert_int_equal(pic.enabled, 0);
}

static void a_silent_sharer_is_no_storm(void **state)
{
	(void)state;
	assert_int_equal(irq_attach(&device[0].line), 0);
	assert_int_equal(irq_attach(&device[2].line), 0);
	for (int i = 0; i < 2 * IRQ_STORM; i++) {
		device[0].bytes = 1;
		run(1);
	}
	assert_int_equal(device[0].line.count, 2 * IRQ_STORM);
	/* One empty interrupt does not make a storm, either. */
	pic.level = 1 << UART; /* until a handler runs */
	irq_dispatch();
	assert_int_equal(device[2].line.count, 2 * IRQ_STORM + 1);
	assert_false(device[2].line.stormed);
}

static void detaches_in_its_handler(void **state)
{
	(void)state;
	assert_int_equal(irq_attach(&device[0].line), 0);
	assert_int_equal(irq_attach(&device[2].line), 0);
	device[2].leaves = &device[2].line; /* its handler is called first */
	device[0].bytes = 1;
	run(5);
	assert_int_equal(device[0].bytes, 0);
	assert_ptr_equal(irq_lines(), &device[0].line);
	assert_int_equal(pic.enabled, 1 << UART);
}

static void two_chips(void **state)
{
	(void)state;
	device[1].line.chip = &second.chip;
	device[1].line.source = UART;
	assert_int_equal(irq_attach(&device[0].line), 0);
	assert_int_equal(irq_attach(&device[1].line), 0);
	device[1].bytes = 1;
	run(5);
	assert_int_equal(device[0].calls, 0);
	assert_int_equal(device[1].calls, 1);
	irq_detach(&device[1].line);
	assert_int_equal(second.enabled, 0);
	assert_int_equal(pic.enabled, 1 << UART);
}

/* A chip that faults does not keep the others from it. */
static void stops_all_chips(void **state)
{
	(void)state;
	assert_int_equal(irq_attach(&device[0].line), 0);
	device[1].line.chip = &second.chip;
	assert_int_equal(irq_attach(&device[1].line), 0);
	assert_true(fake_machine_external());
	second.faults = true;
	irq_stop();
	second.faults = false;
	assert_false(fake_machine_external());
	assert_int_equal(pic.stops, 1);
	assert_int_equal(second.stops, 0);
}

/* The last tests, because they end all interrupts for good. */
static void gives_up_on_interrupts_without_a_cause(void **state)
{
	char text[128];

	(void)state;
	assert_int_equal(irq_attach(&device[0].line), 0);
	for (int i = 0; i < 100 * IRQ_STORM && fake_machine_external(); i++)
		irq_dispatch();
	assert_false(fake_machine_external());
	assert_true(device[0].line.stormed);
	assert_false(device[0].line.on);
	assert_true(irq_news(text, sizeof(text)));
	assert_string_equal(text, "irq: interrupts without a cause, all off; polled from now\n");
	assert_int_equal(irq_attach(&device[1].line), -EIO);
	assert_false(fake_machine_external());
}

static void gives_up_on_a_chip_that_faults(void **state)
{
	char text[128];

	(void)state;
	irq_external(true);
	pic.faults = true;
	irq_dispatch();
	assert_false(fake_machine_external());
	assert_true(irq_news(text, sizeof(text)));
	assert_string_equal(text, "irq: interrupts without a cause, all off; polled from now\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(starts_a_chip_once),
		cmocka_unit_test_setup(counts_what_it_takes, setup),
		cmocka_unit_test_setup(attaches_and_detaches_once, setup),
		cmocka_unit_test_setup(a_source_that_the_chip_refuses, setup),
		cmocka_unit_test_setup(pauses, setup),
		cmocka_unit_test_setup(attached_anew_is_not_paused, setup),
		cmocka_unit_test_setup(a_storm_is_masked_and_reported, setup),
		cmocka_unit_test_setup(takes_until_nothing_is_left, setup),
		cmocka_unit_test_setup(useful_ones_calm_a_storm, setup),
		cmocka_unit_test_setup(a_stray_is_masked_and_reported, setup),
		cmocka_unit_test_setup(news_keep_their_order, setup),
		cmocka_unit_test_setup(shared_sources, setup),
		cmocka_unit_test_setup(a_silent_sharer_is_no_storm, setup),
		cmocka_unit_test_setup(detaches_in_its_handler, setup),
		cmocka_unit_test_setup(two_chips, setup),
		cmocka_unit_test_setup(stops_all_chips, setup),
		cmocka_unit_test_setup(gives_up_on_interrupts_without_a_cause, setup),
		cmocka_unit_test_setup(gives_up_on_a_chip_that_faults, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
