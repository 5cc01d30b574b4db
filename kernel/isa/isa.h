#pragma once
/*
 * Extensions of the ISA: which there are, and which of them this hart has. `check`, `isa` and all
 * that asks later use this table and this probe.
 */
#include <stdbool.h>
#include <stdint.h>

enum { ISA_MAX = 160 /* rows, at most */, ISA_NAME_MAX = 14, ISA_WHAT_MAX = 19 };

/* The RVA profiles, each with all that the one of its kind before it requires: those for S-mode
 * have even numbers, and all of the one for U-mode before them. RISC-V Profiles 1.0 and RVA23. */
enum isa_profile {
	ISA_NO_PROFILE,
	ISA_RVA20U,
	ISA_RVA20S,
	ISA_RVA22U,
	ISA_RVA22S,
	ISA_RVA23U,
	ISA_RVA23S,
	ISA_PROFILES,
};

/* What it means that a tree does not list an extension that works. */
enum isa_listing {
	ISA_NOTED, /* it is missing there */
	ISA_BASE,  /* missing in riscv,isa-extensions; in riscv,isa it is a part of the base */
	ISA_QUIET, /* nothing: it follows from others, or what reads trees does not look for it */
};

/* An extension. */
struct isa_id {
	char name[ISA_NAME_MAX]; /* as in riscv,isa-extensions: "zba" */
	char what[ISA_WHAT_MAX]; /* for people */
	uint8_t profile;         /* enum isa_profile: the first one that requires it */
	uint8_t listing;         /* enum isa_listing */
};

enum isa_found {
	ISA_UNDECIDABLE, /* no instruction or CSR shows it */
	ISA_WORKS,
	ISA_ABSENT,  /* an illegal instruction, or a CSR says so: missing, or not enabled */
	ISA_FAULTS,  /* another trap */
	ISA_DIFFERS, /* it ran and did something else: the encoding is another extension's */
};

/* Extension @index, from 0; NULL after the last. */
const struct isa_id *isa_id(int index);
/* Its name, or NULL: for dt_isa_mark. */
const char *isa_name(int index);
/* The bit without which it traps in S-mode where firmware has not set it: "menvcfg.CBZE"; NULL. */
const char *isa_gate(int index);
/* Where the hart lacks extension @index and it is tried, firmware prints a complaint: OpenSBI after
 * 1.1, for any SYSTEM instruction that is no access to a CSR. */
bool isa_is_loud(int index);
/*
 * Tries extension @index on this hart: one or a few harmless instructions with their trap
 * contained, and what they compute is compared. *@cause is the trap's where ISA_FAULTS. Call with
 * protection paused (kernel/protect/protect.h): the instructions are constants.
 */
enum isa_found isa_probe(int index, uint64_t *cause);
/* How many bytes cbo.zero clears on this hart, up to 512; 0: it traps, or clears nothing. Pauses
 * protection. */
uint32_t isa_zero_block(void);
