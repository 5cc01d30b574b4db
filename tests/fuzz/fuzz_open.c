/*
 * libFuzzer: dt_open takes nothing that fdt_check_full refuses, and always says why it refuses.
 *
 * Both see the same bytes. libfdt 1.6 crashes on versions before 16 and may go round for ever on a
 * property's length; dt_open asks libfdt itself about what it refuses, with guards against both.
 */
#include <libfdt.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "fdt/core/dt.h"

static void fuzz_expect(bool right)
{
	if (!right)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dt_tree tree;
	const char *why;
	void *blob = aligned_alloc(8, (size + 7) & ~(size_t)7);

	if (!blob)
		return 0;
	memcpy(blob, data, size);
	if (dt_open(&tree, blob, size, &why) == 0) {
		fuzz_expect(fdt_check_full(blob, size) == 0);
		fuzz_expect(*why == '\0');
	} else {
		fuzz_expect(*why != '\0' && strlen(why) < sizeof(tree.why) - 1);
	}
	free(blob);
	return 0;
}
