/* What a hart has, beside trees and profiles; and the values that correct a tree. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
#include "shell/machine/cpu/isa_correct.h"
#include "tests/unit/fake/fake_blob.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static struct blob blob;
static struct dt_tree tree;
static struct isa_facts facts;

/* The extensions in @names, which blanks separate, are found to be @found. */
static void find(const char *names, enum isa_found found)
{
	char text[256];

	strcpy(text, names);
	for (char *name = strtok(text, " "); name; name = strtok(NULL, " ")) {
		int i = 0;

		while (isa_name(i) && strcmp(isa_name(i), name))
			i++;
		assert_non_null(isa_name(i));
		facts.found[i] = (uint8_t)found;
	}
}

/* A hart on which only @works works, and @open cannot be tried, with a node that has the two
 * properties. NULL: without that one. */
static void hart(const char *isa, const char *list, uint32_t len, const char *works)
{
	struct dt_node none = { .offset = -1 };

	blob_start(&blob);
	blob_node(&blob, "");
	blob_node(&blob, "cpu");
	if (isa)
		blob_text(&blob, "riscv,isa", isa);
	if (list)
		blob_prop(&blob, "riscv,isa-extensions", list, len);
	blob_end(&blob);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	isa_facts_tree(&facts, isa || list ? blob_at(&tree, "/cpu") : none);
	memset(facts.found, ISA_ABSENT, sizeof(facts.found));
	find("zkr zihintpause zkt", ISA_UNDECIDABLE);
	find(works, ISA_WORKS);
}

/* The names with that verdict, with a blank after each. */
static const char *names_with(enum isa_verdict verdict)
{
	static char names[256];

	names[0] = '\0';
	for (int i = 0; i < facts.count; i++)
		if (isa_verdict(&facts, i) == verdict)
			strcat(strcat(names, isa_name(i)), " ");
	return names;
}

/* The value as text: '|' for each NUL; "" where it is right. */
static const char *corrected(enum dt_isa_mark property)
{
	static char value[ISA_VALUE_MAX];
	int len = isa_correct(&facts, property, value, sizeof(value) - 1);

	assert_true(len >= 0);
	for (int i = 0; i < len; i++)
		value[i] = value[i] ? value[i] : '|';
	value[len] = '\0';
	return value;
}

static const struct row {
	const char *isa, *list;
	uint32_t len; /* of list */
	const char *works, *wrong, *unlisted, *string, *extensions;
} rows[] = {
	/* All is right; what follows from others, or was in the base, is not missed. */
	{ "rv64imac", NULL, 0, "i m a c zmmul zaamo zalrsc zca zicsr zifencei zicntr zicclsm", "",
	  "", "", "" },
	{ NULL, "i\0m\0zicsr", 10, "i m zmmul zicsr svbare", "", "", "", "" },
	/* Claimed, alone, as a letter, and as a whole. */
	{ "rv64imv_zba", NULL, 0, "i m zmmul zba", "v zve32x zve32f zve64x zve64d zvl128b ", "",
	  "rv64im_zba|", "" },
	{ "rv64imb", NULL, 0, "i m zmmul zba zbs", "zbb ", "", "rv64im_zba_zbs|", "" },
	{ NULL, "i\0m\0zkn\0zkt", 12, "i m zmmul zbkb zbkc zbkx zkne zknh", "zknd ", "", "",
	  "i|m|zkt|zbkb|zbkc|zbkx|zkne|zknh|" },
	{ "rv64g", NULL, 0, "i m a f zmmul zaamo zalrsc", "d ", "", "rv64imaf|", "" },
	/* Missed: a list without the base's parts; a string in capitals with versions. */
	{ NULL, "i\0m", 4, "i m zmmul zicsr zifencei", "", "zicsr zifencei ", "",
	  "i|m|zicsr|zifencei|" },
	{ "RV64I2P0M_Zba1p0", NULL, 0, "i m zmmul zba zbb h", "", "zbb h ", "rv64imh_zba_zbb|",
	  "" },
	/* Only the list counts where there are both, but a claim is wrong in either. */
	{ "rv64im", "i\0m\0zba", 8, "i m zmmul zba", "", "", "", "" },
	{ "rv64im_zba", "i\0m", 4, "i m zmmul zba", "", "zba ", "", "i|m|zba|" },
	{ "rv64im_zbb", "i\0m", 4, "i m zmmul", "zbb ", "", "rv64im|", "" },
	/* What cannot be tried stays, and so do names that no row has. */
	{ "rv64im_zkr_xfoo", NULL, 0, "i m zmmul zba", "", "zba ", "rv64im_zkr_xfoo_zba|", "" },
	/* A node that lists nothing is not compared. */
	{ NULL, NULL, 0, "i m zba", "", "", NULL, NULL },
};

static void compares_and_corrects(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		const struct row *row = &rows[i];

		hart(row->isa, row->list, row->len, row->works);
		if (strcmp(names_with(ISA_WRONG), row->wrong))
			fail_msg("row %zu: wrong: %s", i, names_with(ISA_WRONG));
		if (strcmp(names_with(ISA_UNLISTED), row->unlisted))
			fail_msg("row %zu: unlisted: %s", i, names_with(ISA_UNLISTED));
		if (row->isa && strcmp(corrected(DT_ISA_STRING), row->string))
			fail_msg("row %zu: %s", i, corrected(DT_ISA_STRING));
		if (row->list && strcmp(corrected(DT_ISA_LIST), row->extensions))
			fail_msg("row %zu: %s", i, corrected(DT_ISA_LIST));
	}
}

static void a_value_that_does_not_fit_is_no_value(void **state)
{
	char value[12];

	(void)state;
	hart("rv64imv", NULL, 0, "i m zmmul zba");
	assert_int_equal(isa_correct(&facts, DT_ISA_STRING, value, 10), -ENOSPC);
	assert_int_equal(isa_correct(&facts, DT_ISA_STRING, value, 11), 11);
	assert_string_equal(value, "rv64im_zba");
}

/* Another trap, or another result, is no less wrong than an illegal instruction. */
static void whatever_does_not_work_is_wrong(void **state)
{
	(void)state;
	hart("rv64imac_zba_zbb", NULL, 0, "i m a c zmmul zaamo zalrsc zca");
	find("zba", ISA_FAULTS);
	find("zbb", ISA_DIFFERS);
	assert_string_equal(names_with(ISA_WRONG), "zba zbb ");
}

/* What a profile requires, in the order of the rows. */
static const char *required(enum isa_profile profile)
{
	static char names[1024];

	names[0] = '\0';
	for (int i = 0; i < facts.count; i++)
		if (isa_is_required(profile, i))
			strcat(strcat(names, isa_name(i)), " ");
	return names;
}

static bool requires(enum isa_profile profile, const char *name)
{
	char all[1026] = " ", word[20] = " ";

	return strstr(strcat(all, required(profile)), strcat(strcat(word, name), " ")) != NULL;
}

static void profiles_grow(void **state)
{
	(void)state;
	hart(NULL, NULL, 0, "i");
	assert_string_equal(required(ISA_RVA20U),
			    "i m a c zicntr zicclsm f d ziccif ziccrse ziccamoa za128rs ");
	assert_true(requires(ISA_RVA20S, "zifencei"));
	assert_false(requires(ISA_RVA22U, "zifencei"));
	assert_true(requires(ISA_RVA22S, "zifencei"));
	assert_true(requires(ISA_RVA22U, "zihpm"));
	assert_false(requires(ISA_RVA20S, "zihpm"));
	assert_true(requires(ISA_RVA23U, "v"));
	assert_false(requires(ISA_RVA22S, "v"));
	assert_true(requires(ISA_RVA23S, "h"));
	assert_false(requires(ISA_RVA23U, "h"));
	assert_string_equal(isa_profile_name(ISA_RVA23S), "RVA23S64");
}

/* The arrays have room; names are lower case, and each is there once. */
static void the_table_is_whole(void **state)
{
	(void)state;
	hart(NULL, NULL, 0, "i");
	assert_in_range(facts.count, 100, ISA_MAX);
	for (int i = 0; i < facts.count; i++) {
		const char *name = isa_name(i);

		assert_in_range(strlen(name), 1, ISA_NAME_MAX - 1);
		assert_in_range(strlen(isa_id(i)->what), 1, ISA_WHAT_MAX - 1);
		assert_in_range(isa_id(i)->profile, 0, ISA_PROFILES - 1);
		assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789"),
				 strlen(name));
		for (int j = 0; j < i; j++)
			assert_string_not_equal(name, isa_name(j));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compares_and_corrects),
		cmocka_unit_test(a_value_that_does_not_fit_is_no_value),
		cmocka_unit_test(whatever_does_not_work_is_wrong),
		cmocka_unit_test(profiles_grow),
		cmocka_unit_test(the_table_is_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
