/*
 * The tests on models of broken RAM: each kind of fault is found by the tests that are for it, and
 * good RAM has no fault.
 *
 * Most models damage a buffer after each word that a sweep has written. A shorted address line is
 * exact: the same memory is mapped twice.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <cmocka.h>
#include "shell/memtest/diagnosis.h"
#include "shell/memtest/memtest.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

enum { PAGE = 4096, PAGES = 8, BYTES = PAGES * PAGE, WORDS = BYTES / 8, VICTIM = 1234 };

/* Where no sanitizer has anything. */
#define RAM UINT64_C(0x200000000000)

static uint64_t *memory;
static struct diagnosis diagnosis;
static void (*damage)(uint64_t *word, bool wrote);
static int waits;

/* --- the models ------------------------------------------------------------------------------- */

static void stuck_at_1(uint64_t *word, bool wrote)
{
	(void)wrote;
	if (word == &memory[VICTIM])
		*word |= 1 << 5;
}

static void stuck_at_0(uint64_t *word, bool wrote)
{
	(void)wrote;
	if (word == &memory[VICTIM])
		*word &= ~(UINT64_C(1) << 61);
}

static void data_line_stuck(uint64_t *word, bool wrote)
{
	(void)wrote;
	*word |= UINT64_C(1) << 40;
}

/* Two data lines pull each other low: of a byte, of a word, of a double word. */
static void shorted(uint64_t *word, int one, int other)
{
	if (!(*word >> one & *word >> other & 1))
		*word &= ~(UINT64_C(1) << one | UINT64_C(1) << other);
}

static void shorted_in_byte(uint64_t *word, bool wrote)
{
	(void)wrote;
	shorted(word, 18, 20);
}

static void shorted_in_half(uint64_t *word, bool wrote)
{
	(void)wrote;
	shorted(word, 3, 27);
}

static void shorted_in_word(uint64_t *word, bool wrote)
{
	(void)wrote;
	shorted(word, 7, 39);
}

/* A 1 written into one cell sets a bit of its neighbour. */
static void coupled_up(uint64_t *word, bool wrote)
{
	if (wrote && word == &memory[VICTIM] && *word & 1)
		memory[VICTIM + 1] |= 1;
}

/* The same, of a cell at a lower address. */
static void coupled_down(uint64_t *word, bool wrote)
{
	if (wrote && word == &memory[VICTIM + 1] && *word & 1)
		memory[VICTIM] |= 1;
}

/* Address line 5 has no effect. */
static void line_5(uint64_t *word, bool wrote)
{
	if (wrote)
		memory[(size_t)(word - memory) ^ 4] = *word;
}

/* A word that keeps what was written into it first until something else is written there twice. */
static void buffered(uint64_t *word, bool wrote)
{
	static uint64_t kept;

	if (!wrote || word != &memory[VICTIM])
		return;
	if (*word == 0)
		kept = 0;
	*word &= ~kept;
	kept = *word & 0xff ? 0x80 : kept;
}

static void lost_in_copies(uint64_t *word, bool wrote)
{
	(void)word;
	(void)wrote;
}

static void none(uint64_t *word, bool wrote)
{
	(void)word;
	(void)wrote;
}

/* --- the run ---------------------------------------------------------------------------------- */

static void failed(struct sweep *sweep, uint64_t address, uint64_t expected, uint64_t seen)
{
	const struct memtest *run = sweep->context;
	const struct diagnosis_failure failure = { .test = run->test->name,
						   .address = address,
						   .expected = expected,
						   .seen = seen,
						   .own = run->test->pattern == MEMTEST_OWN };

	assert_true(address >= (uintptr_t)memory && address < (uintptr_t)memory + BYTES);
	diagnosis_add(&diagnosis, &failure);
}

static bool writes(const struct sweep *sweep)
{
	return sweep->op != SWEEP_READ && sweep->op != SWEEP_READ_MARK;
}

/* Makes the sweep word by word, and damages each. */
static uint64_t sweep_words(struct memtest *run, struct sweep *sweep)
{
	uint64_t bytes = 0;

	sweep->failed = failed;
	sweep->context = run;
	if (sweep->op == SWEEP_LINES)
		return sweep_run(sweep);
	for (uint64_t done = 0; done < sweep->to_end - sweep->from; done += 8) {
		struct sweep word = *sweep;
		uint64_t to = sweep->op == SWEEP_COPY ? sweep->to : 0;

		word.from = sweep->op == SWEEP_INVERT_DOWN ? sweep->to_end - done - 8
							   : sweep->from + done;
		word.to_end = word.from + 8;
		bytes += sweep_run(&word);
		damage((uint64_t *)(uintptr_t)(word.from + to), writes(sweep));
		if (damage == lost_in_copies && sweep->op == SWEEP_COPY && done == 640)
			memory[(word.from + to - (uintptr_t)memory) / 8] ^= 1;
	}
	return bytes;
}

static uint64_t sweep_whole(struct memtest *run, struct sweep *sweep)
{
	assert_true(sweep->op == SWEEP_LINES || sweep->to_end - sweep->from <= MEMTEST_CHUNK);
	sweep->failed = failed;
	sweep->context = run;
	return sweep_run(sweep);
}

static void wait_still(struct memtest *run)
{
	(void)run;
	waits++;
}

static void wait_fading(struct memtest *run)
{
	(void)run;
	memory[VICTIM] &= ~UINT64_C(2);
}

static uint64_t test_run(const char *name,
			 uint64_t (*sweep)(struct memtest *run, struct sweep *sweep),
			 void (*wait)(struct memtest *run))
{
	const uint64_t base = (uintptr_t)memory;
	/* Two ranges, whose ends are no ends of blocks or pages. */
	const struct memtest_range ranges[] = { { base + 8, BYTES / 2 - 24 },
						{ base + BYTES / 2, BYTES / 2 - 8 } };
	struct memtest run = {
		.range = ranges, .ranges = ROWS(ranges), .sweep = sweep, .wait = wait, .seed = 1
	};

	memtest_share(&run, 0, 1);
	memset(&diagnosis, 0, sizeof(diagnosis));
	memset(memory, 0x5a, BYTES);
	memtest_run(&run, memtest_find(name));
	return run.bytes;
}

static void good_ram_has_no_fault(void **state)
{
	(void)state;
	damage = none;
	for (int i = 0; i < memtest_count; i++) {
		const char *name = memtest_tests[i].name;

		assert_true(test_run(name, sweep_whole, wait_still) > 0);
		assert_int_equal(diagnosis.errors, 0);
		test_run(name, sweep_words, wait_still);
		assert_int_equal(diagnosis.errors, 0);
	}
	assert_int_equal(memory[0], 0x5a5a5a5a5a5a5a5a);
	assert_int_equal(memory[WORDS - 1], 0x5a5a5a5a5a5a5a5a);
	assert_int_equal(waits, 4);
}

static const struct {
	const char *what;
	void (*damage)(uint64_t *word, bool wrote);
	const char *tests[8]; /* all of them find it */
} faults[] = {
	{ "stuck at 1", stuck_at_1, { "ones", "walk8", "march", "random", "word", "fade" } },
	{ "stuck at 0", stuck_at_0, { "ones", "march", "word", "random", "modulo", "block" } },
	{ "data line", data_line_stuck, { "ones", "walk8", "march", "block", "walk32", "own" } },
	{ "short in a byte", shorted_in_byte, { "walk8", "walk32", "walk64", "random" } },
	{ "short in 32 bits", shorted_in_half, { "walk32", "walk64", "random" } },
	{ "short in 64 bits", shorted_in_word, { "walk64", "random", "own" } },
	{ "coupled up", coupled_up, { "march", "ones" } },
	{ "coupled down", coupled_down, { "march", "ones" } },
	{ "address line", line_5, { "own", "march", "random" } },
	{ "buffer", buffered, { "modulo" } },
	{ "copies", lost_in_copies, { "block" } },
};

static void each_fault_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(faults); i++)
		for (int k = 0; k < 8 && faults[i].tests[k]; k++) {
			damage = faults[i].damage;
			test_run(faults[i].tests[k], sweep_words, wait_still);
			if (!diagnosis.errors)
				fail_msg("%s: not found by %s", faults[i].what, faults[i].tests[k]);
		}
}

static void what_fades_is_found(void **state)
{
	(void)state;
	damage = none;
	test_run("fade", sweep_whole, wait_fading);
	assert_int_equal(diagnosis.errors, 1);
	assert_int_equal(diagnosis.bads, 1);
	assert_int_equal(diagnosis.first[0].address, (uintptr_t)&memory[VICTIM]);
}

/* --- several harts ---------------------------------------------------------------------------- */

static unsigned sick; /* the hart that sees a page wrongly; others see it as it is */
static unsigned hart_now;

static void failed_on_hart(struct sweep *sweep, uint64_t address, uint64_t expected, uint64_t seen)
{
	const struct diagnosis_failure failure = { .test = "march",
						   .address = address,
						   .expected = expected,
						   .seen = seen,
						   .hart = hart_now };

	assert_non_null(sweep);
	diagnosis_add(&diagnosis, &failure);
}

static uint64_t sweep_on_hart(struct memtest *run, struct sweep *sweep)
{
	const uint64_t page = (uintptr_t)memory + 5 * PAGE;

	(void)run;
	sweep->failed = failed_on_hart;
	if (hart_now == sick && page >= sweep->from && page < sweep->to_end)
		memory[5 * PAGE / 8 + 3] ^= 1 << 4;
	return sweep_run(sweep);
}

/* Of three harts each has another share in each pass: what is bad for one only is seen by it. */
static void a_page_that_fails_on_one_hart(void **state)
{
	enum { HARTS = 3 };
	const struct memtest_range range = { (uintptr_t)memory, BYTES };

	(void)state;
	memset(&diagnosis, 0, sizeof(diagnosis));
	for (sick = 0; sick < HARTS; sick++) {
		memset(&diagnosis, 0, sizeof(diagnosis));
		for (unsigned pass = 0; pass < HARTS; pass++)
			for (hart_now = 0; hart_now < HARTS; hart_now++) {
				struct memtest run = { .range = &range,
						       .ranges = 1,
						       .sweep = sweep_on_hart };

				memtest_share(&run, (hart_now + pass) % HARTS, HARTS);
				memtest_run(&run, memtest_find("march"));
			}
		assert_int_equal(diagnosis.bads, 1);
		assert_int_equal(diagnosis.bad[0].base, (uintptr_t)memory + 5 * PAGE);
		assert_int_equal(diagnosis.bad[0].harts, 1 << sick);
		assert_int_equal(diagnosis.harts, 1 << sick);
	}
}

/* --- an address line, exactly ----------------------------------------------------------------- */

/* The buffer, in which pages that differ in address bit @line only, from its begin on, are one. */
static uint64_t *mapped(int line)
{
	int file = memfd_create("ram", 0);
	uint64_t *at = mmap((void *)RAM, BYTES, PROT_NONE,
			    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);

	assert_true(file >= 0 && at != MAP_FAILED);
	assert_int_equal(ftruncate(file, BYTES), 0);
	for (uint64_t page = 0; page < BYTES; page += PAGE) {
		uint64_t address = (uintptr_t)at + page;
		uint64_t cell = line ? address & ~(UINT64_C(1) << line) : address;

		assert_ptr_equal(mmap((void *)(uintptr_t)address, PAGE, PROT_READ | PROT_WRITE,
				      MAP_SHARED | MAP_FIXED, file, (off_t)(cell - (uintptr_t)at)),
				 (void *)(uintptr_t)address);
	}
	close(file);
	return at;
}

static void a_shorted_line_is_named(void **state)
{
	static const char *const tests[] = { "lines", "own", "march", "random" };

	(void)state;
	munmap(memory, BYTES);
	for (int line = 12; line <= 13; line++) {
		memory = mapped(line);
		for (size_t i = 0; i < ROWS(tests); i++) {
			struct diagnosis_suspect suspect;
			bool own = memtest_find(tests[i])->pattern == MEMTEST_OWN;

			test_run(tests[i], sweep_whole, wait_still);
			assert_true(diagnosis.errors > 0);
			assert_int_equal(diagnosis_suspect(&diagnosis, BYTES, 0, &suspect), own);
			if (!own)
				continue;
			assert_int_equal(suspect.kind, DIAGNOSIS_ADDRESS_LINE);
			assert_int_equal(suspect.line, line);
			assert_int_equal(suspect.other, DIAGNOSIS_NO_BIT);
			assert_false(diagnosis_suspect(&diagnosis, BYTES, 1, &suspect));
		}
		munmap(memory, BYTES);
	}
	memory = mapped(0);
}

/* --- shares ----------------------------------------------------------------------------------- */

static uint64_t swept, swept_to;

static uint64_t sweep_in_order(struct memtest *run, struct sweep *sweep)
{
	(void)run;
	assert_true(sweep->from >= swept_to && sweep->to_end > sweep->from);
	swept_to = sweep->to_end;
	swept += sweep->to_end - sweep->from;
	return 0;
}

static void shares_cover_all_once(void **state)
{
	static const struct memtest_test once = { "once", { SWEEP_READ }, MEMTEST_SAME, 1, "" };
	static const struct memtest_range ranges[] = {
		{ 0x1000, 0x5000 }, { 0x10008, 0x2ff8 }, { 0x20000, 0x8 }, { 0x30000, 0x111000 }
	};

	(void)state;
	for (unsigned count = 1; count < 40; count++) {
		swept = swept_to = 0;
		for (unsigned index = 0; index < count; index++) {
			struct memtest run = { .range = ranges,
					       .ranges = ROWS(ranges),
					       .sweep = sweep_in_order };

			memtest_share(&run, index, count);
			memtest_run(&run, &once);
		}
		assert_int_equal(swept, 0x119000);
		assert_int_equal(swept_to, 0x141000);
	}
}

static uint64_t sweep_and_stop(struct memtest *run, struct sweep *sweep)
{
	run->stop = true;
	swept++;
	return sweep->to_end - sweep->from;
}

static void stops_at_once(void **state)
{
	static const struct memtest_range range = { 0x1000, 0x1000000 };

	(void)state;
	for (int i = 0; i < memtest_count; i++) {
		struct memtest run = { .range = &range, .ranges = 1, .sweep = sweep_and_stop };

		swept = 0;
		memtest_share(&run, 0, 1);
		memtest_run(&run, &memtest_tests[i]);
		assert_int_equal(swept, 1);
	}
}

static int setup(void **state)
{
	(void)state;
	memory = mapped(0);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_ram_has_no_fault),
		cmocka_unit_test(each_fault_is_found),
		cmocka_unit_test(what_fades_is_found),
		cmocka_unit_test(shares_cover_all_once),
		cmocka_unit_test(stops_at_once),
		cmocka_unit_test(a_page_that_fails_on_one_hart),
		cmocka_unit_test(a_shorted_line_is_named),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
