#pragma once
/*
 * Any CSR that S-mode may name, by its number at run time. kernel/csr.h is for those that the
 * image itself uses.
 *
 * An instruction has the CSR's number in it. kernel/csr_slots.S holds two for each CSR, made by a
 * macro, rather than one that is written into a buffer first: such a buffer cannot be executed
 * under the image's page tables, and without those satp would read as 0. RISC-V Privileged
 * Architecture 1.12, 2.1 (numbers) and 2.2 (the list).
 */
#include <stdint.h>

/*
 * Reads the CSR. 0; -EFAULT: it traps, because the hart does not have it or firmware has not
 * enabled it; -ENOENT: kernel/csr_slots.S does not have the number. Those of the floating-point and
 * vector units are read with the unit switched on for as long. A read of seed takes entropy.
 */
int csr_any_read(unsigned number, uint64_t *value);
/* Writes *@value to it, and reads it back into *@value. Errors are the same. Whether the caller
 * survives that is up to the caller. */
int csr_any_write(unsigned number, uint64_t *value);
