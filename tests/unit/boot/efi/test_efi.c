/*
 * The UEFI application over boot services that are fakes: what it takes, how it leaves them, and
 * what firmware may have wrong.
 */
#include <errno.h>
#include <libfdt.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "boot/efi/main.h"
#include "boot/efi/parts.h"
#include "kernel/guard.h"

/* --- the firmware ----------------------------------------------------------------------------- */

enum { TREE_BYTES = 1024, MEMORY = 64 << 10, NOT_FOUND = 14 };

static struct {
	_Alignas(16) uint8_t memory[MEMORY]; /* what allocate_pages gives */
	size_t used, room;
	uint64_t refusals; /* ExitBootServices fails so often */
	bool left, failed; /* ... after the first failure only GetMemoryMap may be called */
	uint64_t key;
	bool no_hart, no_initrd, told;
	uint64_t hart, tree; /* as boot_after_efi got them */
	jmp_buf after;
	uint64_t denied; /* reads of this address trap */
	bool short_map;  /* its descriptors are shorter than the specification's */
} fake;

static _Alignas(8) uint8_t tree[TREE_BYTES];
static struct efi_descriptor map[2] = {
	{ .type = EFI_CONVENTIONAL, .base = 0x80000000, .pages = 16 },
	{ .type = EFI_RUNTIME_SERVICES_CODE, .base = 0x80010000, .pages = 2 },
};
static const char initrd[] = "an archive";

int guard_read(uint64_t address, unsigned width, uint64_t *value, struct trap_info *info)
{
	(void)info;
	if (fake.denied >= address && fake.denied < address + width)
		return -EFAULT;
	*value = 0;
	memcpy(value, (const void *)(uintptr_t)address, width);
	return 0;
}

void boot_after_efi(uint64_t hart, uint64_t at)
{
	fake.hart = hart;
	fake.tree = at;
	longjmp(fake.after, 1);
}

static uint64_t fake_pages(int how, int type, uint64_t pages, uint64_t *address)
{
	assert_false(fake.failed);
	assert_int_equal(how, 0);
	assert_int_equal(type, EFI_LOADER_DATA);
	if (fake.used + pages * EFI_PAGE > fake.room)
		return EFI_ERROR(9);
	*address = (uintptr_t)fake.memory + fake.used;
	fake.used += pages * EFI_PAGE;
	return 0;
}

static uint64_t fake_pool(int type, uint64_t size, void **memory)
{
	static uint8_t pool[4096];

	assert_false(fake.failed);
	assert_int_equal(type, EFI_LOADER_DATA);
	assert_true(size <= sizeof(pool));
	*memory = pool;
	return 0;
}

static uint64_t fake_map(uint64_t *size, void *to, uint64_t *key, uint64_t *stride,
			 uint32_t *version)
{
	const uint64_t step = sizeof(map[0]) + 8, need = 2 * step; /* as EDK2 has it */

	*stride = fake.short_map ? 0 : step;
	*version = 1;
	if (*size < need) {
		*size = need;
		return EFI_BUFFER_TOO_SMALL;
	}
	for (uint64_t i = 0; i < 2; i++)
		memcpy((uint8_t *)to + i * step, &map[i], sizeof(map[i]));
	*size = need;
	*key = ++fake.key;
	return 0;
}

static uint64_t fake_exit(void *image, uint64_t key)
{
	assert_ptr_equal(image, &fake);
	assert_int_equal(key, fake.key);
	fake.failed = fake.refusals > 0;
	if (fake.refusals && fake.refusals--)
		return EFI_INVALID_PARAMETER;
	fake.left = true;
	return 0;
}

static uint64_t fake_hart(struct efi_riscv_boot *self, uint64_t *hart)
{
	(void)self;
	*hart = 3;
	return 0;
}

static uint64_t fake_load(struct efi_load_file *self, void *path, bool boot_policy, uint64_t *size,
			  void *memory)
{
	(void)self;
	assert_false(boot_policy);
	assert_int_equal(*(uint8_t *)path, 0x7f);
	if (*size < sizeof(initrd)) {
		*size = sizeof(initrd);
		return EFI_BUFFER_TOO_SMALL;
	}
	memcpy(memory, initrd, sizeof(initrd));
	return 0;
}

static struct efi_loaded_image loaded;
static struct efi_load_file load_file = { fake_load };

static uint64_t fake_handle(void *handle, const struct efi_guid *guid, void *interface)
{
	assert_true(handle == &fake || guid->a == 0x4006c0c1);
	if (guid->a == 0x5b1b31a1)
		*(void **)interface = &loaded;
	else
		*(void **)interface = &load_file;
	return 0;
}

static uint64_t fake_path(const struct efi_guid *guid, void *path, void **handle)
{
	assert_int_equal(guid->a, 0x4006c0c1);
	if (fake.no_initrd)
		return EFI_ERROR(NOT_FOUND);
	*(uint8_t **)path += 20;
	*handle = &load_file;
	return 0;
}

static uint64_t fake_protocol(const struct efi_guid *guid, void *registration, void *interface)
{
	static struct efi_riscv_boot boot = { 0x10000, fake_hart };

	assert_int_equal(guid->a, 0xccd15fec);
	assert_null(registration);
	*(void **)interface = &boot;
	return fake.no_hart ? EFI_ERROR(NOT_FOUND) : 0;
}

static uint64_t fake_text(struct efi_text_output *self, const uint16_t *text)
{
	(void)self;
	assert_int_equal(text[0], 'F');
	fake.told = true;
	return 0;
}

static struct efi_text_output output = { NULL, fake_text };
static struct efi_boot_services services;
static struct efi_configuration configuration[2];
static struct efi_system_table table;

static int set_up(void **state)
{
	static const struct efi_guid tree_guid = {
		0xb1b621d5, 0xf19c, 0x41a5, { 0x83, 0x0b, 0xd9, 0x15, 0x2c, 0x69, 0xaa, 0xe0 }
	};

	(void)state;
	memset(&fake, 0, sizeof(fake));
	memset(&efi_started, 0, sizeof(efi_started));
	fake.room = MEMORY;
	services = (struct efi_boot_services){
		.allocate_pages = fake_pages,
		.get_memory_map = fake_map,
		.allocate_pool = fake_pool,
		.handle_protocol = fake_handle,
		.locate_device_path = fake_path,
		.exit_boot_services = fake_exit,
		.locate_protocol = fake_protocol,
	};
	configuration[0] = (struct efi_configuration){ { 1, 2, 3, { 4 } }, 5 };
	configuration[1] = (struct efi_configuration){ tree_guid, (uintptr_t)tree };
	table = (struct efi_system_table){
		.header.revision = 2 << 16 | 100,
		.vendor = u"Acm\u00e9",
		.console_out = &output,
		.boot = &services,
		.configurations = 2,
		.configuration = configuration,
	};
	loaded = (struct efi_loaded_image){ 0 };
	return fdt_create_empty_tree(tree, sizeof(tree));
}

/* Runs it. True: it went on at boot_after_efi; false: it returned *status. */
static bool run(uint64_t *status)
{
	if (setjmp(fake.after))
		return true;
	*status = efi_main(&fake, &table);
	return false;
}

/* --- the way through -------------------------------------------------------------------------- */

static void it_takes_what_uefi_tells(void **state)
{
	static const uint16_t options[] = u"console=sbi run=\"mem\"";
	uint64_t status;

	(void)state;
	loaded.options = options;
	loaded.options_size = sizeof(options);
	assert_true(run(&status));
	assert_true(fake.left && efi_started.started && efi_started.hart_known);
	assert_int_equal(fake.hart, 3);
	assert_int_equal(fake.tree, efi_started.tree);
	assert_int_equal(efi_started.major, 2);
	assert_int_equal(efi_started.minor, 10);
	assert_string_equal(efi_started.vendor, "Acm\xc3\xa9");
	assert_string_equal(efi_started.options, "console=sbi run=\"mem\"");
	assert_int_equal(efi_started.initrd_size, sizeof(initrd));
	assert_memory_equal((const void *)(uintptr_t)efi_started.initrd, initrd, sizeof(initrd));
	assert_int_equal(efi_started.held_count, 1);
	assert_int_equal(efi_started.held[0].base, 0x80010000);
	assert_int_equal(efi_started.held[0].size, 2 * EFI_PAGE);
	assert_string_equal(efi_started.held[0].name, "runtime code");
	assert_int_equal(efi_started.ram.used, 1);
	assert_int_equal(efi_started.ram.range[0].base, 0x80000000);
	assert_int_equal(efi_started.ram.range[0].size, 0x12000);
}

static void nothing_but_services_is_needed(void **state)
{
	uint64_t status;

	(void)state;
	fake.no_hart = fake.no_initrd = true;
	table.configurations = 0;
	table.vendor = NULL;
	assert_true(run(&status));
	assert_false(efi_started.hart_known);
	assert_int_equal(fake.hart, 0);
	assert_int_equal(fake.tree, 0);
	assert_null(efi_started.why_no_tree);
	assert_int_equal(efi_started.initrd_size, 0);
	assert_string_equal(efi_started.vendor, "");
}

static void the_key_of_the_map_is_asked_for_again(void **state)
{
	uint64_t status;

	(void)state;
	fake.refusals = 3;
	assert_true(run(&status));
	assert_true(fake.left);
	assert_int_equal(efi_started.held_count, 1);
}

static void firmware_that_does_not_let_go_is_told_so(void **state)
{
	uint64_t status = 0;

	(void)state;
	fake.refusals = 100;
	assert_false(run(&status));
	assert_int_equal(status, EFI_INVALID_PARAMETER);
	assert_true(fake.told);
	assert_int_equal(efi_started.held_count, 0);
}

static void a_map_that_cannot_be_read_keeps_boot_services(void **state)
{
	uint64_t status = 0;

	(void)state;
	fake.short_map = true;
	assert_false(run(&status));
	assert_int_equal(status, EFI_UNSUPPORTED);
	assert_true(fake.told);
	assert_false(fake.left);
}

/* --- text ------------------------------------------------------------------------------------- */

static void text_becomes_utf8(void **state)
{
	static const struct {
		const uint16_t *from;
		size_t most, size;
		const char *to;
	} rows[] = {
		{ NULL, 0, 8, "" },
		{ u"abc", 3, 8, "abc" },
		{ u"abc", 2, 8, "ab" },
		{ u"abc", 9, 3, "ab" },
		{ u"\x7f\x80\x7ff\x800\xffff", 9, 16,
		  "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf" },
		{ u"\xd83d\xde00", 9, 8, "\xf0\x9f\x98\x80" }, /* one character, two units */
		{ u"\xd83d\xde00", 9, 4, "" },                 /* there is no room for it */
		{ u"\xd83d\xde00", 1, 8, "?" },
		{ u"\xd83d-", 9, 8, "?-" },
		{ u"\xde00-", 9, 8, "?-" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char to[16] = "before";

		efi_utf8(to, rows[i].size, rows[i].from, rows[i].most);
		assert_string_equal(to, rows[i].to);
	}
}

/* --- memory ----------------------------------------------------------------------------------- */

static void hold(uint32_t type, uint64_t base, uint64_t pages)
{
	const struct efi_descriptor range = { .type = type, .base = base, .pages = pages };

	efi_memory_add(&range);
}

static void ranges_that_touch_are_joined(void **state)
{
	const struct owner *held = efi_started.held;

	(void)state;
	hold(EFI_RUNTIME_SERVICES_DATA, 0x10000, 1);
	hold(EFI_RUNTIME_SERVICES_DATA, 0x11000, 2);
	hold(EFI_RUNTIME_SERVICES_DATA, 0xf000, 1);
	hold(EFI_RUNTIME_SERVICES_CODE, 0x13000, 1);
	hold(EFI_RUNTIME_SERVICES_DATA, 0x15000, 1);
	hold(EFI_RUNTIME_SERVICES_DATA, 0x20000, 0);
	assert_int_equal(efi_started.held_count, 3);
	assert_int_equal(held[0].base, 0xf000);
	assert_int_equal(held[0].size, 0x4000);
	assert_int_equal(held[1].base, 0x13000);
	assert_int_equal(held[2].base, 0x15000);
}

static void what_is_usable_is_not_held(void **state)
{
	static const uint32_t usable[] = { EFI_LOADER_CODE,        EFI_LOADER_DATA,
					   EFI_BOOT_SERVICES_CODE, EFI_BOOT_SERVICES_DATA,
					   EFI_CONVENTIONAL,       EFI_MMIO,
					   EFI_MMIO_PORTS };

	(void)state;
	for (size_t i = 0; i < sizeof(usable) / sizeof(usable[0]); i++)
		hold(usable[i], 0x1000 * i, 1);
	assert_int_equal(efi_started.held_count, 0);
	assert_int_equal(efi_started.ram.used, 1); /* without MMIO */
	assert_int_equal(efi_started.ram.range[0].size, 0x5000);
	hold(EFI_RESERVED, 0x100000, 1);
	hold(EFI_ACPI_RECLAIM, 0x200000, 1);
	hold(0x80000001, 0x300000, 1);
	assert_int_equal(efi_started.held_count, 3);
	assert_string_equal(efi_started.held[2].name, "vendor's");
}

static void too_many_ranges_are_one(void **state)
{
	const struct owner *last = &efi_started.held[EFI_HELD_MAX - 1];

	(void)state;
	for (uint64_t i = 0; i < EFI_HELD_MAX + 5; i++)
		hold(EFI_RESERVED, 0x100000 + 0x10000 * i, 1);
	hold(EFI_ACPI_NVS, 0x80000, 1);
	assert_int_equal(efi_started.held_count, EFI_HELD_MAX);
	assert_int_equal(last->base, 0x80000);
	assert_int_equal(last->base + last->size, 0x101000 + 0x10000 * (EFI_HELD_MAX + 4));
	assert_string_equal(last->name, "several");
}

/* --- the tree --------------------------------------------------------------------------------- */

static void a_tree_that_is_none(void **state)
{
	(void)state;
	fdt_set_totalsize(tree, UINT32_MAX);
	efi_tree_copy(&table);
	assert_int_equal(efi_started.tree, 0);
	assert_non_null(strstr(efi_started.why_no_tree, "damaged"));
	fdt_set_totalsize(tree, 8);
	efi_tree_copy(&table);
	assert_int_equal(efi_started.tree, 0);
	tree[0]++;
	efi_tree_copy(&table);
	assert_int_equal(efi_started.tree, 0);
}

static void a_tree_without_memory_for_it(void **state)
{
	(void)state;
	fake.room = 0;
	efi_tree_copy(&table);
	assert_int_equal(efi_started.tree, 0);
	assert_non_null(strstr(efi_started.why_no_tree, "memory"));
}

static void options_and_initrd_are_entered(void **state)
{
	static uint8_t before[TREE_BYTES];
	const void *copy;
	int chosen, len;

	(void)state;
	memcpy(before, tree, sizeof(tree));
	memset(efi_started.options, 'x', EFI_OPTIONS_MAX - 1);
	efi_started.initrd = UINT64_C(0x123456789a);
	efi_started.initrd_size = 0x10;
	efi_tree_copy(&table);
	assert_int_equal(efi_tree_amend(), 0);
	copy = (const void *)(uintptr_t)efi_started.tree;
	chosen = fdt_path_offset(copy, "/chosen");
	assert_true(chosen > 0);
	assert_string_equal(fdt_getprop(copy, chosen, "bootargs", &len), efi_started.options);
	assert_int_equal(len, EFI_OPTIONS_MAX);
	assert_memory_equal(fdt_getprop(copy, chosen, "linux,initrd-start", &len),
			    "\0\0\0\x12\x34\x56\x78\x9a", 8);
	assert_memory_equal(fdt_getprop(copy, chosen, "linux,initrd-end", &len),
			    "\0\0\0\x12\x34\x56\x78\xaa", 8);
	assert_true(fdt_totalsize(copy) <= efi_started.room);
	assert_memory_equal(tree, before, sizeof(tree));
}

static void without_options_the_tree_stays(void **state)
{
	(void)state;
	efi_tree_copy(&table);
	assert_int_equal(efi_tree_amend(), 0);
	assert_memory_equal((const void *)(uintptr_t)efi_started.tree, tree, sizeof(tree));
}

static void the_hart_by_the_tree(void **state)
{
	static const struct {
		const char *bytes;
		int len;
		bool found;
		uint64_t hart;
	} rows[] = {
		{ "\0\0\0\3", 4, true, 3 }, { "\0\0\0\1\0\0\0\3", 8, true, UINT64_C(0x100000003) },
		{ "\0\3", 2, false, 7 },    { "", 0, false, 7 },
		{ NULL, 0, false, 7 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct dt_tree opened;
		const char *why;
		uint64_t hart = 7;
		int chosen;

		assert_int_equal(fdt_create_empty_tree(tree, sizeof(tree)), 0);
		chosen = fdt_add_subnode(tree, 0, "chosen");
		if (rows[i].bytes)
			assert_int_equal(fdt_setprop(tree, chosen, "boot-hartid", rows[i].bytes,
						     rows[i].len),
					 0);
		assert_int_equal(dt_open(&opened, tree, sizeof(tree), &why), 0);
		assert_int_equal(efi_tree_hart(&opened, &hart), rows[i].found);
		assert_int_equal(hart, rows[i].hart);
	}
}

/* --- ACPI ------------------------------------------------------------------------------------- */

static _Alignas(8) uint8_t rsdp[36], xsdt[36 + 3 * 8];
static const char facp[] = "FACP", apic[] = "AP\x01\xff";

static void acpi_entry(uint32_t at, const void *to)
{
	uint64_t address = (uintptr_t)to;

	memcpy(xsdt + 36 + 8 * at, &address, 8);
}

static void acpi_make(uint32_t length)
{
	uint64_t address = (uintptr_t)xsdt;

	memcpy(rsdp, "RSD PTR ", 8);
	memcpy(rsdp + 24, &address, 8);
	memcpy(xsdt, "XSDT", 4);
	memcpy(xsdt + 4, &length, 4);
	acpi_entry(0, facp);
	acpi_entry(1, apic);
	acpi_entry(2, facp);
	efi_started.rsdp = (uintptr_t)rsdp;
}

static void tables_are_named(void **state)
{
	char names[32];

	(void)state;
	assert_int_equal(efi_acpi_names(names, sizeof(names)), 0);
	assert_string_equal(names, "");
	acpi_make(sizeof(xsdt));
	assert_int_equal(efi_acpi_names(names, sizeof(names)), 3);
	assert_string_equal(names, "FACP AP?? FACP");
	assert_int_equal(efi_acpi_names(names, 10), 2);
	assert_string_equal(names, "FACP AP??");
	acpi_make(UINT32_MAX); /* it ends with the room for names */
	acpi_entry(2, xsdt);
	assert_int_equal(efi_acpi_names(names, 15), 3);
	assert_string_equal(names, "FACP AP?? XSDT");
}

static void what_is_not_acpis_is_refused(void **state)
{
	char names[32];

	(void)state;
	acpi_make(35);
	assert_int_equal(efi_acpi_names(names, sizeof(names)), -EINVAL);
	acpi_make(sizeof(xsdt));
	xsdt[0]++;
	assert_int_equal(efi_acpi_names(names, sizeof(names)), -EINVAL);
	acpi_make(sizeof(xsdt));
	rsdp[0]++;
	assert_int_equal(efi_acpi_names(names, sizeof(names)), -EINVAL);
}

static void what_cannot_be_read_is_refused(void **state)
{
	const uint64_t places[] = { (uintptr_t)rsdp,     (uintptr_t)rsdp + 28, (uintptr_t)xsdt + 3,
				    (uintptr_t)xsdt + 4, (uintptr_t)xsdt + 44, (uintptr_t)apic };
	char names[32];

	(void)state;
	acpi_make(sizeof(xsdt));
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		fake.denied = places[i];
		assert_int_equal(efi_acpi_names(names, sizeof(names)), -EFAULT);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(it_takes_what_uefi_tells, set_up),
		cmocka_unit_test_setup(nothing_but_services_is_needed, set_up),
		cmocka_unit_test_setup(the_key_of_the_map_is_asked_for_again, set_up),
		cmocka_unit_test_setup(firmware_that_does_not_let_go_is_told_so, set_up),
		cmocka_unit_test_setup(a_map_that_cannot_be_read_keeps_boot_services, set_up),
		cmocka_unit_test_setup(text_becomes_utf8, set_up),
		cmocka_unit_test_setup(ranges_that_touch_are_joined, set_up),
		cmocka_unit_test_setup(what_is_usable_is_not_held, set_up),
		cmocka_unit_test_setup(too_many_ranges_are_one, set_up),
		cmocka_unit_test_setup(a_tree_that_is_none, set_up),
		cmocka_unit_test_setup(a_tree_without_memory_for_it, set_up),
		cmocka_unit_test_setup(options_and_initrd_are_entered, set_up),
		cmocka_unit_test_setup(without_options_the_tree_stays, set_up),
		cmocka_unit_test_setup(the_hart_by_the_tree, set_up),
		cmocka_unit_test_setup(tables_are_named, set_up),
		cmocka_unit_test_setup(what_is_not_acpis_is_refused, set_up),
		cmocka_unit_test_setup(what_cannot_be_read_is_refused, set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
