/* The map of what accesses do: walks over a model machine, merging, mirrors. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "shell/machine/scan/scan_map.h"

enum { MODEL_MAX = 8, MAP_MAX = 12, WORDS = 4 };

#define GIB (UINT64_C(1) << 30)

/* A machine: what is at which addresses; nowhere else does anything answer. */
struct model {
	struct model_range {
		uint64_t base, last;
		uint8_t access; /* SCAN_MIRROR: as what is at `of` */
		uint64_t of;
	} range[MODEL_MAX];
	uint64_t address[WORDS], value[WORDS]; /* what was written */
	int words;
	unsigned probes;
};

static struct scan_piece pieces[MAP_MAX];
static struct scan_map map;

static const struct model_range *model_at(const struct model *model, uint64_t address)
{
	for (int i = 0; i < MODEL_MAX; i++)
		if (model->range[i].access && address >= model->range[i].base &&
		    address <= model->range[i].last)
			return &model->range[i];
	return NULL;
}

static void model_probe(void *context, uint64_t address, struct scan_piece *found)
{
	struct model *model = context;
	const struct model_range *range = model_at(model, address);

	model->probes++;
	found->access = !range                         ? SCAN_FAULTS
			: range->access == SCAN_MIRROR ? SCAN_WRITABLE
						       : range->access;
	found->cause = range ? 0 : 5;
}

/* The word's place, where mirrors lead to what they mirror. */
static uint64_t model_word(const struct model *model, uint64_t address)
{
	const struct model_range *range = model_at(model, address);

	while (range && range->access == SCAN_MIRROR) {
		address = range->of + (address - range->base);
		range = model_at(model, address);
	}
	return address;
}

static void model_mark(void *context, uint64_t address, uint64_t value)
{
	struct model *model = context;
	int i = 0;

	address = model_word(model, address);
	while (i < model->words && model->address[i] != address)
		i++;
	assert_true(i < WORDS);
	model->words = i == model->words ? i + 1 : model->words;
	model->address[i] = address;
	model->value[i] = value;
}

static bool model_peek(void *context, uint64_t address, uint64_t *value)
{
	const struct model *model = context;

	*value = 0;
	if (!model_at(model, address))
		return false;
	address = model_word(model, address);
	for (int i = 0; i < model->words; i++)
		if (model->address[i] == address)
			*value = model->value[i];
	return true;
}

/* The map as text: "0-fff faults; 1000-1fff writable". */
static const char *shown(void)
{
	static const char names[][10] = { "skipped",  "faults", "readable", "readonly",
					  "writable", "stuck",  "mirror" };
	static char text[1024];
	size_t len = 0;

	text[0] = '\0';
	for (int i = 0; i < map.used; i++) {
		const struct scan_piece *piece = &map.piece[i];

		len += (size_t)sprintf(text + len, "%s%" PRIx64 "-%" PRIx64 " %s", i ? "; " : "",
				       piece->base, piece->last, names[piece->access]);
		if (piece->access == SCAN_MIRROR)
			len += (size_t)sprintf(text + len, " %" PRIx64, piece->of);
		if (piece->several)
			len += (size_t)sprintf(text + len, " ...");
	}
	return text;
}

static void begin(void)
{
	map = (struct scan_map){ .piece = pieces, .max = MAP_MAX };
}

static void walk(struct model *model, uint64_t base, uint64_t last, uint64_t step, uint8_t place)
{
	const struct scan_walk how = {
		.context = model,
		.probe = model_probe,
		.grain = step < 4096 ? step : 4096,
		.step = step,
	};
	const struct scan_piece in = {
		.base = base,
		.last = last,
		.name = "",
		.place = place,
	};

	scan_walk(&map, &how, &in);
}

/* --- pieces ----------------------------------------------------------------------------------- */

static void put(uint64_t base, uint64_t last, uint8_t access, const char *name)
{
	const struct scan_piece piece = {
		.base = base,
		.last = last,
		.access = access,
		.name = name,
	};

	scan_map_put(&map, &piece);
}

static void pieces_replace_and_merge(void **state)
{
	(void)state;
	begin();
	put(0x1000, 0x4fff, SCAN_WRITABLE, "");
	put(0x8000, 0x8fff, SCAN_WRITABLE, "");
	assert_string_equal(shown(), "1000-4fff writable; 8000-8fff writable");
	put(0x2000, 0x2fff, SCAN_STUCK, ""); /* inside */
	assert_string_equal(shown(), "1000-1fff writable; 2000-2fff stuck; 3000-4fff writable; "
				     "8000-8fff writable");
	put(0x5000, 0x7fff, SCAN_WRITABLE, ""); /* between: one with both */
	assert_string_equal(shown(), "1000-1fff writable; 2000-2fff stuck; 3000-8fff writable");
	put(0x2000, 0x2fff, SCAN_WRITABLE, "");
	assert_string_equal(shown(), "1000-8fff writable");
	put(0, 0x10ff, SCAN_FAULTS, "");          /* over the beginning */
	put(0x8f00, UINT64_MAX, SCAN_FAULTS, ""); /* over the end */
	assert_string_equal(shown(), "0-10ff faults; 1100-8eff writable; "
				     "8f00-ffffffffffffffff faults");
	put(0, UINT64_MAX, SCAN_SKIPPED, ""); /* over all */
	assert_string_equal(shown(), "0-ffffffffffffffff skipped");
}

static void names_of_several(void **state)
{
	(void)state;
	begin();
	put(0x1000, 0x1fff, SCAN_SKIPPED, "one");
	put(0x2000, 0x2fff, SCAN_SKIPPED, "one");
	assert_string_equal(shown(), "1000-2fff skipped");
	put(0x3000, 0x3fff, SCAN_SKIPPED, "two");
	assert_string_equal(shown(), "1000-3fff skipped ...");
	assert_string_equal(map.piece[0].name, "one");
	assert_ptr_equal(scan_map_at(&map, 0x3fff), map.piece);
	assert_null(scan_map_at(&map, 0x4000));
}

/* What does not fit is left out, and that is known. */
static void a_full_map(void **state)
{
	(void)state;
	begin();
	for (uint64_t i = 0; i < MAP_MAX + 3; i++)
		put(i * 0x2000, i * 0x2000 + 0xfff, SCAN_READABLE, "");
	assert_int_equal(map.used, MAP_MAX);
	assert_true(map.more);
	put(0, 0xfff, SCAN_STUCK, "");
	assert_int_equal(map.piece[0].access, SCAN_STUCK);
}

/* --- walks ------------------------------------------------------------------------------------ */

static const struct {
	struct model model;
	uint64_t base, last, step;
	const char *map;
	unsigned probes; /* at most */
} walks[] = {
	/* All alike, nothing at all, one word. */
	{ { .range = { { 0, GIB, SCAN_WRITABLE, 0 } } }, 0, 0xffff, 4096, "0-ffff writable", 16 },
	{ { .words = 0 }, 0, 4 * GIB - 1, 0x10000, "0-ffffffff faults", 0x10001 },
	{ { .range = { { 0, 8, SCAN_READABLE, 0 } } }, 0, 3, 4096, "0-3 readable", 1 },
	/* Firmware at the beginning of a bank, page by page and by larger steps. */
	{ { .range = { { 0x80080000, 0x87ffffff, SCAN_WRITABLE, 0 } } },
	  0x80000000,
	  0x87ffffff,
	  4096,
	  "80000000-8007ffff faults; 80080000-87ffffff writable",
	  0x8001 },
	{ { .range = { { 0x80001000, 0x87ffffff, SCAN_WRITABLE, 0 } } },
	  0x80000000,
	  0x87ffffff,
	  0x100000,
	  "80000000-80000fff faults; 80001000-87ffffff writable",
	  140 },
	/* Changes between steps: both are found, also one in the last step. */
	{ { .range = { { 0x5000, 0x5fff, SCAN_READABLE, 0 },
		       { 0x13000, 0x1ffff, SCAN_READ_ONLY, 0 } } },
	  0,
	  0x1ffff,
	  4096,
	  "0-4fff faults; 5000-5fff readable; 6000-12fff faults; 13000-1ffff readonly",
	  32 },
	{ { .range = { { 0x1f000, 0x1ffff, SCAN_READABLE, 0 } } },
	  0,
	  0x1ffff,
	  0x10000,
	  "0-1efff faults; 1f000-1ffff readable",
	  8 },
	{ { .range = { { 0x10000, 0x13fff, SCAN_READABLE, 0 },
		       { 0x14000, 0x1ffff, SCAN_STUCK, 0 } } },
	  0,
	  0x2ffff,
	  0x10000,
	  "0-ffff faults; 10000-13fff readable; 14000-1ffff stuck; 20000-2ffff faults",
	  18 },
	/* Ends that are no page's; a grain below a page; the end of the address space. */
	{ { .range = { { 0x1200, 0x2fff, SCAN_WRITABLE, 0 } } },
	  0x1200,
	  0x57ff,
	  4096,
	  "1200-2fff writable; 3000-57ff faults",
	  6 },
	{ { .range = { { 0x1010, 0x1013, SCAN_WRITABLE, 0 } } },
	  0x1000,
	  0x101f,
	  4,
	  "1000-100f faults; 1010-1013 writable; 1014-101f faults",
	  8 },
	{ { .range = { { UINT64_MAX - 0xfff, UINT64_MAX, SCAN_WRITABLE, 0 } } },
	  UINT64_MAX - 0xffffff,
	  UINT64_MAX,
	  0x10000,
	  "ffffffffff000000-ffffffffffffefff faults; fffffffffffff000-ffffffffffffffff writable",
	  270 },
};

static void walks_find_what_changes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(walks) / sizeof(walks[0]); i++) {
		struct model model = walks[i].model;

		begin();
		walk(&model, walks[i].base, walks[i].last, walks[i].step, SCAN_RAM);
		if (model.probes > walks[i].probes)
			print_message("%zu: %u probes\n", i, model.probes);
		assert_string_equal(shown(), walks[i].map);
		assert_true(model.probes <= walks[i].probes);
	}
}

/* --- mirrors ---------------------------------------------------------------------------------- */

static const struct {
	struct model model;
	uint64_t bank, marked;
	const char *map;
} mirrors[] = {
	/* None. */
	{ { .range = { { 2 * GIB, 4 * GIB - 1, SCAN_WRITABLE, 0 } } },
	  2 * GIB,
	  0x80300000,
	  "0-7fffffff faults; 80000000-ffffffff writable; "
	  "100000000-13fffffff faults" },
	/* A bank with half, and with a quarter, of the RAM that it should have. */
	{ { .range = { { 2 * GIB, 3 * GIB - 1, SCAN_WRITABLE, 0 },
		       { 3 * GIB, 4 * GIB - 1, SCAN_MIRROR, 2 * GIB } } },
	  2 * GIB,
	  0x80300000,
	  "0-7fffffff faults; 80000000-bfffffff writable; "
	  "c0000000-ffffffff mirror 80000000; 100000000-13fffffff faults" },
	{ { .range = { { 0, GIB - 1, SCAN_WRITABLE, 0 },
		       { GIB, 2 * GIB - 1, SCAN_MIRROR, 0 },
		       { 2 * GIB, 3 * GIB - 1, SCAN_MIRROR, 0 },
		       { 3 * GIB, 4 * GIB - 1, SCAN_MIRROR, 0 } } },
	  0,
	  0x300000,
	  "0-3fffffff writable; 40000000-ffffffff mirror 0; "
	  "100000000-13fffffff faults" },
	/* The marked word is in the upper half. */
	{ { .range = { { 2 * GIB, 3 * GIB - 1, SCAN_WRITABLE, 0 },
		       { 3 * GIB, 4 * GIB - 1, SCAN_MIRROR, 2 * GIB } } },
	  2 * GIB,
	  0xd0300000,
	  "0-7fffffff faults; 80000000-bfffffff writable; "
	  "c0000000-ffffffff mirror 80000000; 100000000-13fffffff faults" },
	/* Another window, which is no power of two away. */
	{ { .range = { { 2 * GIB, 3 * GIB - 1, SCAN_WRITABLE, 0 },
		       { 0x30000000, 0x6fffffff, SCAN_MIRROR, 2 * GIB } } },
	  2 * GIB,
	  0x80300000,
	  "0-2fffffff faults; 30000000-6fffffff mirror 80000000; "
	  "70000000-7fffffff faults; 80000000-bfffffff writable; "
	  "c0000000-13fffffff faults" },
	/* The word cannot be read: nothing is done. */
	{ { .range = { { 2 * GIB, 3 * GIB - 1, SCAN_WRITABLE, 0 } } },
	  0,
	  0x300000,
	  "0-7fffffff faults; 80000000-bfffffff writable; "
	  "c0000000-13fffffff faults" },
};

static void mirrors_are_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(mirrors) / sizeof(mirrors[0]); i++) {
		struct model model = mirrors[i].model;
		const struct scan_marks marks = {
			.context = &model,
			.mark = model_mark,
			.peek = model_peek,
		};

		begin();
		if (mirrors[i].bank)
			walk(&model, 0, mirrors[i].bank - 1, 0x100000, SCAN_GAP);
		walk(&model, mirrors[i].bank, 5 * GIB - 1, 0x100000, SCAN_RAM);
		scan_mirrors(&map, &marks, mirrors[i].bank, mirrors[i].marked);
		assert_string_equal(shown(), mirrors[i].map);
		for (int word = 0; word < model.words; word++) /* restored */
			assert_int_equal(model.value[word], 0);
	}
}

/* A mirror of a mirror's neighbour is one with it only where it goes on. */
static void mirrors_merge(void **state)
{
	struct scan_piece one = { 0x1000, 0x1fff, 0x8000, "", SCAN_MIRROR, SCAN_RAM, 0, false };
	struct scan_piece other = { 0x2000, 0x2fff, 0x9000, "", SCAN_MIRROR, SCAN_RAM, 0, false };

	(void)state;
	begin();
	scan_map_put(&map, &one);
	scan_map_put(&map, &other);
	assert_string_equal(shown(), "1000-2fff mirror 8000");
	other.of = 0;
	scan_map_put(&map, &other);
	assert_string_equal(shown(), "1000-1fff mirror 8000; 2000-2fff mirror 0");
	put(0x1400, 0x17ff, SCAN_FAULTS, "");
	assert_string_equal(shown(), "1000-13ff mirror 8000; 1400-17ff faults; "
				     "1800-1fff mirror 8800; 2000-2fff mirror 0");
}

static void notes(void **state)
{
	static const struct {
		uint8_t access, place, note;
	} rows[] = {
		{ SCAN_FAULTS, SCAN_RAM, SCAN_NOT_RESERVED },
		{ SCAN_FAULTS, SCAN_SUSPECT, SCAN_NOT_RESERVED },
		{ SCAN_FAULTS, SCAN_FIRMWARE, SCAN_FINE },
		{ SCAN_FAULTS, SCAN_RESERVED, SCAN_FINE },
		{ SCAN_FAULTS, SCAN_GAP, SCAN_FINE },
		{ SCAN_FAULTS, SCAN_OURS, SCAN_FINE },
		{ SCAN_WRITABLE, SCAN_FIRMWARE, SCAN_NOT_PROTECTED },
		{ SCAN_WRITABLE, SCAN_SUSPECT, SCAN_NOT_PROTECTED },
		{ SCAN_WRITABLE, SCAN_RESERVED, SCAN_FINE },
		{ SCAN_READ_ONLY, SCAN_FIRMWARE, SCAN_FINE },
		{ SCAN_WRITABLE, SCAN_RAM, SCAN_FINE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct scan_piece piece = { .access = rows[i].access,
						  .place = rows[i].place };

		assert_int_equal(scan_note(&piece), rows[i].note);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_replace_and_merge),
		cmocka_unit_test(names_of_several),
		cmocka_unit_test(a_full_map),
		cmocka_unit_test(walks_find_what_changes),
		cmocka_unit_test(mirrors_are_found),
		cmocka_unit_test(mirrors_merge),
		cmocka_unit_test(notes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
