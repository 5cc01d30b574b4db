#pragma once
/* Other harts as commands use them: started when they are first needed. */
#include "kernel/hart/hart.h"
#include "shell/shell.h"

/* Hart @id, started, with memory from dt_alloc: 0, or -errno and *@why: a constant text. -EINTR:
 * Ctrl-C ended the wait for it. */
int harts_start(struct shell *shell, uint64_t id, struct hart **hart, const char **why);
/* The same; what fails is reported, but for -EINTR. */
int harts_ready(struct shell *shell, uint64_t id, struct hart **hart);
/* The first of the other harts (harts_next_other) that starts: 0, or the last one's error. *hart is
 * NULL then. */
int harts_start_any(struct shell *shell, struct hart **hart, const char **why);
/* Whether there is such a hart, by firmware or because it waits in the image: 0, or HSM's error. */
int64_t harts_unknown(uint64_t id);
/*
 * Calls run(arg) on hart @id, which may be the one that runs the shell, and waits until it returns:
 * its result; or -errno and *@why: a constant text; -EINTR: Ctrl-C ended it. @arg must outlive the
 * command: a hart that is lost may still write there.
 */
int harts_run(struct shell *shell, uint64_t id, int (*run)(void *), void *arg, const char **why);
/* What HSM says that it does: "stopped"; NULL: nothing. */
const char *harts_state(uint64_t id);

/* A walk along the harts that there may be: first those of the tree in its order, then what
 * firmware or the image knows besides. Begins as {0}. */
struct harts_walk {
	struct dt_node cpu;  /* private */
	uint64_t beyond;     /* private */
	uint64_t id;         /* the hart */
	struct dt_node node; /* its node; not found: it has none */
};
/* Goes on to the next; false at the end. */
bool harts_next(struct shell *shell, struct harts_walk *walk);
/* The same, without the hart that runs the shell and those that the tree disables or does not have.
 */
bool harts_next_other(struct shell *shell, struct harts_walk *walk);
