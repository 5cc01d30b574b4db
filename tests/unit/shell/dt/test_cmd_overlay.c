/* overlay: what it does to a tree, and what it reports about overlays that do not fit. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_session.h"

#define SOC                                                                                        \
	TREE_NODE("soc"), TREE_NODE("i2c@1000"), TREE_CELLS("phandle", 5),                         \
		TREE_TEXT("status", "disabled"), TREE_END, TREE_NODE("plic@2000"), TREE_END,       \
		TREE_END

static const struct fake_item base[] = {
	SOC,
	TREE_NODE("__symbols__"),
	TREE_TEXT("i2c0", "/soc/i2c@1000"),
	TREE_TEXT("plic", "/soc/plic@2000"),
	TREE_TEXT("lost", "/soc/nowhere"),
	TREE_END,
	{ 0 },
};

static const struct fake_item plain[] = { SOC, { 0 } };

/* The base: the last tree of a session. */
#define SESSION(overlay, on, rows)                                                                 \
	fake_session_trees((const struct fake_item *const[]){ overlay, on, NULL }, rows)

#define FRAGMENT(...) TREE_NODE("fragment@0"), __VA_ARGS__, TREE_NODE("__overlay__")
#define OKAY          TREE_TEXT("status", "okay"), TREE_END, TREE_END
#define FIXUPS(...)                                                                                \
	TREE_NODE("__fixups__"), __VA_ARGS__, TREE_END,                                            \
	{                                                                                          \
		0                                                                                  \
	}
#define ONE TREE_CELLS("target", 0xffffffff)

/* Sets a property, adds a node with a new phandle, refers to both, and has a label. */
static const struct fake_item whole[] = {
	FRAGMENT(ONE),
	TREE_TEXT("status", "okay"),
	TREE_CELLS("ref", 0xffffffff, 1),
	TREE_NODE("sensor@48"),
	TREE_CELLS("phandle", 1),
	TREE_END,
	TREE_END,
	TREE_END,
	TREE_NODE("fragment@1"),
	TREE_TEXT("target-path", "/soc"),
	TREE_NODE("__overlay__"),
	TREE_NODE("plic@2000"),
	TREE_FLAG("flag"),
	TREE_END,
	TREE_END,
	TREE_END,
	TREE_NODE("__symbols__"),
	TREE_TEXT("sensor", "/fragment@0/__overlay__/sensor@48"),
	TREE_TEXT("elsewhere", "/fragment@0"),
	TREE_END,
	TREE_NODE("__local_fixups__"),
	TREE_NODE("fragment@0"),
	TREE_NODE("__overlay__"),
	TREE_CELLS("ref", 4),
	TREE_END,
	TREE_END,
	TREE_END,
	FIXUPS(TREE_BYTES("i2c0", "/fragment@0:target:0\0/fragment@0/__overlay__:ref:0\0")),
};

#define CHANGES                                                                                    \
	"~ /soc/i2c@1000/status  \"disabled\" -> \"okay\"\n"                                       \
	"+ /soc/i2c@1000/ref  <0x5 0x6>\n"                                                         \
	"+ /soc/i2c@1000/sensor@48/  1 node\n"                                                     \
	"+ /soc/plic@2000/flag\n"                                                                  \
	"+ /__symbols__/sensor  \"/soc/i2c@1000/sensor@48\"\n"

static void an_overlay_is_one_edit(void **state)
{
	static const struct fake_line edit[] = {
		{ "overlay -n 0", 0, CHANGES },
		{ "overlay 0", 0, "" },
		{ "cat /soc/i2c@1000/sensor@48/phandle", 0, "<0x6>\n" },
		{ "overlay 0", 0, "nothing to change\n" },
		{ "undo", 0, "undone: overlay 0\n" },
		{ "cat /soc/i2c@1000/status", 0, "\"disabled\"\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	SESSION(whole, base, edit);
}

static const struct fake_item no_label[] = {
	FRAGMENT(ONE),
	OKAY,
	FIXUPS(TREE_TEXT("i2c9", "/fragment@0:target:0")),
};
static const struct fake_item by_name[] = {
	FRAGMENT(ONE),
	OKAY,
	FIXUPS(TREE_TEXT("i2c", "/fragment@0:target:0")),
};
static const struct fake_item lost[] = {
	FRAGMENT(ONE),
	OKAY,
	FIXUPS(TREE_TEXT("lost", "/fragment@0:target:0")),
};
static const struct fake_item no_phandle[] = {
	FRAGMENT(ONE),
	OKAY,
	FIXUPS(TREE_TEXT("plic", "/fragment@0:target:0")),
};
static const struct fake_item no_colon[] = {
	FRAGMENT(ONE),
	OKAY,
	FIXUPS(TREE_TEXT("i2c0", "/fragment@0:target")),
};
static const struct fake_item outside[] = {
	FRAGMENT(ONE),
	OKAY,
	FIXUPS(TREE_TEXT("i2c0", "/fragment@0:target:1")),
};
static const struct fake_item far_outside[] = {
	FRAGMENT(ONE),
	OKAY,
	FIXUPS(TREE_TEXT("i2c0", "/fragment@0:target:4294967292")),
};
static const struct fake_item unfilled[] = { FRAGMENT(ONE), OKAY, { 0 } };
static const struct fake_item aimless[] = { FRAGMENT(TREE_FLAG("x")), OKAY, { 0 } };
static const struct fake_item no_path[] = {
	FRAGMENT(TREE_TEXT("target-path", "/soc/i2c@2000")),
	OKAY,
	{ 0 },
};
static const struct fake_item local[] = {
	FRAGMENT(TREE_TEXT("target-path", "/soc")),
	OKAY,
	TREE_NODE("__local_fixups__"),
	TREE_NODE("fragment@0"),
	TREE_CELLS("target", 0),
	TREE_END,
	TREE_END,
	{ 0 },
};
static const struct fake_item high[] = {
	FRAGMENT(TREE_TEXT("target-path", "/soc")),
	TREE_CELLS("phandle", 0xfffffffa),
	OKAY,
	{ 0 },
};

/* The message; afterwards the tree must be unchanged. */
#define FAILS(overlay, on, status, said)                                                           \
	SESSION(overlay, on,                                                                       \
		((const struct fake_line[]){ { "overlay 0", status, "overlay: " said "\n" },       \
					     { "cat /soc/i2c@1000/status", 0, "\"disabled\"\n" },  \
					     { NULL, 0, NULL } }))

static void what_is_missing_is_named(void **state)
{
	(void)state;
	FAILS(no_label, base, ENOENT,
	      "fragment@0: target &i2c9: no label i2c9 in /__symbols__ (did you mean i2c0?)");
	FAILS(by_name, plain, ENOENT,
	      "fragment@0: target &i2c: the base has no /__symbols__; -l would take "
	      "/soc/i2c@1000");
	FAILS(no_label, plain, ENOENT,
	      "fragment@0: target &i2c9: the base has no /__symbols__: it was not compiled with "
	      "dtc -@");
	FAILS(lost, base, ENOENT, "&lost: /__symbols__ of the base names no node for it");
	FAILS(no_phandle, base, ENOENT, "&plic: that node of the base has no phandle");
	FAILS(no_path, base, ENOENT,
	      "fragment@0: target-path /soc/i2c@2000: no such node (did you mean /soc/i2c@1000?)");
}

static void what_is_malformed_is_refused(void **state)
{
	(void)state;
	FAILS(plain, base, EILSEQ, "not an overlay: no child of its root has an __overlay__");
	FAILS(no_colon, base, EILSEQ,
	      "__fixups__/i2c0: \"/fragment@0:target\": not PATH:PROPERTY:OFFSET of an existing "
	      "cell");
	FAILS(outside, base, EILSEQ,
	      "__fixups__/i2c0: \"/fragment@0:target:1\": not PATH:PROPERTY:OFFSET of an existing "
	      "cell");
	FAILS(far_outside, base, EILSEQ,
	      "__fixups__/i2c0: \"/fragment@0:target:4294967292\": not PATH:PROPERTY:OFFSET of "
	      "an existing cell");
	FAILS(unfilled, base, ENOENT,
	      "fragment@0: target is phandle 0xffffffff, which no node has: nothing in __fixups__ "
	      "fills it in");
	FAILS(aimless, base, EILSEQ, "fragment@0: it has neither target nor target-path");
	FAILS(local, base, EILSEQ,
	      "__local_fixups__: fragment@0/target: names a cell that does not exist");
	FAILS(high, base, EILSEQ, "phandle 0xfffffffa: no number is left past the base's 0x5");
}

/* Without /__symbols__ labels are made from names, if that is requested. */
static void labels_can_be_made_from_names(void **state)
{
	static const struct fake_line rows[] = {
		{ "overlay -l -n 0", 0, "~ /soc/i2c@1000/status  \"disabled\" -> \"okay\"\n" },
		{ "overlay -l 0", 0, "" },
		{ "cat /soc/i2c@1000/status", 0, "\"okay\"\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	SESSION(by_name, plain, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_overlay_is_one_edit),
		cmocka_unit_test(what_is_missing_is_named),
		cmocka_unit_test(what_is_malformed_is_refused),
		cmocka_unit_test(labels_can_be_made_from_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
