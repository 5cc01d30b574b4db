#include "tests/unit/fake/fake_space.h"
/* The heap for unit tests: counts allocations and lets chosen ones fail. */
#include <stdbool.h>
#include <stdlib.h>

struct fake_space fake_space;

static bool space_fails(void)
{
	return ++fake_space.calls >= fake_space.fail_at && fake_space.fail_at;
}

static void space_moment(void)
{
	if (fake_space.moment && !fake_space.holds)
		fake_space.moment();
}

void *dt_alloc(size_t size)
{
	return dt_resize(NULL, size);
}

void *dt_resize(void *old, size_t size)
{
	void *memory;

	space_moment();
	memory = space_fails() ? NULL : realloc(old, size);
	if (memory && !old)
		fake_space.held++;
	return memory;
}

void dt_free(void *memory)
{
	space_moment();
	fake_space.held -= memory != NULL;
	free(memory);
}

void dt_hold(void)
{
	space_moment();
	if (fake_space.holds++)
		abort();
}

void dt_release(void)
{
	if (--fake_space.holds)
		abort();
	space_moment();
}

void dt_space(struct dt_space *out)
{
	*out = (struct dt_space){ .size = fake_space.limit };
}
