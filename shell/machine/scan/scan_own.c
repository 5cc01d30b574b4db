#include "shell/machine/scan/scan_own.h"
/* Memory and state of the run, which outlive it. */
#include <errno.h>
#include "fdt/core/space.h"
#include "kernel/protect/protect.h"
#include "shell/machine/hart/turn.h"

enum { SCAN_PIECES = 512, SCAN_RANGE_TRIES = 1 << 13, SCAN_PAGE = 4096 };

static void *scan_kept; /* the pieces; never freed: a hart that is lost may still use them */

struct scan scan_state;

int scan_allocate(struct shell *shell)
{
	size_t size = SCAN_PIECES * sizeof(struct scan_piece);

	if (!scan_kept && dt_keep(&scan_kept, size))
		return shell_error(shell, -ENOMEM, "no memory for %zu bytes", size);
	return shell_regions(shell, true, &scan_state.regions);
}

void scan_begin(struct scan *scan, struct shell *shell)
{
	const struct regions regions = scan->regions;

	*scan = (struct scan){
		.home = shell,
		.shell = shell,
		.regions = regions,
		.map = { .piece = scan_kept, .max = SCAN_PIECES },
	};
}

int scan_range(struct shell *shell, struct dt_range range, const struct scan_map **map)
{
	int err = scan_allocate(shell);

	if (err)
		return err;
	turn_take(shell);
	scan_begin(&scan_state, shell);
	scan_state.range = range;
	scan_state.step = SCAN_PAGE;
	while (range.size / scan_state.step > SCAN_RANGE_TRIES)
		scan_state.step *= 2;
	protect_pause(); /* the machine is tried, not this program's own pages */
	scan_first(&scan_state);
	scan_second(&scan_state);
	protect_hart();
	turn_give(shell);
	*map = &scan_state.map;
	return 0;
}
