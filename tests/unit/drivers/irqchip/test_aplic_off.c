/* The end of an APLIC's domain and of an IMSIC's file: all as after reset. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>
#include "drivers/irqchip/aplic_off.h"
#include "drivers/irqchip/irqchip_imsic.h"
#include "kernel/aia.h"
#include "tests/unit/fake/fake_aia.h"
#include "tests/unit/fake/fake_regs.h"

enum { SOURCES = 33, DOMAINCFG = 0, CLRIE = 0x1f00 / 4 };

static void a_domain_stops(void **state)
{
	struct irq_chip chip = {
		.regs = { .base = 0xd000000, .shift = 2, .width = 4 },
		.sources = SOURCES,
	};
	struct fake_access script[2 + SOURCES + 2] = {
		{ 'w', CLRIE, UINT32_MAX },
		{ 'w', CLRIE + 1, UINT32_MAX },
	};

	(void)state;
	for (unsigned source = 1; source <= SOURCES; source++)
		script[1 + source] = (struct fake_access){ 'w', source, 0 };
	script[2 + SOURCES] = (struct fake_access){ 'w', DOMAINCFG, 0 };
	fake_regs_expect(&chip.regs, script);
	aplic_stop(&chip);
	fake_regs_done();
}

/* Identities beyond those of the file stay as they are: their registers may not exist. */
static void a_file_stops(void **state)
{
	(void)state;
	memset(&fake_aia, 0xff, sizeof(fake_aia.reg));
	imsic_stop(127);
	assert_int_equal(fake_aia.reg[AIA_EIDELIVERY], 0);
	for (unsigned i = 0; i < 4; i += 2)
		assert_int_equal(fake_aia.reg[AIA_EIE + i] | fake_aia.reg[AIA_EIP + i], 0);
	assert_int_equal(fake_aia.reg[AIA_EIE + 4] & fake_aia.reg[AIA_EIP + 4], UINT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_domain_stops),
		cmocka_unit_test(a_file_stops),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
