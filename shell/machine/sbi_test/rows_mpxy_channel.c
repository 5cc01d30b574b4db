#include "shell/machine/sbi_test/mpxy_test.h"
/* What must hold of the message proxy's channels. No message is sent.
 * Source: RISC-V SBI Specification 3.0, chapter 20. */
#include <inttypes.h>
#include <string.h>

enum {
	MPXY_PROTOCOL = 0,  /* attributes: this one is only read */
	MPXY_LONGEST = 2,   /* of a message */
	MPXY_LAST = 0xb,    /* the attribute before those that are reserved */
	MPXY_TURNS = 10000, /* calls that list channels */
};

/* What MPXY_CHANNELS writes. */
struct mpxy_channels {
	uint32_t remaining, returned, id[];
};

static const struct mpxy_channels *mpxy_channels(const struct sbi_test *test)
{
	return (const struct mpxy_channels *)(const void *)test->pages;
}

/* The row's call, with shared memory. */
static void mpxy_shared(struct sbi_test *test)
{
	if (mpxy_on(test))
		test_decide_by_call(test);
	mpxy_off(test);
}

/* Asks for those from number @first on. False: firmware does not say. */
static bool mpxy_list(struct sbi_test *test, uint64_t first)
{
	struct sbi_ret ret = test_call(test, MPXY_CHANNELS, first, 0, 0);

	if (ret.error == SBI_ERR_DENIED)
		test_skips(test, "firmware does not say which channels there are");
	return test_may(test, ret, MAY_SUCCEED);
}

static void mpxy_count(struct sbi_test *test)
{
	const struct mpxy_channels *channels = mpxy_channels(test);
	const uint64_t room = (TEST_PAGES * TEST_PAGE - sizeof(*channels)) / sizeof(uint32_t);
	uint64_t total = 0, before = 0;

	for (int i = 0; i < MPXY_TURNS && mpxy_list(test, before); i++) {
		uint64_t all = before + channels->returned + channels->remaining;

		total = i ? total : all;
		if (channels->returned > room || all != total) {
			test_fails(test, "after %" PRIu64 " there are %" PRIu32 " and %" PRIu32,
				   before, channels->returned, channels->remaining);
			return;
		}
		before += channels->returned;
		if (!channels->remaining)
			return;
	}
	if (test->verdict == TEST_PASS)
		test_fails(test, "the list does not end");
}

static void mpxy_add_up(struct sbi_test *test)
{
	if (mpxy_on(test))
		mpxy_count(test);
	mpxy_off(test);
}

static void mpxy_list_beyond(struct sbi_test *test)
{
	const struct mpxy_channels *channels = mpxy_channels(test);

	if (mpxy_on(test) && mpxy_list(test, 0))
		test_may(test,
			 test_call(test, MPXY_CHANNELS,
				   1ULL + channels->returned + channels->remaining, 0, 0),
			 MAY_INVALID_PARAM);
	mpxy_off(test);
}

/* The row's call, of the first channel. A range begins with an attribute that there is: another
 * begin may be an invalid param, too. */
static void mpxy_first(struct sbi_test *test)
{
	const uint64_t *a = test->row->a;
	const struct mpxy_channels *channels = mpxy_channels(test);
	uint32_t id;

	if (mpxy_on(test) && mpxy_list(test, 0)) {
		id = channels->id[0];
		if (!channels->returned)
			test_skips(test, "there is no channel");
		else
			test_may(test, test_call(test, test->row->function, id, a[1], a[2]),
				 test->row->may);
	}
	mpxy_off(test);
}

static void mpxy_longest(struct sbi_test *test)
{
	const volatile uint32_t *words = (const volatile uint32_t *)(void *)test->pages;
	uint64_t size = test_call(test, MPXY_SIZE, 0, 0, 0).value;
	uint32_t id;

	if (mpxy_on(test) && mpxy_list(test, 0)) {
		id = words[2];
		if (!words[1])
			test_skips(test, "there is no channel");
		memset(test->pages, MPXY_NOTHING, sizeof(*words));
		if (test->verdict == TEST_PASS &&
		    test_may(test, test_call(test, MPXY_READ, id, MPXY_LONGEST, 1), MAY_SUCCEED) &&
		    words[0] > size)
			test_fails(test,
				   "they have up to 0x%" PRIx32 " bytes, the memory 0x%" PRIx64,
				   words[0], size);
	}
	mpxy_off(test);
}

static const struct test_row mpxy_channel_rows[] = {
	{ .name = "channels",
	  .section = "20.7",
	  .holds = "the channels that are returned and those that remain add up",
	  .run = mpxy_add_up },
	{ .name = "channels-beyond",
	  .section = "20.7",
	  .holds = "a list that begins beyond the last channel: invalid param",
	  .run = mpxy_list_beyond },
	{ .name = "no-channel",
	  .section = "20.8",
	  .holds = "a read of a channel that there is not: not supported",
	  .run = mpxy_shared,
	  .function = MPXY_READ,
	  .a = { MPXY_NEVER, 0, 1 },
	  .may = MAY_NOT_SUPPORTED },
	{ .name = "no-channel-write",
	  .section = "20.9",
	  .holds = "a write to a channel that there is not: not supported",
	  .run = mpxy_shared,
	  .function = MPXY_WRITE,
	  .a = { MPXY_NEVER, MPXY_LAST, 1 },
	  .may = MAY_NOT_SUPPORTED },
	{ .name = "no-channel-send",
	  .section = "20.10",
	  .holds = "a message to a channel that there is not: not supported",
	  .run = mpxy_shared,
	  .function = MPXY_SEND,
	  .a = { MPXY_NEVER },
	  .may = MAY_NOT_SUPPORTED },
	{ .name = "beyond",
	  .section = "20.8",
	  .holds = "a reserved attribute of a channel: bad range",
	  .run = mpxy_first,
	  .function = MPXY_READ,
	  .a = { 0, MPXY_LAST, 2 },
	  .may = MAY_BAD_RANGE },
	{ .name = "no-attributes",
	  .section = "20.8",
	  .holds = "a read of no attributes: invalid param",
	  .run = mpxy_first,
	  .function = MPXY_READ,
	  .may = MAY_INVALID_PARAM },
	{ .name = "write-beyond",
	  .section = "20.9",
	  .holds = "a write of a reserved attribute: bad range",
	  .run = mpxy_first,
	  .function = MPXY_WRITE,
	  .a = { 0, MPXY_LAST, 2 },
	  .may = MAY_BAD_RANGE },
	/* The table of errors says bad range, the text of the specification denied. */
	{ .name = "write-read-only",
	  .section = "20.9",
	  .holds = "a write of an attribute that can only be read: bad range, or denied",
	  .run = mpxy_first,
	  .function = MPXY_WRITE,
	  .a = { 0, MPXY_PROTOCOL, 1 },
	  .may = MAY_BAD_RANGE | MAY_DENIED },
	{ .name = "message-length",
	  .section = "20.5",
	  .holds = "the longest message of a channel has room in the shared memory",
	  .run = mpxy_longest },
};

static const struct test_group mpxy_channel_group = {
	.name = "mpxy-channel",
	.extension = SBI_MPXY,
	TEST_ROWS(mpxy_channel_rows),
};
TEST_GROUP(mpxy_channel_group);
