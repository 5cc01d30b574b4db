#include "kernel/instret.h"
/* The instruction counter, or its absence. */
#include <stdbool.h>
#include <stddef.h>
#include "kernel/csr.h"
#include "kernel/trap_try.h"

static bool readable;

static int instret_probe(void *unused)
{
	(void)unused;
	csr_read_instret();
	return 0;
}

void instret_init(void)
{
	readable = trap_try(instret_probe, NULL, NULL) == 0;
}

uint64_t instret_read(void)
{
	return readable ? csr_read_instret() : 0;
}
