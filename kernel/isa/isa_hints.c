#include "kernel/isa/isa_hints.h"
/*
 * Extensions that no instruction and no CSR of S-mode shows.
 * RISC-V Unprivileged ISA (2024), Privileged ISA 1.13, Profiles 1.0, RVA23.
 */

static const struct isa_id hints[] = {
	/* Hints: they are legal on each hart. */
	{ "zihintpause", "a hint", ISA_RVA22U, ISA_QUIET },
	{ "zihintntl", "hints", ISA_RVA23U, ISA_QUIET },
	{ "zicbop", "prefetch hints", ISA_RVA22U, ISA_QUIET },
	/* Promises about memory and time. */
	{ "zic64b", "cache block size", ISA_RVA22U, ISA_QUIET },
	{ "ziccif", "whole fetches", ISA_RVA20U, ISA_QUIET },
	{ "ziccrse", "LR and SC succeed", ISA_RVA20U, ISA_QUIET },
	{ "ziccamoa", "all AMOs in RAM", ISA_RVA20U, ISA_QUIET },
	{ "za128rs", "reservation size", ISA_RVA20U, ISA_QUIET },
	{ "za64rs", "reservation size", ISA_RVA22U, ISA_QUIET },
	{ "zama16b", "misaligned atomics", ISA_NO_PROFILE, ISA_QUIET },
	{ "ztso", "memory order", ISA_NO_PROFILE, ISA_QUIET },
	{ "zkt", "constant time", ISA_RVA22U, ISA_QUIET },
	{ "zvkt", "constant time", ISA_RVA23U, ISA_QUIET },
	/* Bits of page table entries, and what the hart does with them. */
	{ "svade", "A and D by faults", ISA_RVA20S, ISA_QUIET },
	{ "svadu", "A and D by hart", ISA_NO_PROFILE, ISA_QUIET },
	{ "svpbmt", "page memory types", ISA_RVA22S, ISA_QUIET },
	{ "svnapot", "64 KiB pages", ISA_RVA23S, ISA_QUIET },
	{ "svvptc", "PTEs seen soon", ISA_NO_PROFILE, ISA_QUIET },
	{ "ssccptr", "page table walks", ISA_RVA20S, ISA_QUIET },
	/* What traps write, and which bits can be written. */
	{ "sstvecd", "stvec, direct", ISA_RVA20S, ISA_QUIET },
	{ "sstvala", "stval is written", ISA_RVA20S, ISA_QUIET },
	{ "sscounterenw", "scounteren bits", ISA_RVA22S, ISA_QUIET },
	{ "ss1p11", "privileged 1.11", ISA_RVA20S, ISA_QUIET },
	{ "ss1p13", "privileged 1.13", ISA_RVA23S, ISA_QUIET },
	{ "sscsrind", "indirect CSRs", ISA_NO_PROFILE, ISA_QUIET },
	{ "ssdbltrp", "double traps", ISA_NO_PROFILE, ISA_QUIET },
	{ "shcounterenw", "hcounteren bits", ISA_RVA23S, ISA_QUIET },
	{ "shgatpa", "hgatp modes", ISA_RVA23S, ISA_QUIET },
	{ "shtvala", "htval is written", ISA_RVA23S, ISA_QUIET },
	{ "shvsatpa", "vsatp modes", ISA_RVA23S, ISA_QUIET },
	{ "shvstvala", "vstval is written", ISA_RVA23S, ISA_QUIET },
	{ "shvstvecd", "vstvec, direct", ISA_RVA23S, ISA_QUIET },
	/* M-mode's. */
	{ "smepmp", "M-mode protection", ISA_NO_PROFILE, ISA_QUIET },
};

const struct isa_id *isa_hint(int index)
{
	return (size_t)index < sizeof(hints) / sizeof(hints[0]) ? &hints[index] : NULL;
}
