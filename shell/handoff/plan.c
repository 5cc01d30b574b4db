#include "shell/handoff/plan.h"
/* A plan's pieces, its notes and its refusal. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "shell/handoff/plan_parts.h"

int plan_refuse(struct plan *plan, int err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(plan->why, sizeof(plan->why), format, args);
	va_end(args);
	return err;
}

void plan_note(struct plan *plan, const char *note)
{
	if (plan->notes < PLAN_NOTES_MAX)
		plan->note[plan->notes++] = note;
}

int plan_add(struct plan *plan, const struct plan_piece *piece)
{
	if (plan->pieces == PLAN_PIECES_MAX)
		return plan_refuse(plan, -E2BIG,
				   "%s: it is in more than %d pieces; load its flat binary "
				   "(objcopy -O binary)",
				   plan->wish->name, PLAN_PIECES_MAX);
	plan->piece[plan->pieces++] = *piece;
	return 0;
}

const struct plan_piece *plan_piece_of(const struct plan *plan, const char *what)
{
	for (int i = 0; i < plan->pieces; i++)
		if (!strcmp(plan->piece[i].what, what))
			return &plan->piece[i];
	return NULL;
}

const char *plan_how_name(enum plan_how how)
{
	switch (how) {
	case PLAN_IN_PLACE:
		return "in place";
	case PLAN_NOW:
		return "copied first";
	default:
		return "copied at the end";
	}
}
