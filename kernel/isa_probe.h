#pragma once
/*
 * Trying what this hart can do: one harmless instruction or CSR of an extension, with the trap
 * caught. An extension whose instruction traps is missing, or firmware has not enabled it.
 */

/* The name of probe @index, from 0, as in riscv,isa-extensions: "zba"; NULL behind the last. */
const char *isa_probe_name(int index);
/* Runs it: 1, it works; 0, it traps. */
int isa_probe(int index);
