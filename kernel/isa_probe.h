#pragma once
/*
 * Tries what this hart can do: one harmless instruction or CSR of an extension, with the trap
 * contained. Where it traps, the extension is missing or firmware has not enabled it.
 */

/* The name of probe @index, from 0, as in riscv,isa-extensions: "zba"; NULL after the last. */
const char *isa_probe_name(int index);
/* Runs probe @index: 1, it works; 0, it traps. Call with protection paused
 * (kernel/protect/protect.h): the probes are constants. */
int isa_probe(int index);
