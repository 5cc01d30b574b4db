#include "kernel/sbi_implementation.h"
/*
 * The SBI implementations: their names, and how each writes its version into a number.
 *
 * Ids: RISC-V SBI Specification 3.0, section 4.9. Versions, which the specification leaves to the
 * implementation: OpenSBI include/sbi/sbi_version.h; Xvisor cpu_vcpu_sbi_base.c; Linux
 * arch/riscv/kvm/vcpu_sbi_base.c (LINUX_VERSION_CODE); RustSBI rustsbi/src/lib.rs; Xen
 * xen/arch/riscv/vsbi/base-extension.c; FreeBSD usr.sbin/bhyve/riscv/vmexit.c (__FreeBSD_version).
 */
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

enum { VERSION_PARTS = 3 };

/* One number of a version: value / unit % count. count 0: it is the first one, without a limit. */
struct version_part {
	uint32_t unit, count;
};

static const struct implementation {
	const char *name;
	struct version_part part[VERSION_PARTS]; /* unit 0 ends them; none: not known */
} implementations[] = {
	{ .name = "BBL" },
	{ .name = "OpenSBI", .part = { { 1 << 16, 0 }, { 1, 1 << 16 } } },
	{ .name = "Xvisor", .part = { { 1 << 24, 0 }, { 1 << 12, 1 << 12 }, { 1, 1 << 12 } } },
	{ .name = "KVM", .part = { { 1 << 16, 0 }, { 1 << 8, 1 << 8 }, { 1, 1 << 8 } } },
	{ .name = "RustSBI", .part = { { 1 << 16, 0 }, { 1 << 8, 1 << 8 }, { 1, 1 << 8 } } },
	{ .name = "Diosix" },
	{ .name = "Coffer" },
	{ .name = "Xen", .part = { { 1 << 16, 0 }, { 1, 1 << 16 } } },
	{ .name = "PolarFire HSS" },
	{ .name = "coreboot" },
	{ .name = "oreboot" },
	{ .name = "bhyve", .part = { { 100000, 0 }, { 1000, 100 } } },
};

static const struct implementation *implementation_find(uint64_t id)
{
	const size_t count = sizeof(implementations) / sizeof(implementations[0]);

	return id < count ? &implementations[id] : NULL;
}

const char *sbi_implementation_name(uint64_t id)
{
	const struct implementation *row = implementation_find(id);

	return row ? row->name : NULL;
}

void sbi_implementation_version(uint64_t id, uint64_t version, char *text)
{
	const struct implementation *row = implementation_find(id);
	int at = 0;

	if (!row || !row->part[0].unit) {
		snprintf(text, SBI_VERSION_MAX, "0x%" PRIx64, version);
		return;
	}
	for (int i = 0; i < VERSION_PARTS && row->part[i].unit; i++) {
		const struct version_part *part = &row->part[i];
		uint64_t number = version / part->unit;

		at += snprintf(text + at, (size_t)(SBI_VERSION_MAX - at), "%s%" PRIu64,
			       i ? "." : "", part->count ? number % part->count : number);
	}
}
