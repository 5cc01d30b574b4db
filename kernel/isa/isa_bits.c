#include "kernel/isa/isa_row.h"
/*
 * Bit manipulation and scalar cryptography; T-Head's.
 * RISC-V Unprivileged ISA (2024): Zb*, Zk*; T-Head ISA Extension Specification 2.2.2 (XThead*).
 */

static const struct isa_row rows[] = {
	{ .id = { "zba", "shift and add", ISA_RVA22U },
	  .code = { 0x20c52533, RET }, /* sh1add a0, a0, a2 */
	  .result = 0x424facca53a0abb9 },
	{ .id = { "zbb", "basic bit work", ISA_RVA22U },
	  .code = { 0x60061513, RET }, /* clz a0, a2 */
	  .result = 1 },
	{ .id = { "zbc", "carry-less product" },
	  .code = { 0x0ac52533, RET }, /* clmulr a0, a0, a2 */
	  .result = 0x91b28a4581896d },
	{ .id = { "zbs", "single bits", ISA_RVA22U },
	  .code = { 0x28c51533, RET }, /* bset a0, a0, a2 */
	  .result = 0x123456789abcdef },
	{ .id = { "zbkb", "bits for crypto" },
	  .code = { 0x08c54533, RET }, /* pack a0, a0, a2 */
	  .result = 0x40490fdb89abcdef },
	{ .id = { "zbkc", "clmul for crypto" },
	  .code = { 0x0ac51533, RET }, /* clmul a0, a0, a2 */
	  .result = 0x918fd65fe6529ef9 },
	{ .id = { "zbkx", "crossbars" },
	  .code = { 0x28a54533, RET }, /* xperm8 a0, a0, a0 */
	  .result = 0xcd00000000000000 },
	{ .id = { "zknd", "AES decryption" },
	  .code = { 0x3ac50533, RET }, /* aes64ds a0, a0, a2 */
	  .result = 0x7240800a09a47b61 },
	{ .id = { "zkne", "AES encryption" },
	  .code = { 0x32c50533, RET }, /* aes64es a0, a0, a2 */
	  .result = 0xa7017685093b6edf },
	{ .id = { "zknh", "SHA-2" },
	  .code = { 0x10051513, RET }, /* sha256sum0 a0, a0 */
	  .result = 0x22210003 },
	{ .id = { "zksed", "SM4" }, .code = { 0x30c50533, RET } }, /* sm4ed a0, a0, a2, 0 */
	{ .id = { "zksh", "SM3" },
	  .code = { 0x10851513, RET }, /* sm3p0 a0, a0 */
	  .result = 0x45ef01ab },
	{ .id = { "zkr", "entropy source" },
	  .code = { 0x015012f3, RET }, /* csrrw t0, seed, zero */
	  .gate = ISA_SSEED,
	  .flags = ISA_HIDDEN },
	{ .id = { "xtheadba", "T-Head shift, add" },
	  .code = { 0x02c5150b, RET }, /* th.addsl a0, a0, a2, 1 */
	  .result = 0x8135895e0a3deda5,
	  .flags = ISA_FOR_THEAD },
	{ .id = { "xtheadbb", "T-Head bits" },
	  .code = { 0x8606150b, RET }, /* th.ff1 a0, a2 */
	  .result = 1,
	  .flags = ISA_FOR_THEAD },
	{ .id = { "xtheadbs", "T-Head bit test" },
	  .code = { 0x8816150b, RET }, /* th.tst a0, a2, 1 */
	  .result = 1,
	  .flags = ISA_FOR_THEAD },
	{ .id = { "xtheadcondmov", "T-Head moves" },
	  .code = { 0x4006150b, RET }, /* th.mveqz a0, a2, zero */
	  .result = 0x400921fb40490fdb,
	  .flags = ISA_FOR_THEAD },
	{ .id = { "xtheadmac", "T-Head mul-add" },
	  .code = { 0x20c5150b, RET }, /* th.mula a0, a0, a2 */
	  .result = 0xd6b7a3d9d9dcfa64,
	  .flags = ISA_FOR_THEAD },
};

const struct isa_group isa_bits = ISA_GROUP(rows);
