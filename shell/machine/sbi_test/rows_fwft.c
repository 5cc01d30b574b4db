#include "shell/machine/sbi_test/sbi_test.h"
/*
 * What must hold of the firmware's features. Whatever is set is set back; a feature that this hart
 * lacks is left out.
 * Source: RISC-V SBI Specification 3.0, chapter 18.
 */
#include <inttypes.h>
#include "kernel/irq.h"

enum {
	FWFT_SET = 0,
	FWFT_GET = 1,
	FWFT_LOCK = 1,
	FWFT_MISALIGNED = 0,
	FWFT_PMLEN = 5,
	FWFT_PMLEN_SMALL = 7, /* of the lengths that harts have: RISC-V Pointer Masking 1.0 */
};

/* Landing pads are not switched on: this program has none. */
static const struct fwft_feature {
	uint8_t id;
	bool any_reset; /* the value after a reset is the implementation's choice */
	uint8_t on;     /* the value that switches it on; 0: it is left as it is */
	char name[16];
} fwft_features[] = {
	{ .id = FWFT_MISALIGNED, .any_reset = true, .on = 1, .name = "misaligned" },
	{ .id = 1, .name = "landing pads" },
	{ .id = 2, .on = 1, .name = "shadow stacks" },
	{ .id = 3, .on = 1, .name = "double trap" },
	{ .id = 4, .on = 1, .name = "A and D" },
	{ .id = FWFT_PMLEN, .on = FWFT_PMLEN_SMALL, .name = "pointer masking" },
};

static struct sbi_ret fwft_set(const struct sbi_test *test, uint64_t feature, uint64_t value,
			       uint64_t flags)
{
	return test_call(test, FWFT_SET, feature, value, flags);
}

static struct sbi_ret fwft_get(const struct sbi_test *test, uint64_t feature)
{
	return test_call(test, FWFT_GET, feature, 0, 0);
}

/* --- features that there are not ------------------------------------------------------------- */

static const uint32_t fwft_reserved[] = { 6, 0x3fffffff, 0x80000000, 0xbfffffff };
enum { FWFT_RESERVED = sizeof(fwft_reserved) / sizeof(fwft_reserved[0]) };

static void fwft_get_reserved(struct sbi_test *test)
{
	for (int i = 0; i < FWFT_RESERVED; i++)
		test_may(test, fwft_get(test, fwft_reserved[i]), MAY_DENIED);
}

static void fwft_set_reserved(struct sbi_test *test)
{
	for (int i = 0; i < FWFT_RESERVED; i++)
		test_may(test, fwft_set(test, fwft_reserved[i], 0, 0), MAY_DENIED);
}

/* --- those that there are -------------------------------------------------------------------- */

/* Runs the function for each that this hart has, with its value. No interrupt comes between. */
static void fwft_each(struct sbi_test *test,
		      void (*run)(struct sbi_test *test, const struct fwft_feature *feature,
				  uint64_t value))
{
	uint64_t state = irq_save();
	bool any = false;

	for (size_t i = 0; i < sizeof(fwft_features) / sizeof(fwft_features[0]); i++) {
		struct sbi_ret ret = fwft_get(test, fwft_features[i].id);

		if (ret.error == SBI_ERR_NOT_SUPPORTED)
			continue;
		any = true;
		if (test_may(test, ret, MAY_SUCCEED))
			run(test, &fwft_features[i], ret.value);
	}
	irq_restore(state);
	if (!any)
		test_skips(test, "this hart has no feature");
}

static void fwft_reset(struct sbi_test *test, const struct fwft_feature *feature, uint64_t value)
{
	if (value && !feature->any_reset)
		test_fails(test, "%s: it is %" PRIu64 ", and this program did not set it",
			   feature->name, value);
}

static void fwft_resets(struct sbi_test *test)
{
	fwft_each(test, fwft_reset);
}

static void fwft_refuse(struct sbi_test *test, const struct fwft_feature *feature, uint64_t before,
			uint64_t value, uint64_t flags)
{
	struct sbi_ret ret = fwft_set(test, feature->id, value, flags);

	if (!ret.error)
		fwft_set(test, feature->id, before, 0);
	/* Firmware may deny whatever is asked, before it looks at it. */
	if (ret.error != SBI_ERR_INVALID_PARAM && ret.error != SBI_ERR_DENIED &&
	    ret.error != SBI_ERR_DENIED_LOCKED)
		test_fails(test, "%s: 0x%" PRIx64 ", flags 0x%" PRIx64 " answered %" PRId64 " (%s)",
			   feature->name, value, flags, ret.error, sbi_error_name(ret.error));
}

static void fwft_bad_value(struct sbi_test *test, const struct fwft_feature *feature,
			   uint64_t before)
{
	if (feature->id != FWFT_PMLEN)
		fwft_refuse(test, feature, before, 2, 0);
	fwft_refuse(test, feature, before, UINT32_MAX, 0);
	fwft_refuse(test, feature, before, 1ULL << 32, 0);
}

static void fwft_bad_values(struct sbi_test *test)
{
	fwft_each(test, fwft_bad_value);
}

static void fwft_bad_flag(struct sbi_test *test, const struct fwft_feature *feature,
			  uint64_t before)
{
	fwft_refuse(test, feature, before, before, FWFT_LOCK << 1);
	fwft_refuse(test, feature, before, before, 1ULL << 32);
}

static void fwft_bad_flags(struct sbi_test *test)
{
	fwft_each(test, fwft_bad_flag);
}

/* Firmware may deny any change, and pointers of some harts cannot be masked by that much. */
static bool fwft_is_refused(struct sbi_ret ret, const struct fwft_feature *feature)
{
	return ret.error == SBI_ERR_DENIED || ret.error == SBI_ERR_DENIED_LOCKED ||
	       (feature->id == FWFT_PMLEN && ret.error == SBI_ERR_INVALID_PARAM);
}

/* Whether it could be set, which firmware may refuse unless @must. */
static bool fwft_read_back(struct sbi_test *test, const struct fwft_feature *feature,
			   uint64_t value, bool must)
{
	struct sbi_ret set = fwft_set(test, feature->id, value, 0), got;

	if (!must && fwft_is_refused(set, feature))
		return false;
	if (!test_may(test, set, MAY_SUCCEED))
		return false;
	got = fwft_get(test, feature->id);
	if (got.error || got.value < value || (feature->id != FWFT_PMLEN && got.value != value))
		test_fails(test, "%s: set to %" PRIu64 ", it is %" PRIu64, feature->name, value,
			   got.value);
	return true;
}

/* What could be changed can be changed back. */
static void fwft_toggle(struct sbi_test *test, const struct fwft_feature *feature, uint64_t before)
{
	if (feature->on && fwft_read_back(test, feature, before ? 0 : feature->on, false))
		fwft_read_back(test, feature, before, true);
}

static void fwft_toggles(struct sbi_test *test)
{
	fwft_each(test, fwft_toggle);
}

/* --- where they are set ---------------------------------------------------------------------- */

/* The watcher's value of the feature in the pages, and in ->seen one more. */
static void fwft_watch(struct sbi_test *test)
{
	uint64_t feature = *(volatile uint64_t *)(void *)test->pages;
	struct sbi_ret ret = sbi_call(SBI_FWFT, FWFT_GET, feature, 0, 0);

	__atomic_store_n(&test->seen, ret.error ? 0 : ret.value + 1, __ATOMIC_RELEASE);
}

static uint64_t fwft_there(struct sbi_test *test)
{
	test_let_watch(test, 2);
	return __atomic_load_n(&test->seen, __ATOMIC_ACQUIRE);
}

static void fwft_local_one(struct sbi_test *test, const struct fwft_feature *feature,
			   uint64_t before)
{
	uint64_t there, after;

	*(volatile uint64_t *)(void *)test->pages = feature->id;
	there = fwft_there(test);
	if (!feature->on || fwft_set(test, feature->id, before ? 0 : feature->on, 0).error)
		return;
	after = fwft_there(test);
	fwft_set(test, feature->id, before, 0);
	if (after != there)
		test_fails(test, "%s: set here, it is another on hart %" PRIu64, feature->name,
			   test->watcher);
}

static void fwft_local(struct sbi_test *test)
{
	fwft_each(test, fwft_local_one);
}

static void fwft_locked(struct sbi_test *test)
{
	struct sbi_ret before = fwft_get(test, FWFT_MISALIGNED), ret;

	if (before.error || fwft_set(test, FWFT_MISALIGNED, before.value, FWFT_LOCK).error) {
		test_skips(test, "it cannot be locked");
		return;
	}
	ret = fwft_set(test, FWFT_MISALIGNED, !before.value, 0);
	test_may(test, ret, MAY_DENIED_LOCKED);
	test_value(test, fwft_get(test, FWFT_MISALIGNED), before.value);
}

static const struct test_row fwft_rows[] = {
	{ .name = "get-reserved",
	  .section = "18.2",
	  .holds = "a reserved feature is denied",
	  .run = fwft_get_reserved },
	{ .name = "set-reserved",
	  .section = "18.1",
	  .holds = "a reserved feature is denied",
	  .run = fwft_set_reserved },
	{ .name = "reset",
	  .section = "18",
	  .holds = "features are off, but for the one whose reset is the firmware's choice",
	  .run = fwft_resets },
	{ .name = "bad-value",
	  .section = "18.1",
	  .holds = "a value that a feature cannot have: invalid param",
	  .run = fwft_bad_values },
	{ .name = "bad-flags",
	  .section = "18.1",
	  .holds = "flags besides lock: invalid param",
	  .run = fwft_bad_flags },
	{ .name = "toggles",
	  .section = "18.1",
	  .holds = "a value that is set can be read",
	  .run = fwft_toggles },
	{ .name = "local",
	  .section = "18",
	  .holds = "what is set on one hart is not set on another",
	  .run = fwft_local,
	  .watch = fwft_watch },
	{ .name = "locked",
	  .section = "18.1",
	  .holds = "a feature that is locked: denied, and locked; its value stays",
	  .run = fwft_locked,
	  .risk = RISK_LOCKS },
};

static const struct test_group fwft_group = {
	.name = "fwft",
	.extension = SBI_FWFT,
	.asks_unknown = true,
	TEST_ROWS(fwft_rows),
};
TEST_GROUP(fwft_group);
