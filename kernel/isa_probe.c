#include "kernel/isa_probe.h"
/*
 * Tries extensions of the ISA, each by an instruction that no smaller extension has.
 *
 * RISC-V Unprivileged ISA (2024) with its bit-manipulation, cryptography, cache-management and
 * compare-and-swap chapters; Privileged ISA 1.13.
 */
#include <stddef.h>
#include <stdint.h>
#include "kernel/csr.h"
#include "kernel/irq.h"
#include "kernel/trap_try.h"

enum {
	SSTATUS_VS_INITIAL = 1 << 9, /* Privileged ISA 1.13, 10.1.1.5: the units are on */
	SSTATUS_FS_INITIAL = 1 << 13,
	SSTATUS_VS = 3 << 9,
	SSTATUS_FS = 3 << 13,
};

enum { ISA_CODE_MAX = 3 /* words */, RET = 0x00008067 };

/*
 * An extension, and code that is called: one or two instructions, by their encoding, because
 * assemblers differ in what they know, and a return. They may change a0 and the first words at a1;
 * the image uses no floating-point and vector registers, so those may change too. SYSTEM
 * instructions other than CSR accesses (wrs.sto, sinval.vma) are left out: OpenSBI complains about
 * each on its console.
 *
 * What works must prove the whole name: mul is in Zmmul, too, clmul in Zbkc, fmv.x.h in Zfhmin,
 * siselect in Sscsrind. Zve64d with vectors of 64 bits is not told from V.
 */
struct isa_probe {
	const char *name; /* as in riscv,isa-extensions */
	uint32_t code[ISA_CODE_MAX];
};

static const struct isa_probe probes[] = {
	{ "m", { 0x02a54533, RET } },             /* div a0, a0, a0 */
	{ "a", { 0x1005a52f, 0x0005a52f, RET } }, /* lr.w a0, (a1); amoadd.w a0, zero, (a1) */
	{ "f", { 0xe0000553, RET } },             /* fmv.x.w a0, f0 */
	{ "d", { 0xe2000553, RET } },             /* fmv.x.d a0, f0 */
	{ "c", { 0x00010001, RET } },             /* c.nop twice */
	{ "v",
	  { 0x01807557, 0x02001057, RET } },  /* vsetvli a0, zero, e64, m1; vfadd.vv v0, v0, v0 */
	{ "h", { 0x60002573, RET } },         /* csrr a0, hstatus */
	{ "zicntr", { 0xc0002573, RET } },    /* csrr a0, cycle */
	{ "zihpm", { 0xc0302573, RET } },     /* csrr a0, hpmcounter3 */
	{ "zba", { 0x20a52533, RET } },       /* sh1add a0, a0, a0 */
	{ "zbb", { 0x60051513, RET } },       /* clz a0, a0 */
	{ "zbc", { 0x0aa52533, RET } },       /* clmulr a0, a0, a0 */
	{ "zbs", { 0x28a51533, RET } },       /* bset a0, a0, a0 */
	{ "zbkb", { 0x08a54533, RET } },      /* pack a0, a0, a0 */
	{ "zbkx", { 0x28a54533, RET } },      /* xperm8 a0, a0, a0 */
	{ "zkne", { 0x32a50533, RET } },      /* aes64es a0, a0, a0 */
	{ "zknh", { 0x10051513, RET } },      /* sha256sum0 a0, a0 */
	{ "zksh", { 0x10851513, RET } },      /* sm3p0 a0, a0 */
	{ "zksed", { 0x30a50533, RET } },     /* sm4ed a0, a0, a0, 0 */
	{ "zicond", { 0x0ea55533, RET } },    /* czero.eqz a0, a0, a0 */
	{ "zacas", { 0x2805a52f, RET } },     /* amocas.w a0, zero, (a1) */
	{ "zabha", { 0x0005852f, RET } },     /* amoadd.b a0, zero, (a1) */
	{ "zcb", { 0x00019d61, RET } },       /* c.zext.b a0; c.nop */
	{ "zfhmin", { 0xe4000553, RET } },    /* fmv.x.h a0, f0 */
	{ "zfh", { 0x04000053, RET } },       /* fadd.h f0, f0, f0, rne */
	{ "zfa", { 0xf0100053, RET } },       /* fli.s f0 */
	{ "zicbom", { 0x0015a00f, RET } },    /* cbo.clean (a1) */
	{ "sstc", { 0x14d02573, RET } },      /* csrr a0, stimecmp */
	{ "ssaia", { 0xdb002573, RET } },     /* csrr a0, stopi */
	{ "ssstateen", { 0x10c02573, RET } }, /* csrr a0, sstateen0 */
	{ "sscofpmf", { 0xda002573, RET } },  /* csrr a0, scountovf */
};

enum { PROBES = sizeof(probes) / sizeof(probes[0]) };

const char *isa_probe_name(int index)
{
	return index < PROBES ? probes[index].name : NULL;
}

static int probe_run(void *code)
{
	static uint64_t scratch[8]; /* a cache block, for the instruction that cleans one */
	register uintptr_t a0 __asm__("a0") = 0;
	register uintptr_t a1 __asm__("a1") = (uintptr_t)scratch;

	__asm__ volatile("jalr ra, %2" : "+r"(a0), "+r"(a1) : "r"(code) : "ra", "memory");
	return 1;
}

int isa_probe(int index)
{
	uint64_t interrupts = irq_save();
	uint64_t off = (SSTATUS_FS | SSTATUS_VS) & ~csr_read_sstatus();
	int works;

	csr_set_sstatus(SSTATUS_FS_INITIAL | SSTATUS_VS_INITIAL);
	works = trap_try(probe_run, (void *)(uintptr_t)probes[index].code, NULL) == 1;
	csr_clear_sstatus(off);
	irq_restore(interrupts);
	return works;
}
