/*
 * What came with SBI 2.0 and 3.0, as the specification has it, so that the card's lies have
 * something to lie about.
 * Source: RISC-V Supervisor Binary Interface Specification 3.0, chapters 14 to 20.
 */
#include <stddef.h>
#include "tests/firmware/stub.h"

enum {
	A0 = 10,
	A6 = 16,
	A7 = 17,
};

static const struct newer_row {
	uint64_t extension;
	struct stub_answer (*call)(uint64_t *a, uint64_t function);
} newer_rows[] = {
	{ .extension = 0x46574654, .call = stub_fwft },
	{ .extension = 0x535345, .call = stub_sse },
	{ .extension = 0x44425452, .call = stub_dbtr },
	{ .extension = 0x43505043, .call = stub_cppc },
	{ .extension = 0x4e41434c, .call = stub_nacl },
	{ .extension = 0x535441, .call = stub_sta },
	{ .extension = 0x4d505859, .call = stub_mpxy },
};

static const struct newer_row *find(uint64_t extension)
{
	for (size_t i = 0; i < sizeof(newer_rows) / sizeof(newer_rows[0]); i++)
		if (newer_rows[i].extension == extension)
			return &newer_rows[i];
	return NULL;
}

bool stub_newer(uint64_t extension)
{
	return stub_has(STUB_NEWER) && find(extension);
}

struct stub_answer stub_newer_call(struct stub_frame *frame)
{
	return find(frame->x[A7])->call(&frame->x[A0], frame->x[A6]);
}
