#pragma once
#include "drivers/bus/pci.h"

/*
 * The CPU's address of the first @need bytes behind a function's first BAR; the function answers
 * there and may interrupt. Where firmware gave it no address that the host bridge has, it gets one.
 * 0; -ENODEV: it has no such BAR; -EIO: it does not keep its address; -ENXIO: behind a bridge,
 * whose windows are not changed; -ENOSPC.
 */
int pci_enable(struct pci_host *host, uint32_t function, uint64_t need, uintptr_t *cpu);
