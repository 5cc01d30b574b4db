#include "shell/dt/kit/answers.h"
/* Asks the machine through the port, and finds where memory ends by halving. */

enum { ANSWERS_PAGE_SHIFT = 12 };

/* The tree in use is the handed-over one, or a copy of it. */
static bool answers_is_ours(const struct shell *shell)
{
	return !shell->trees || dt_trees_origin(shell->trees, shell->trees->used) == 0;
}

/* The first byte of that page which is not before @base. */
static bool answers_page(const struct shell *shell, uint64_t base, uint64_t page)
{
	uint64_t address = page << ANSWERS_PAGE_SHIFT;

	return shell->port->answers(shell->port, address < base ? base : address);
}

struct ram_piece shell_ram_piece(const struct shell *shell, uint64_t base, uint64_t last)
{
	uint64_t from = base >> ANSWERS_PAGE_SHIFT, to = last >> ANSWERS_PAGE_SHIFT;
	bool answers;

	if (!shell->port->answers || !answers_is_ours(shell))
		return (struct ram_piece){ last, true };
	answers = answers_page(shell, base, from);
	if (answers_page(shell, base, to) == answers)
		return (struct ram_piece){ last, answers };
	while (to - from > 1) {
		uint64_t middle = from + (to - from) / 2;

		if (answers_page(shell, base, middle) == answers)
			from = middle;
		else
			to = middle;
	}
	return (struct ram_piece){ (to << ANSWERS_PAGE_SHIFT) - 1, answers };
}
