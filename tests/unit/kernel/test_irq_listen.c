/* Listening: what rings is counted and rests until the next look; at the end all is as before. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
#include "kernel/irq.h"
#include "tests/unit/fake/fake_chip.h"
#include "tests/unit/fake/fake_machine.h"

enum { UART = 10, BUTTON = 11, OTHER = 12, SOURCES = 64, STUCK = 3 };

#define BIT(source) (UINT64_C(1) << (source))

static struct fake_chip pic;
static struct irq_heard heard[SOURCES];
static struct irq_line line;
static int handled;

static enum irq_found handle(void *unused)
{
	(void)unused;
	handled++;
	pic.level &= ~BIT(UART);
	return IRQ_DONE;
}

static int setup(void **state)
{
	char text[128];

	(void)state;
	irq_listen_end();
	irq_detach(&line);
	irq_end(&pic.chip);
	while (irq_news(text, sizeof(text)))
		;
	fake_chip_init(&pic, "pic");
	memset(heard, 0, sizeof(heard));
	line = (struct irq_line){
		.chip = &pic.chip, .source = UART, .handle = handle, .name = "uart"
	};
	assert_int_equal(irq_attach(&line), 0);
	assert_int_equal(irq_listen(&pic.chip, heard), 0);
	return 0;
}

/* Takes traps while a level is high. */
static int run(void)
{
	int traps = 0;

	for (; pic.level & pic.enabled; traps++) {
		assert_true(traps < 1000);
		irq_dispatch();
	}
	return traps;
}

static void all_sources_are_listened_to(void **state)
{
	(void)state;
	assert_int_equal(pic.enabled, UINT64_MAX - 1);
	assert_int_equal(pic.listened, UINT64_MAX - 1 - BIT(UART));
	assert_int_equal(heard[UART].state, IRQ_HANDLED);
	assert_int_equal(heard[BUTTON].state, IRQ_LISTENS);
	irq_listen_end();
	assert_int_equal(pic.enabled, BIT(UART));
	assert_int_equal(pic.listened, 0);
	assert_int_equal(pic.starts, 1);
	assert_int_equal(pic.stops, 0);
	irq_listen_end(); /* nothing is listened to */
	assert_int_equal(pic.enabled, BIT(UART));
}

static void what_rings_rests_until_the_next_look(void **state)
{
	uint64_t strays = pic.chip.strays;

	(void)state;
	pic.level = BIT(BUTTON);
	assert_int_equal(run(), 1);
	assert_int_equal(heard[BUTTON].rang, 1);
	assert_int_equal(pic.enabled & BIT(BUTTON), 0);
	pic.level = 0;
	irq_listen_look();
	assert_int_equal(pic.enabled & BIT(BUTTON), BIT(BUTTON));
	pic.level = BIT(BUTTON) | BIT(UART);
	run();
	assert_int_equal(heard[BUTTON].rang, 2);
	assert_int_equal(heard[UART].rang, 1);
	assert_int_equal(pic.chip.strays, strays);
	assert_false(irq_has_news());
	assert_true(fake_machine_external());
}

/* The line's handler is called as always, and a source with a handler is never masked by this. */
static void a_source_in_use_works_as_before(void **state)
{
	(void)state;
	handled = 0;
	for (int i = 0; i < 3 * IRQ_ENDLESS_LOOKS; i++) {
		pic.level = BIT(UART);
		run();
		irq_listen_look();
	}
	assert_int_equal(handled, 3 * IRQ_ENDLESS_LOOKS);
	assert_int_equal(heard[UART].rang, 3 * IRQ_ENDLESS_LOOKS);
	assert_int_equal(heard[UART].state, IRQ_HANDLED);
}

static void a_source_without_end_is_masked(void **state)
{
	(void)state;
	pic.level = BIT(BUTTON);
	for (int i = 0; i < 2 * IRQ_ENDLESS_LOOKS; i++) {
		run();
		irq_listen_look();
	}
	assert_int_equal(heard[BUTTON].rang, IRQ_ENDLESS_LOOKS);
	assert_int_equal(heard[BUTTON].state, IRQ_ENDLESS);
	assert_int_equal(pic.enabled & BIT(BUTTON), 0);
	irq_listen_end();
	assert_int_equal(pic.listened, 0);
	assert_int_equal(pic.enabled, BIT(UART));
}

/* One quiet look between two, and it is not without end. */
static void a_pause_begins_anew(void **state)
{
	(void)state;
	for (int i = 0; i < 4 * IRQ_ENDLESS_LOOKS; i++) {
		pic.level = i % 20 ? BIT(BUTTON) : 0;
		run();
		irq_listen_look();
	}
	assert_int_equal(heard[BUTTON].state, IRQ_LISTENS);
}

/* All sources at once, each stuck: no more than one interrupt each, a look. */
static void everything_rings(void **state)
{
	(void)state;
	pic.level = UINT64_MAX - 1;
	for (int i = 0; i < 2 * IRQ_ENDLESS_LOOKS; i++) {
		run();
		pic.level |= BIT(UART);
		irq_listen_look();
	}
	for (uint32_t source = 1; source < SOURCES; source++)
		assert_int_equal(heard[source].state, source == UART ? IRQ_HANDLED : IRQ_ENDLESS);
	assert_false(line.stormed);
	assert_true(fake_machine_external());
}

/* A controller that goes on to claim what is masked: such interrupts are strays, as always. */
static void masked_and_still_ringing(void **state)
{
	(void)state;
	pic.level = BIT(BUTTON);
	run();
	pic.enabled |= BIT(BUTTON);
	irq_dispatch();
	assert_int_equal(heard[BUTTON].rang, 1);
	assert_true(pic.chip.strays > 0);
}

static void refused_sources(void **state)
{
	(void)state;
	irq_listen_end();
	memset(heard, 0, sizeof(heard));
	pic.refused = BIT(STUCK);
	assert_int_equal(irq_listen(&pic.chip, heard), 0);
	assert_int_equal(heard[STUCK].state, IRQ_REFUSED);
	assert_int_equal(pic.enabled & BIT(STUCK), 0);
	irq_listen_end();
	pic.refused = 0;
	pic.enable_err = -EIO; /* prepared, and not enabled: its registers are put back */
	memset(heard, 0, sizeof(heard));
	assert_int_equal(irq_listen(&pic.chip, heard), 0);
	assert_int_equal(heard[OTHER].state, IRQ_REFUSED);
	assert_int_equal(pic.listened, 0);
}

/* A console takes a source while it is listened to: it keeps it. */
static void a_source_that_is_taken_meanwhile(void **state)
{
	struct irq_line second = {
		.chip = &pic.chip, .source = OTHER, .handle = handle, .name = "second"
	};

	(void)state;
	assert_int_equal(irq_attach(&second), 0);
	irq_listen_end();
	assert_int_equal(pic.enabled, BIT(UART) | BIT(OTHER));
	irq_detach(&second);
}

/* A controller that nothing uses is started, and stopped. */
static void a_controller_that_was_not_in_use(void **state)
{
	struct irq_heard rows[SOURCES] = { 0 };
	struct fake_chip second;

	(void)state;
	fake_chip_init(&second, "second");
	second.start_err = -ENODEV;
	assert_int_equal(irq_listen(&second.chip, rows), -ENODEV);
	assert_null(second.chip.hear);
	second.start_err = 0;
	assert_int_equal(irq_listen(&second.chip, rows), 0);
	assert_int_equal(second.chip.before, SOURCES - 1);
	second.level = BIT(BUTTON);
	irq_dispatch();
	assert_int_equal(rows[BUTTON].rang, 1);
	assert_int_equal(heard[BUTTON].rang, 0);
	irq_listen_end();
	assert_int_equal(second.stops, 1);
	assert_false(second.chip.started);
	assert_ptr_equal(irq_chips(), &pic.chip);
	assert_null(irq_chips()->next);
	assert_true(fake_machine_external());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(all_sources_are_listened_to, setup),
		cmocka_unit_test_setup(what_rings_rests_until_the_next_look, setup),
		cmocka_unit_test_setup(a_source_in_use_works_as_before, setup),
		cmocka_unit_test_setup(a_source_without_end_is_masked, setup),
		cmocka_unit_test_setup(a_pause_begins_anew, setup),
		cmocka_unit_test_setup(everything_rings, setup),
		cmocka_unit_test_setup(masked_and_still_ringing, setup),
		cmocka_unit_test_setup(refused_sources, setup),
		cmocka_unit_test_setup(a_source_that_is_taken_meanwhile, setup),
		cmocka_unit_test_setup(a_controller_that_was_not_in_use, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
