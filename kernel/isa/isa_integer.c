#include "kernel/isa/isa_row.h"
/*
 * Integers, compressed instructions, atomics, cache blocks and counters.
 * RISC-V Unprivileged ISA (2024): RV64I, M, A, C, Zca to Zcmt, Zimop, Zcmop, Zicond, Zicntr,
 * Zihpm, Zacas, Zabha, Zawrs, CMO. Profiles 1.0 (Zicclsm).
 */

static const struct isa_row rows[] = {
	{ .id = { "i", "base integers", ISA_RVA20U },
	  .code = { 0x00c50533, RET }, /* add a0, a0, a2 */
	  .result = 0x412c6762c9f4ddca },
	{ .id = { "zicsr", "CSR instructions", ISA_NO_PROFILE, ISA_BASE },
	  .code = { 0x140022f3, RET } }, /* csrrs t0, sscratch, zero */
	{ .id = { "zifencei", "FENCE.I", ISA_RVA20S, ISA_BASE },
	  .code = { 0x0000100f, RET } }, /* fence.i */
	{ .id = { "m", "multiply, divide", ISA_RVA20U },
	  .code = { 0x02a64533, RET }, /* div a0, a2, a0 */
	  .result = 56 },
	{ .id = { "zmmul", "multiply only" },
	  .code = { 0x02c50533, RET }, /* mul a0, a0, a2 */
	  .result = 0xd5945e7250312c75 },
	{ .id = { "a", "atomics: LR, AMO", ISA_RVA20U },
	  .code = { 0x1005a52f, 0x0005a52f, RET }, /* lr.w a0, (a1); amoadd.w a0, zero, (a1) */
	  .result = 0xffffffff89abcdef },
	{ .id = { "zalrsc", "LR and SC" },
	  .code = { 0x1005b52f, RET }, /* lr.d a0, (a1) */
	  .result = 0x123456789abcdef },
	{ .id = { "zaamo", "AMOs" },
	  .code = { 0x00c5b52f, RET }, /* amoadd.d a0, a2, (a1) */
	  .result = 0x123456789abcdef },
	{ .id = { "zacas", "compare and swap" },
	  .code = { 0x28c5b52f, 0x0005b503, RET }, /* amocas.d a0, a2, (a1); ld a0, 0(a1) */
	  .result = 0x400921fb40490fdb },
	{ .id = { "zabha", "AMOs on bytes" },
	  .code = { 0x00c5852f, RET }, /* amoadd.b a0, a2, (a1) */
	  .result = 0xffffffffffffffef },
	{ .id = { "zawrs", "wait for a store", ISA_RVA23U },
	  .code = { 0x01d00073, RET }, /* wrs.sto */
	  .flags = ISA_LOUD },
	{ .id = { "c", "compressed", ISA_RVA20U, ISA_QUIET },
	  .code = { 0x00019532, RET }, /* c.add a0, a2; c.nop */
	  .result = 0x412c6762c9f4ddca },
	{ .id = { "zca", "C without FP" },
	  .code = { 0x00019532, RET }, /* c.add a0, a2; c.nop */
	  .result = 0x412c6762c9f4ddca },
	{ .id = { "zcd", "C's loads of D", ISA_NO_PROFILE, ISA_QUIET },
	  .code = { 0x00012180, 0xe2040553, RET }, /* c.fld f8, 0(a1); c.nop; fmv.x.d a0, f8 */
	  .result = 0x123456789abcdef },
	{ .id = { "zcb", "more of C", ISA_RVA23U },
	  .code = { 0x00019d61, RET }, /* c.zext.b a0; c.nop */
	  .result = 0xef },
	{ .id = { "zcmp", "push and pop" },
	  .code = { 0x0001ad6e, RET }, /* cm.mva01s s2, s3; c.nop */
	  .result = 0x400921fb40490fdb },
	{ .id = { "zcmt", "table jumps" },
	  .code = { 0x017022f3, RET }, /* csrr t0, jvt */
	  .gate = ISA_JVT },
	{ .id = { "zimop", "may-be operations", ISA_RVA23U },
	  .code = { 0x81c54573, 0x00150513, RET }, /* mop.r.0 a0, a0; addi a0, a0, 1 */
	  .result = 1,
	  .flags = ISA_LOUD },
	{ .id = { "zcmop", "compressed ones", ISA_RVA23U },
	  .code = { 0x628182b2, 0x00028513, RET }, /* c.mv t0, a2; c.mop.5; mv a0, t0 */
	  .result = 0x400921fb40490fdb },
	{ .id = { "zicond", "conditional zero", ISA_RVA23U },
	  .code = { 0x0ea65533, RET }, /* czero.eqz a0, a2, a0 */
	  .result = 0x400921fb40490fdb },
	{ .id = { "zicntr", "basic counters", ISA_RVA20U, ISA_BASE },
	  .code = { 0xc00022f3, 0xc01022f3, 0xc02022f3,
		    RET } }, /* csrr t0, cycle; csrr t0, time; csrr t0, instret */
	{ .id = { "zihpm", "hardware counters", ISA_RVA22U, ISA_BASE }, .how = ISA_COUNTERS },
	{ .id = { "zicbom", "cache maintenance", ISA_RVA22U },
	  .code = { 0x0015a00f, 0x0005b503, RET }, /* cbo.clean (a1); ld a0, 0(a1) */
	  .result = 0x123456789abcdef,
	  .gate = ISA_CBCFE },
	{ .id = { "zicboz", "zero cache blocks", ISA_RVA22U },
	  .code = { 0x0045a00f, 0x0005b503, 0x00150513,
		    RET }, /* cbo.zero (a1); ld a0, 0(a1); addi a0, a0, 1 */
	  .result = 1,
	  .gate = ISA_CBZE },
	{ .id = { "zicclsm", "misaligned access", ISA_RVA20U, ISA_QUIET },
	  .code = { 0x0015b503, RET }, /* ld a0, 1(a1) */
	  .result = 0xef0123456789abcd },
};

const struct isa_group isa_integer = ISA_GROUP(rows);
