#include "kernel/isa/isa_row.h"
/*
 * Floating point.
 * RISC-V Unprivileged ISA (2024): F, D, Zfh, Zfhmin, BF16, Zfa, Zfinx and its relatives.
 */

static const struct isa_row rows[] = {
	{ .id = { "f", "single precision", ISA_RVA20U },
	  .code = { 0xf0060053, 0x00000053, 0xe0000553,
		    RET }, /* fmv.w.x f0, a2; fadd.s f0, f0, f0, rne; fmv.x.w a0, f0 */
	  .result = 0x40c90fdb },
	{ .id = { "d", "double precision", ISA_RVA20U },
	  .code = { 0xf2060053, 0x02000053, 0xe2000553,
		    RET }, /* fmv.d.x f0, a2; fadd.d f0, f0, f0, rne; fmv.x.d a0, f0 */
	  .result = 0x401921fb40490fdb },
	{ .id = { "zfh", "half precision" },
	  .code = { 0xf4060053, 0x04000053, 0xe4000553,
		    RET }, /* fmv.h.x f0, a2; fadd.h f0, f0, f0, rne; fmv.x.h a0, f0 */
	  .result = 0x13db },
	{ .id = { "zfhmin", "halfs converted", ISA_RVA22U },
	  .code = { 0xf4060053, 0x40200053, 0xe0000553,
		    RET }, /* fmv.h.x f0, a2; fcvt.s.h f0, f0; fmv.x.w a0, f0 */
	  .result = 0x39fb6000 },
	{ .id = { "zfbfmin", "BF16 converted" },
	  .code = { 0xf0060053, 0x44800053, 0xe4000553,
		    RET }, /* fmv.w.x f0, a2; fcvt.bf16.s f0, f0, rne; fmv.x.h a0, f0 */
	  .result = 0x4049 },
	{ .id = { "zfa", "more FP", ISA_RVA23U },
	  .code = { 0xf0100053, 0xe0000553, RET }, /* fli.s f0, -1.0; fmv.x.w a0, f0 */
	  .result = 0xffffffffbf800000 },
	{ .id = { "zfinx", "F in x registers" },
	  .code = { 0x00c60553, RET }, /* fadd.s a0, a2, a2, rne */
	  .result = 0x40c90fdb,
	  .flags = ISA_NO_FLOAT },
	{ .id = { "zdinx", "D in x registers" },
	  .code = { 0x02c60553, RET }, /* fadd.d a0, a2, a2, rne */
	  .result = 0x401921fb40490fdb,
	  .flags = ISA_NO_FLOAT },
	{ .id = { "zhinx", "Zfh in x" },
	  .code = { 0x04c60553, RET }, /* fadd.h a0, a2, a2, rne */
	  .flags = ISA_NO_FLOAT },
	{ .id = { "zhinxmin", "Zfhmin in x" },
	  .code = { 0x40260553, RET }, /* fcvt.s.h a0, a2, rne */
	  .flags = ISA_NO_FLOAT },
};

const struct isa_group isa_float = ISA_GROUP(rows);
