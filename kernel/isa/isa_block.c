#include "kernel/isa/isa.h"
/* The size of a cache block. RISC-V Unprivileged ISA (2024), chapter "CMO" (cbo.zero). */
#include <string.h>
#include "kernel/irq.h"
#include "kernel/isa/isa_row.h"
#include "kernel/protect/protect.h"
#include "kernel/trap_try.h"

enum { BLOCK_MAX = 512, BLOCK_FILL = 0xff };

/* Not 0 all over; the block that is cleared begins in its middle. On the stack, because each hart
 * may be asked. */
struct block_ground {
	_Alignas(BLOCK_MAX) uint8_t byte[2 * BLOCK_MAX];
};

static int block_clear(void *arg)
{
	static const uint32_t code[] = { 0x0045a00f, RET }; /* cbo.zero (a1) */
	struct block_ground *ground = arg;

	isa_frame(code, ground->byte + BLOCK_MAX, 0, 0, 0);
	return 0;
}

uint32_t isa_zero_block(void)
{
	struct block_ground ground;
	uint32_t bytes = 0;
	int err;

	memset(&ground, BLOCK_FILL, sizeof(ground));
	protect_pause(); /* the instructions are constants */
	err = trap_try(block_clear, &ground, NULL);
	protect_hart();
	while (!err && bytes < BLOCK_MAX && !((volatile uint8_t *)ground.byte)[BLOCK_MAX + bytes])
		bytes++;
	return bytes;
}
