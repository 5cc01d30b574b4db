/*
 * uint64_t isa_frame(const uint32_t *code, void *scratch, uint64_t b, uint64_t a, uint64_t vtype)
 *
 * Calls the code of a row of kernel/isa/isa_row.h: a0 is a, a1 scratch, a2 and s2 b. With a vtype,
 * each element of v2 is a, of v4 b, and v8 is 0; the result is the first element of v8, otherwise
 * a0. A trap in between returns to trap_try, which restores all.
 *
 * 512 bytes below the frame stay unused: cm.mva01s s2, s3 stores there where it is C's c.fsdsp.
 * Vector instructions by their encoding (Vector Extension 1.0), because assemblers differ.
 */
	.section .text.isa_frame, "ax"
	.globl	isa_frame
isa_frame:
	addi	sp, sp, -(512 + 16)
	sd	ra, 512(sp)
	sd	s2, 520(sp)
	mv	t2, a0
	mv	a0, a3
	mv	s2, a2
	beqz	a4, 1f
	li	t0, 8			/* a multiple of what vector cryptography takes at a time */
	.4byte	0x80e2f057		/* vsetvl zero, t0, a4 */
	.4byte	0x5e054157		/* vmv.v.x v2, a0 */
	.4byte	0x5e064257		/* vmv.v.x v4, a2 */
	.4byte	0x5e003457		/* vmv.v.i v8, 0 */
1:	jalr	t2
	beqz	a4, 2f
	.4byte	0x42802557		/* vmv.x.s a0, v8 */
2:	ld	ra, 512(sp)
	ld	s2, 520(sp)
	addi	sp, sp, 512 + 16
	ret
