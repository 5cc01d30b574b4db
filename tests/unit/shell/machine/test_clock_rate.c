/* A clock against another one: coarse ones, a hart that is held up, clocks of emulators. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "shell/machine/audit/clock_rate.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

enum {
	NS_A_SECOND = 1000000000,
	SOON_NS = 300000,
	READ_NS = 300,
	TICKS_NS = 20,
	SPIN_NS = 10000,
	PERCENT = 5
};

/* A machine whose time passes by what is done. */
struct model {
	uint64_t hz;         /* ticks a second */
	uint64_t coarse;     /* ns between two changes of the other clock */
	uint64_t held;       /* ns for which the hart is held up ... */
	unsigned every;      /* ... at each so many reads; 0: never */
	uint64_t read, spin; /* instructions, where they are counted as ns; 0: ticks are of time */
	unsigned breaks;     /* the read that fails; 0: none */
	uint64_t back;       /* from 0.15 s on the other clock is so many ns less */
	uint64_t now, counted;
	unsigned reads;
};

static uint64_t model_ticks(void *arg)
{
	struct model *model = arg;

	model->now += TICKS_NS;
	return (model->read ? model->counted : model->now) * (model->hz / 1000000) / 1000;
}

static bool model_read(void *arg, uint64_t *ns)
{
	struct model *model = arg;

	model->now += READ_NS;
	model->counted += model->read;
	if (model->every && ++model->reads % model->every == 0)
		model->now += model->held;
	*ns = model->coarse ? model->now / model->coarse * model->coarse + NS_A_SECOND : 0;
	if (model->now > 150000000)
		*ns -= model->back;
	return !model->breaks || --model->breaks;
}

static void model_spin(void *arg)
{
	struct model *model = arg;

	model->now += SPIN_NS;
	model->counted += model->spin;
}

static void model_turn(void *arg)
{
	(void)arg;
}

static const struct row {
	const char *what;
	struct model model;
	uint64_t hz; /* the tree's */
	int answer;
} rows[] = {
	{ "right", { .hz = 10000000, .coarse = 1 }, 10000000, 1 },
	{ "twice", { .hz = 10000000, .coarse = 1 }, 20000000, 0 },
	{ "half", { .hz = 10000000, .coarse = 1 }, 5000000, 0 },
	{ "any number", { .hz = 10000000, .coarse = 1 }, UINT64_MAX, 0 },
	{ "almost", { .hz = 10000000, .coarse = 1 }, 10300000, 1 },
	{ "a second", { .hz = 10000000, .coarse = NS_A_SECOND }, 10000000, 1 },
	{ "a wrong second", { .hz = 10000000, .coarse = NS_A_SECOND }, 12000000, 0 },
	{ "1/64 s", { .hz = 10000000, .coarse = 15625000 }, 10000000, 1 },
	{ "busy", { .hz = 10000000, .coarse = 1, .held = 9000000, .every = 7 }, 10000000, 1 },
	{ "busy, coarse",
	  { .hz = 10000000, .coarse = NS_A_SECOND, .held = 40000000, .every = 9 },
	  10000000,
	  1 },
	{ "busy, wrong",
	  { .hz = 10000000, .coarse = 1, .held = 9000000, .every = 7 },
	  15000000,
	  0 },
	{ "always held up",
	  { .hz = 10000000, .coarse = 1, .held = 30000000, .every = 1 },
	  40000000,
	  -EAGAIN },
	{ "counts instructions",
	  { .hz = 10000000, .coarse = 1, .read = 60, .spin = 9000 },
	  10000000,
	  -EAGAIN },
	{ "stands still", { .hz = 10000000, .coarse = 0 }, 10000000, -EIO },
	{ "fails", { .hz = 10000000, .coarse = 1, .breaks = 1 }, 10000000, -EIO },
	{ "fails soon", { .hz = 10000000, .coarse = 1, .breaks = 500 }, 10000000, -EIO },
	{ "fails later", { .hz = 10000000, .coarse = 1, .breaks = 1000 }, 20000000, -EIO },
	{ "set back", { .hz = 10000000, .coarse = 1, .back = 140000000 }, 20000000, -EAGAIN },
};

static void answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct model model = rows[i].model;
		const struct clock_pair pair = {
			.ticks = model_ticks,
			.read = model_read,
			.spin = model_spin,
			.turn = model_turn,
			.arg = &model,
		};
		uint64_t measured = 0;
		int answer = clock_runs_at(&pair, rows[i].hz, PERCENT, &measured);

		if (answer != rows[i].answer)
			fail_msg("%s: %d", rows[i].what, answer);
		if (!answer)
			assert_in_range(measured, model.hz / 100 * 98, model.hz / 100 * 102);
		if (rows[i].model.coarse == 1 && answer == 1 && !model.held && model.now > SOON_NS)
			fail_msg("%s: took %llu ns", rows[i].what, (unsigned long long)model.now);
		if (model.now > UINT64_C(6) * NS_A_SECOND && model.coarse)
			fail_msg("%s: took %llu ns", rows[i].what, (unsigned long long)model.now);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
