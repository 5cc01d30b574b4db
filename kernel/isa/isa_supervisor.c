#include "kernel/isa/isa_row.h"
/*
 * What is for S-mode.
 * RISC-V Privileged ISA 1.13 with H, Sstc, Sscofpmf, Svinval, Smstateen; Advanced Interrupt
 * Architecture 1.0; Smcdeleg/Ssccfg, Ssctr, Ssnpm, Zicfilp/Zicfiss; Profiles 1.0 (Svbare, Sv39,
 * Ss1p12), RVA23 (Supm, Ssu64xl).
 */

static const struct isa_row rows[] = {
	{ .id = { "h", "hypervisor", ISA_RVA23S },
	  .code = { 0x600022f3, RET } }, /* csrr t0, hstatus */
	{ .id = { "sstc", "stimecmp", ISA_RVA23S },
	  .code = { 0x14d022f3, RET }, /* csrr t0, stimecmp */
	  .gate = ISA_STCE },
	{ .id = { "sscofpmf", "counter overflow", ISA_RVA23S },
	  .code = { 0xda0022f3, RET } }, /* csrr t0, scountovf */
	{ .id = { "ssaia", "interrupts (AIA)" }, .code = { 0xdb0022f3, RET } }, /* csrr t0, stopi */
	{ .id = { "ssstateen", "state enable", ISA_RVA23S },
	  .code = { 0x10c022f3, RET }, /* csrr t0, sstateen0 */
	  .gate = ISA_SE0 },
	{ .id = { "ssccfg", "counters of S-mode" },
	  .code = { 0x120022f3, RET }, /* csrr t0, scountinhibit */
	  .gate = ISA_CDE },
	{ .id = { "ssctr", "control transfers" },
	  .code = { 0x15f022f3, RET }, /* csrr t0, sctrdepth */
	  .gate = ISA_CTR },
	{ .id = { "ssnpm", "pointer masking", ISA_RVA23S },
	  .code = { 0x10a623f3, 0x10a39573,
		    RET }, /* csrrs t2, senvcfg, a2; csrrw a0, senvcfg, t2 */
	  .compare = ISA_BITS,
	  .result = 0x200000000,
	  .gate = ISA_ENVCFG },
	{ .id = { "supm", "same, for U-mode", ISA_RVA23U, ISA_QUIET },
	  .code = { 0x10a623f3, 0x10a39573,
		    RET }, /* csrrs t2, senvcfg, a2; csrrw a0, senvcfg, t2 */
	  .compare = ISA_BITS,
	  .result = 0x200000000 },
	{ .id = { "zicfilp", "landing pads" },
	  .code = { 0x10a623f3, 0x10a39573,
		    RET }, /* csrrs t2, senvcfg, a2; csrrw a0, senvcfg, t2 */
	  .compare = ISA_BITS,
	  .result = 4 },
	{ .id = { "zicfiss", "shadow stacks" },
	  .code = { 0x011022f3, RET }, /* csrr t0, ssp */
	  .gate = ISA_SSE,
	  .flags = ISA_HIDDEN },
	{ .id = { "svinval", "fine fences", ISA_RVA22S },
	  .code = { 0x16000073, RET }, /* sinval.vma zero, zero */
	  .flags = ISA_LOUD },
	{ .id = { "svbare", "no translation", ISA_RVA20S, ISA_QUIET },
	  .code = { 0x18002573, 0x00150513, RET }, /* csrr a0, satp; addi a0, a0, 1 */
	  .result = 1 },
	{ .id = { "sv39", "pages of Sv39", ISA_RVA20S, ISA_QUIET }, .how = ISA_PAGES },
	{ .id = { "ss1p12", "privileged 1.12", ISA_RVA22S, ISA_QUIET },
	  .code = { 0x10a022f3, RET } }, /* csrr t0, senvcfg */
	{ .id = { "ssu64xl", "UXLEN 64", ISA_RVA23S, ISA_QUIET },
	  .code = { 0x10002573, 0x02055513, 0x00357513,
		    RET }, /* csrr a0, sstatus; srli a0, a0, 32; andi a0, a0, 3 */
	  .result = 2 },
};

const struct isa_group isa_supervisor = ISA_GROUP(rows);
