/*
 * One row an extension for kernel/isa_probe.c: an instruction and a return, eight bytes. By their
 * encodings, for assemblers differ in what they know. They may change a0 and the first word at a1,
 * which is scratch; of floating-point and vector registers the image uses none. SYSTEM
 * instructions that are no CSR accesses (wrs.sto, sinval.vma) are not among them: OpenSBI complains
 * of each on its console.
 *
 * RISC-V Unprivileged ISA (2024) and its bit-manipulation, cryptography, cache-management and
 * compare-and-swap chapters; Privileged ISA 1.13.
 */
	.option	norvc

	.macro	probe, instruction
	.word	\instruction
	ret
	.endm

	.section .text.isa_probe_list, "ax"
	.balign	8
	.globl	isa_probe_list
isa_probe_list:
	probe	0x02a50533		/* m: mul a0, a0, a0 */
	probe	0x0005a52f		/* a: amoadd.w a0, zero, (a1) */
	probe	0xe0000553		/* f: fmv.x.w a0, f0 */
	probe	0xe2000553		/* d: fmv.x.d a0, f0 */
	probe	0x00010001		/* c: c.nop twice */
	probe	0x00007557		/* v: vsetvli a0, zero, e8, m1 */
	probe	0x60002573		/* h: csrr a0, hstatus */
	probe	0xc0002573		/* zicntr: csrr a0, cycle */
	probe	0xc0302573		/* zihpm: csrr a0, hpmcounter3 */
	probe	0x20a52533		/* zba: sh1add a0, a0, a0 */
	probe	0x60051513		/* zbb: clz a0, a0 */
	probe	0x0aa51533		/* zbc: clmul a0, a0, a0 */
	probe	0x28a51533		/* zbs: bset a0, a0, a0 */
	probe	0x08a54533		/* zbkb: pack a0, a0, a0 */
	probe	0x28a54533		/* zbkx: xperm8 a0, a0, a0 */
	probe	0x32a50533		/* zkne: aes64es a0, a0, a0 */
	probe	0x10051513		/* zknh: sha256sum0 a0, a0 */
	probe	0x10851513		/* zksh: sm3p0 a0, a0 */
	probe	0x30a50533		/* zksed: sm4ed a0, a0, a0, 0 */
	probe	0x0ea55533		/* zicond: czero.eqz a0, a0, a0 */
	probe	0x2805a52f		/* zacas: amocas.w a0, zero, (a1) */
	probe	0x0005852f		/* zabha: amoadd.b a0, zero, (a1) */
	probe	0x00019d61		/* zcb: c.zext.b a0; c.nop */
	probe	0xe4000553		/* zfh: fmv.x.h a0, f0 */
	probe	0xf0100053		/* zfa: fli.s f0 */
	probe	0x0015a00f		/* zicbom: cbo.clean (a1) */
	probe	0x14d02573		/* sstc: csrr a0, stimecmp */
	probe	0x15002573		/* ssaia: csrr a0, siselect */
	probe	0x10c02573		/* ssstateen: csrr a0, sstateen0 */
	probe	0xda002573		/* sscofpmf: csrr a0, scountovf */
