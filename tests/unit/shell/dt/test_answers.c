/* Where memory that the tree describes ends in the machine. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "shell/dt/kit/answers.h"

static uint64_t there, there_end; /* the RAM of the machine */
static int reads;

static bool port_answers(struct shell_port *port, uint64_t address)
{
	(void)port;
	reads++;
	return address >= there && address < there_end;
}

/* RAM, the piece of the tree, and where the machine's part of it ends. */
static const struct {
	uint64_t there, there_end, base, last, piece;
	bool answers;
} rows[] = {
	{ 0x80000000, 0x90000000, 0x80000000, 0x8fffffff, 0x8fffffff, true },
	{ 0x80000000, 0x88000000, 0x80000000, 0x8fffffff, 0x87ffffff, true },
	{ 0x80000000, 0x88000000, 0x88000000, 0x8fffffff, 0x8fffffff, false },
	{ 0x88000000, 0x90000000, 0x80001234, 0x8fffffff, 0x87ffffff, false },
	{ 0x80000000, 0x80001000, 0x80000ff0, 0x8000100f, 0x80000fff, true },
	{ 0x80000000, 0x80001000, 0x80000010, 0x80000010, 0x80000010, true },
	{ 0x80000000, 0x80001000, 0x80000010, UINT64_MAX, 0x80000fff, true },
	{ 0, 1, 0, UINT64_MAX, 0xfff, true },
	{ 1, 1, 0, UINT64_MAX, UINT64_MAX, false },
};

static void the_place_is_found(void **state)
{
	struct shell_port port = { .answers = port_answers };
	struct shell shell = { .port = &port };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ram_piece piece;

		there = rows[i].there;
		there_end = rows[i].there_end;
		reads = 0;
		piece = shell_ram_piece(&shell, rows[i].base, rows[i].last);
		assert_int_equal(piece.last, rows[i].piece);
		assert_int_equal(piece.answers, rows[i].answers);
		assert_in_range(reads, 2, 64);
	}
}

/* The trees that describe this machine: the handed-over one and its copies. */
static void only_of_trees_of_this_machine(void **state)
{
	static struct dt_trees trees;
	struct shell_port port = { .answers = port_answers };
	struct shell shell = { .port = &port, .trees = &trees };

	(void)state;
	there = there_end = 0;
	for (int i = 0; i < 5; i++)
		trees.slot[i].tree.blob = "open";
	trees.slot[0].copy_of = trees.slot[1].copy_of = -1;
	trees.slot[2].copy_of = 0;
	trees.slot[3].copy_of = 2;
	trees.slot[4].copy_of = 1;
	for (trees.used = 0; trees.used < 5; trees.used++)
		assert_int_equal(shell_ram_piece(&shell, 0x1000, 0x1fff).answers,
				 trees.used == 1 || trees.used == 4);
	port.answers = NULL;
	trees.used = 0;
	assert_true(shell_ram_piece(&shell, 0x1000, 0x1fff).answers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_place_is_found),
		cmocka_unit_test(only_of_trees_of_this_machine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
