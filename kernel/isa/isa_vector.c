#include "kernel/isa/isa_row.h"
/*
 * Vectors.
 * RISC-V Unprivileged ISA (2024): V with Zve*, Zvl*, Zvfh*, Zvfbf*, Zvb*, Zvk*.
 */

static const struct isa_row rows[] = {
	/* Not in Zve64d: products of 64 bits, halved. */
	{ .id = { "v", "vectors", ISA_RVA23U },
	  .code = { 0x9e222457, 0xc2202573, 0x5e054457,
		    RET }, /* vmulh.vv v8, v2, v4; csrr a0, vlenb; vmv.v.x v8, a0 */
	  .vtype = ISA_E64,
	  .compare = ISA_AT_LEAST,
	  .result = 16 },
	{ .id = { "zve32x", "vectors, 32 bits" },
	  .code = { 0x02220457, RET }, /* vadd.vv v8, v2, v4 */
	  .vtype = ISA_E32,
	  .result = 0xffffffffc9f4ddca },
	{ .id = { "zve32f", "with F" },
	  .code = { 0x02221457, RET }, /* vfadd.vv v8, v2, v4 */
	  .vtype = ISA_E32,
	  .result = 0x40490fdb },
	{ .id = { "zve64x", "vectors, 64 bits" },
	  .code = { 0x02220457, RET }, /* vadd.vv v8, v2, v4 */
	  .vtype = ISA_E64,
	  .result = 0x412c6762c9f4ddca },
	{ .id = { "zve64d", "with D" },
	  .code = { 0x02221457, RET }, /* vfadd.vv v8, v2, v4 */
	  .vtype = ISA_E64,
	  .result = 0x400921fb40490fdb },
	{ .id = { "zvl128b", "VLEN 128", ISA_NO_PROFILE, ISA_QUIET },
	  .code = { 0xc2202573, RET }, /* csrr a0, vlenb */
	  .compare = ISA_AT_LEAST,
	  .result = 16 },
	{ .id = { "zvl256b", "VLEN 256", ISA_NO_PROFILE, ISA_QUIET },
	  .code = { 0xc2202573, RET }, /* csrr a0, vlenb */
	  .compare = ISA_AT_LEAST,
	  .result = 32 },
	{ .id = { "zvl512b", "VLEN 512", ISA_NO_PROFILE, ISA_QUIET },
	  .code = { 0xc2202573, RET }, /* csrr a0, vlenb */
	  .compare = ISA_AT_LEAST,
	  .result = 64 },
	{ .id = { "zvfh", "vectors of halfs" },
	  .code = { 0x02221457, RET }, /* vfadd.vv v8, v2, v4 */
	  .vtype = ISA_E16,
	  .result = 0xffffffffffffcdef },
	{ .id = { "zvfhmin", "halfs converted", ISA_RVA23U },
	  .code = { 0x4a461457, RET }, /* vfwcvt.f.f.v v8, v4 */
	  .vtype = ISA_E16,
	  .result = 0x6000 },
	{ .id = { "zvfbfmin", "BF16 converted" },
	  .code = { 0x4a469457, RET }, /* vfwcvtbf16.f.f.v v8, v4 */
	  .vtype = ISA_E16 },
	{ .id = { "zvfbfwma", "BF16 mul-add" },
	  .code = { 0xee221457, RET }, /* vfwmaccbf16.vv v8, v4, v2 */
	  .vtype = ISA_E16 },
	{ .id = { "zvbb", "vector bit work", ISA_RVA23U },
	  .code = { 0x4a462457, RET }, /* vclz.v v8, v4 */
	  .vtype = ISA_E64,
	  .result = 1 },
	{ .id = { "zvbc", "carry-less product" },
	  .code = { 0x32222457, RET }, /* vclmul.vv v8, v2, v4 */
	  .vtype = ISA_E64,
	  .result = 0x918fd65fe6529ef9 },
	{ .id = { "zvkb", "bits for crypto" },
	  .code = { 0x4a24a457, RET }, /* vrev8.v v8, v2 */
	  .vtype = ISA_E64,
	  .result = 0xefcdab8967452301 },
	{ .id = { "zvkg", "GCM and GMAC" },
	  .code = { 0xa228a477, RET }, /* vgmul.vv v8, v2 */
	  .vtype = ISA_E32 },
	{ .id = { "zvkned", "AES" },
	  .code = { 0xa2212477, RET }, /* vaesem.vv v8, v2 */
	  .vtype = ISA_E32 },
	{ .id = { "zvknha", "SHA-256" },
	  .code = { 0xb6222477, RET }, /* vsha2ms.vv v8, v2, v4 */
	  .vtype = ISA_E32 },
	{ .id = { "zvknhb", "SHA-512" },
	  .code = { 0xb6222477, RET }, /* vsha2ms.vv v8, v2, v4 */
	  .vtype = ISA_E64 },
	{ .id = { "zvksed", "SM4" },
	  .code = { 0xa2282477, RET }, /* vsm4r.vv v8, v2 */
	  .vtype = ISA_E32 },
	{ .id = { "zvksh", "SM3" },
	  .code = { 0x82222477, RET }, /* vsm3me.vv v8, v2, v4 */
	  .vtype = ISA_E32 },
};

const struct isa_group isa_vector = ISA_GROUP(rows);
