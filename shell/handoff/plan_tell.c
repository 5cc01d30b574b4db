#include "shell/handoff/plan_show.h"
/* The lines that `boot` prints before it goes. */
#include <inttypes.h>
#include <string.h>

static void tell_range(struct dt_text *out, uint64_t base, uint64_t size)
{
	dt_put_hex(out, base);
	dt_puts(out, " to ");
	dt_put_hex(out, base + (size - 1));
	dt_putc(out, '\n');
}

static void tell_kernel(struct dt_text *out, const struct plan *plan)
{
	dt_puts(out, "kernel: ");
	dt_put_escaped(out, plan->wish->name, strlen(plan->wish->name));
	dt_puts(out, ", ");
	dt_puts(out, payload_kind_name(plan->payload.kind));
	dt_puts(out, plan->unpacked ? ", unpacked, at " : ", at ");
	tell_range(out, plan->span.base, plan->span.size);
}

void plan_tell(struct shell *shell, const struct plan *plan)
{
	static const char *const pieces[] = { "tree", "initrd" };
	struct dt_text out;

	shell_text(shell, &out);
	tell_kernel(&out, plan);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		const struct plan_piece *piece = plan_piece_of(plan, pieces[i]);

		if (!piece)
			continue;
		dt_puts(&out, pieces[i]);
		dt_puts(&out, ": at ");
		tell_range(&out, piece->to, piece->memory);
	}
	for (int i = 0; i < plan->notes; i++) {
		dt_puts(&out, "note: ");
		dt_puts(&out, plan->note[i]);
		dt_putc(&out, '\n');
	}
	dt_flush(&out);
}
