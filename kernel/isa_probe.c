#include "kernel/isa_probe.h"
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include "kernel/csr.h"
#include "kernel/irq.h"
#include "kernel/trap.h"

enum {
	PROBE_SIZE = 8,              /* bytes of a row of isa_probe_list */
	SSTATUS_VS_INITIAL = 1 << 9, /* Privileged ISA 1.13, 10.1.1.5: the units are on */
	SSTATUS_FS_INITIAL = 1 << 13,
	SSTATUS_VS = 3 << 9,
	SSTATUS_FS = 3 << 13,
};

extern const char isa_probe_list[]; /* kernel/isa_probe_list.S */

/* In the list's order. */
static const char probe_names[] =
	"m\0a\0f\0d\0c\0v\0h\0zicntr\0zihpm\0zba\0zbb\0zbc\0zbs\0zbkb\0zbkx\0zkne\0zknh\0zksh\0"
	"zksed\0zicond\0zacas\0zabha\0zcb\0zfh\0zfa\0zicbom\0sstc\0ssaia\0"
	"ssstateen\0sscofpmf\0";

const char *isa_probe_name(int index)
{
	const char *name = probe_names;

	while (*name && index-- > 0)
		name += strlen(name) + 1;
	return *name ? name : NULL;
}

static int probe_run(void *row)
{
	static uint64_t scratch[8]; /* a cache block, for what cleans one */
	register uintptr_t a0 __asm__("a0") = 0;
	register uintptr_t a1 __asm__("a1") = (uintptr_t)scratch;

	__asm__ volatile("jalr ra, %2" : "+r"(a0), "+r"(a1) : "r"(row) : "ra", "memory");
	return 1;
}

int isa_probe(int index)
{
	uint64_t interrupts = irq_save();
	uint64_t off = (SSTATUS_FS | SSTATUS_VS) & ~csr_read_sstatus();
	const char *row = isa_probe_list + (size_t)index * PROBE_SIZE;
	int works;

	csr_set_sstatus(SSTATUS_FS_INITIAL | SSTATUS_VS_INITIAL);
	works = trap_try(probe_run, (void *)(uintptr_t)row, NULL) == 1;
	csr_clear_sstatus(off);
	irq_restore(interrupts);
	return works;
}
