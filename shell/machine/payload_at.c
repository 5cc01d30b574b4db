#include "shell/machine/payload_at.h"
/* Payloads in the machine's memory. */
#include <errno.h>
#include "shell/place.h"

enum { PAYLOAD_BANKS_MAX = 32 };

struct payload_attempt {
	const struct dt_range *range;
	struct payload *payload;
	struct payload_gunzip *gunzip;
	const char **why;
};

static int payload_try_look(void *arg)
{
	const struct payload_attempt *attempt = arg;

	return payload_look((const void *)(uintptr_t)attempt->range->base, attempt->range->size,
			    attempt->payload, attempt->why);
}

int payload_look_at(const struct dt_range *range, struct payload *payload, const char **why)
{
	struct payload_attempt attempt = { .range = range, .payload = payload, .why = why };
	int err = trap_try(payload_try_look, &attempt, NULL);

	if (err == -EFAULT)
		*why = "some of it cannot be read";
	return err;
}

static bool payload_stop(void *context)
{
	struct shell *shell = context;

	return shell->port->interrupted(shell->port);
}

static int payload_try_gunzip(void *arg)
{
	const struct payload_attempt *attempt = arg;

	return payload_gunzip(attempt->gunzip, attempt->why);
}

int payload_gunzip_at(struct shell *shell, struct payload_gunzip *gunzip, const char **why,
		      struct trap_info *trap)
{
	struct payload_attempt attempt = { .gunzip = gunzip, .why = why };

	gunzip->stop = payload_stop;
	gunzip->context = shell;
	return trap_try(payload_try_gunzip, &attempt, trap);
}

uint64_t payload_rest_of_ram(const struct shell *shell, uint64_t base)
{
	struct dt_range bank[PAYLOAD_BANKS_MAX];
	int banks = shell_ram(shell, shell_given_tree(shell), bank, PAYLOAD_BANKS_MAX, NULL);
	const struct dt_range *found = dt_range_at(bank, banks, base);

	return found ? found->size - (base - found->base) : 0;
}
