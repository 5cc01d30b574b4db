/* Edits: each change of a draft, the journal, snapshots, and every allocation failing in turn. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/edit/edit.h"
#include "fdt/core/index.h"
#include "fdt/edit/journal.h"
#include "fdt/edit/snapshot.h"
#include "tests/unit/fake/fake_space.h"
#include "tests/unit/fake/fake_tree.h"

static const struct fake_item rows[] = {
	TREE_CELLS("reg", 1),
	TREE_NODE("a"),
	TREE_FLAG("f"),
	TREE_NODE("a1"),
	TREE_CELLS("phandle", 7),
	TREE_END,
	TREE_NODE("a2"),
	TREE_END,
	TREE_END,
	TREE_NODE("b"),
	TREE_TEXT("s", "hi"),
	TREE_END,
	{ 0 },
};

#define WHOLE "{reg=00000001;a{f=;a1{phandle=00000007;}a2{}}b{s=686900;}}"

static struct dt_trees trees;

/* A slot that owns its tree. */
static struct dt_slot *slot_begin(void)
{
	int number;

	fake_space = (struct fake_space){ 0 };
	dt_trees_init(&trees, fake_tree(rows));
	number = dt_trees_copy(&trees, 0);
	assert_int_equal(number, 1);
	return dt_trees_slot(&trees, number);
}

static void slot_end(void)
{
	dt_edit_abandon();
	assert_int_equal(dt_trees_close(&trees, 1), 0);
	assert_int_equal(fake_space.held, 0);
	assert_int_equal(fake_space.holds, 0);
}

/* The tree in one line. */
static const char *render(const struct dt_tree *tree)
{
	static char text[2048];
	struct dt_cursor cursor;
	enum dt_event event;
	size_t used = 0;

	dt_walk(&cursor, dt_root(tree));
	while ((event = dt_next(&cursor)) != DT_END) {
		if (event == DT_NODE)
			used += (size_t)snprintf(text + used, sizeof(text) - used, "%s{",
						 cursor.name);
		else if (event == DT_NODE_END)
			used += (size_t)snprintf(text + used, sizeof(text) - used, "}");
		if (event != DT_PROP)
			continue;
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s=", cursor.name);
		for (uint32_t i = 0; i < cursor.len; i++)
			used += (size_t)snprintf(text + used, sizeof(text) - used, "%02x",
						 cursor.value[i]);
		used += (size_t)snprintf(text + used, sizeof(text) - used, ";");
	}
	assert_true(used < sizeof(text));
	return text;
}

/* --- the changes ----------------------------------------------------------------------------- */

enum change { SET, REMOVE, RENAME_PROP, ADD, ADD_LAST, DELETE, RENAME, MOVE, PHANDLE };

struct row {
	enum change change;
	const char *node, *name, *value; /* value: also the new parent, or name */
	int result;
	const char *tree; /* NULL: unchanged */
};

static const struct row changes[] = {
	{ SET, "/", "reg", "\1\2\3\4", 0,
	  "{reg=01020304;a{f=;a1{phandle=00000007;}a2{}}b{s=686900;}}" },
	{ SET, "/", "reg", "12345", 0,
	  "{reg=3132333435;a{f=;a1{phandle=00000007;}a2{}}b{s=686900;}}" },
	{ SET, "/", "reg", "", 0, "{reg=;a{f=;a1{phandle=00000007;}a2{}}b{s=686900;}}" },
	{ SET, "/", "new", "x", 0,
	  "{reg=00000001;new=78;a{f=;a1{phandle=00000007;}a2{}}b{s=686900;}}" },
	/* The name shares the end of "phandle". */
	{ SET, "/a/a2", "handle", "", 0,
	  "{reg=00000001;a{f=;a1{phandle=00000007;}a2{handle=;}}b{s=686900;}}" },
	{ SET, "/b", "a/b", "x", -EINVAL, NULL },
	{ SET, "/b", "", "x", -EINVAL, NULL },
	{ SET, "/b", "a b", "x", -EINVAL, NULL },
	{ SET, "/b", "..", "x", -EINVAL, NULL },
	{ SET, "/b", "...", "", 0,
	  "{reg=00000001;a{f=;a1{phandle=00000007;}a2{}}b{s=686900;...=;}}" },
	{ REMOVE, "/a", "f", NULL, 0, "{reg=00000001;a{a1{phandle=00000007;}a2{}}b{s=686900;}}" },
	{ REMOVE, "/a", "a1", NULL, -ENOENT, NULL },
	{ REMOVE, "/", "f", NULL, -ENOENT, NULL },
	{ RENAME_PROP, "/b", "s", "longer", 0,
	  "{reg=00000001;a{f=;a1{phandle=00000007;}a2{}}b{longer=686900;}}" },
	{ RENAME_PROP, "/b", "t", "u", -ENOENT, NULL },
	{ RENAME_PROP, "/b", "s", "s", -EEXIST, NULL },
	{ RENAME_PROP, "/b", "s", "a/b", -EINVAL, NULL },
	{ ADD, "/", "c@1", NULL, 0,
	  "{reg=00000001;a{f=;a1{phandle=00000007;}a2{}}b{s=686900;}c@1{}}" },
	{ ADD, "/a/a2", "abcdefgh", NULL, 0,
	  "{reg=00000001;a{f=;a1{phandle=00000007;}a2{abcdefgh{}}}b{s=686900;}}" },
	{ ADD, "/a", "a1", NULL, -EEXIST, NULL },
	{ ADD, "/a", ".", NULL, -EINVAL, NULL },
	{ ADD_LAST, "/", "c", NULL, 0,
	  "{reg=00000001;a{f=;a1{phandle=00000007;}a2{}}b{s=686900;}c{}}" },
	{ ADD_LAST, "/b", "abcd", NULL, 0,
	  "{reg=00000001;a{f=;a1{phandle=00000007;}a2{}}b{s=686900;abcd{}}}" },
	{ DELETE, "/a", NULL, NULL, 0, "{reg=00000001;b{s=686900;}}" },
	{ DELETE, "/a/a2", NULL, NULL, 0,
	  "{reg=00000001;a{f=;a1{phandle=00000007;}}b{s=686900;}}" },
	{ DELETE, "/", NULL, NULL, -EINVAL, NULL },
	{ RENAME, "/a", NULL, "a-longer-name", 0,
	  "{reg=00000001;a-longer-name{f=;a1{phandle=00000007;}a2{}}b{s=686900;}}" },
	{ RENAME, "/a/a1", NULL, "x", 0,
	  "{reg=00000001;a{f=;x{phandle=00000007;}a2{}}b{s=686900;}}" },
	{ RENAME, "/", NULL, "x", -EINVAL, NULL },
	{ RENAME, "/a", NULL, "x/y", -EINVAL, NULL },
	{ MOVE, "/a/a1", NULL, "/b", 0,
	  "{reg=00000001;a{f=;a2{}}b{s=686900;a1{phandle=00000007;}}}" },
	{ MOVE, "/b", NULL, "/a/a1", 0,
	  "{reg=00000001;a{f=;a1{phandle=00000007;b{s=686900;}}a2{}}}" },
	{ MOVE, "/a", NULL, "/", 0, "{reg=00000001;b{s=686900;}a{f=;a1{phandle=00000007;}a2{}}}" },
	{ MOVE, "/b", NULL, "/", 0, WHOLE },
	{ MOVE, "/a", NULL, "/a", -EINVAL, NULL },
	{ MOVE, "/a", NULL, "/a/a2", -EINVAL, NULL },
	{ MOVE, "/", NULL, "/b", -EINVAL, NULL },
	{ PHANDLE, "/b", NULL, NULL, 1,
	  "{reg=00000001;a{f=;a1{phandle=00000007;}a2{}}b{s=686900;phandle=00000008;}}" },
	{ PHANDLE, "/a/a1", NULL, NULL, 0, NULL },
};

static struct dt_node find(const struct dt_draft *draft, const char *path)
{
	struct dt_node node = dt_find(dt_root(&draft->tree), path, strlen(path));

	assert_true(dt_found(node));
	return node;
}

/* The node that moved must be found at its new place. */
static int move(struct dt_draft *draft, struct dt_node node, const char *parent)
{
	char name[16];
	int err;

	snprintf(name, sizeof(name), "%s", dt_name(node));
	err = dt_draft_move(draft, &node, find(draft, parent));
	assert_string_equal(dt_name(node), name);
	return err;
}

static int change(struct dt_draft *draft, const struct row *row)
{
	struct dt_node node = find(draft, row->node);
	uint32_t phandle;

	switch (row->change) {
	case SET:
		return dt_draft_set(draft, node, row->name, row->value,
				    (uint32_t)strlen(row->value));
	case REMOVE:
		return dt_draft_remove(draft, node, row->name);
	case RENAME_PROP:
		return dt_draft_rename_prop(draft, node, row->name, row->value);
	case ADD:
		return dt_draft_add(draft, node, row->name, strlen(row->name), NULL);
	case ADD_LAST:
		return dt_draft_add_last(draft, row->node[1] ? 2 : 1, row->name, NULL);
	case DELETE:
		return dt_draft_delete(draft, node);
	case RENAME:
		return dt_draft_rename(draft, node, row->value);
	case MOVE:
		return move(draft, node, row->value);
	default:
		return dt_draft_phandle(draft, node, &phandle);
	}
}

static void changes_do_what_they_say(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		const struct row *row = &changes[i];
		const char *after = row->tree ? row->tree : WHOLE;
		struct dt_slot *slot = slot_begin();
		struct dt_draft *draft = dt_edit_begin(&slot->tree);

		assert_non_null(draft);
		assert_int_equal(change(draft, row), row->result);
		assert_string_equal(render(&draft->tree), after);
		assert_int_equal(dt_edit_commit(slot, draft, "it"), strcmp(after, WHOLE) != 0);
		assert_string_equal(render(&slot->tree), after);
		slot_end();
	}
}

/* Each undo and redo must restore every byte of the blob. */
static void changes_are_undone_and_redone(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		const struct row *row = &changes[i];
		struct dt_slot *slot = slot_begin();
		struct dt_draft *draft = dt_edit_begin(&slot->tree);
		const struct dt_tree *old = &trees.slot[0].tree;
		const char *text;

		change(draft, row);
		if (dt_edit_commit(slot, draft, "it") == 1) {
			for (int times = 0; times < 3; times++) {
				assert_int_equal(dt_edit_undo(slot, &text), 0);
				assert_string_equal(text, "it");
				assert_int_equal(slot->tree.size, old->size);
				assert_memory_equal(slot->tree.blob, old->blob, old->size);
				assert_int_equal(dt_edits_made(slot), 0);
				assert_int_equal(dt_edit_redo(slot, &text), 0);
				assert_string_equal(text, "it");
				assert_string_equal(render(&slot->tree), row->tree);
				assert_int_equal(dt_edits_made(slot), 1);
			}
		}
		assert_int_equal(dt_edit_redo(slot, NULL), -ENOENT);
		slot_end();
	}
}

/* Whichever allocation fails: an error, the tree unchanged, and no leak. */
static void memory_that_runs_out_changes_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		for (long fail_at = 1; fail_at < 20; fail_at++) {
			const struct row *row = &changes[i];
			struct dt_slot *slot = slot_begin();
			struct dt_draft *draft;
			int result = -ENOMEM;

			fake_space.calls = 0;
			fake_space.fail_at = fail_at;
			draft = dt_edit_begin(&slot->tree);
			if (draft)
				result = change(draft, row);
			if (result >= 0)
				result = dt_edit_commit(slot, draft, "it");
			if (result <= 0)
				assert_string_equal(render(&slot->tree), WHOLE);
			else
				assert_string_equal(render(&slot->tree), row->tree);
			assert_int_equal(slot->tree.size,
					 dt_be32((const char *)slot->tree.blob + 4));
			if (result == 1 && dt_edit_undo(slot, NULL) != 0)
				assert_string_equal(render(&slot->tree), row->tree);
			slot_end();
		}
	}
}

/* --- drafts ---------------------------------------------------------------------------------- */

static void a_draft_grows(void **state)
{
	static const char value[3000];
	struct dt_slot *slot = slot_begin();
	struct dt_draft *draft = dt_edit_begin(&slot->tree);
	char name[16];
	int len;

	(void)state;
	for (int i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), "p%d", i);
		assert_int_equal(
			dt_draft_set(draft, find(draft, "/a/a2"), name, value, sizeof(value)), 0);
	}
	assert_int_equal(dt_edit_commit(slot, draft, "many"), 1);
	assert_non_null(dt_prop(dt_find(dt_root(&slot->tree), "/a/a2", 5), "p99", &len));
	assert_int_equal(len, sizeof(value));
	assert_int_equal(dt_edit_undo(slot, NULL), 0);
	assert_string_equal(render(&slot->tree), WHOLE);
	slot_end();
}

static void an_abandoned_draft_is_freed(void **state)
{
	struct dt_slot *slot = slot_begin();

	(void)state;
	assert_non_null(dt_edit_begin(&slot->tree));
	assert_non_null(dt_edit_begin(&slot->tree));
	slot_end();
}

static void more_than_a_tree_can_hold_is_refused(void **state)
{
	struct dt_slot *slot = slot_begin();
	struct dt_draft *draft = dt_edit_begin(&slot->tree);

	(void)state;
	assert_int_equal(dt_draft_grow(draft, INT32_MAX), -EFBIG);
	slot_end();
}

static void a_tree_that_dt_open_refuses_is_not_taken(void **state)
{
	struct dt_slot *slot = slot_begin();
	struct dt_draft *draft = dt_edit_begin(&slot->tree);
	char *blob;

	(void)state;
	blob = dt_draft_blob(draft);
	blob[draft->tree.structs - blob + 3] = 5;
	dt_draft_view(draft);
	assert_int_equal(dt_edit_commit(slot, draft, "break"), -EINVAL);
	assert_string_equal(draft->why, "the structure block is malformed (FDT_ERR_BADSTRUCTURE)");
	assert_string_equal(render(&slot->tree), WHOLE);
	slot_end();
}

static void trees_of_others_are_not_written(void **state)
{
	struct dt_slot *slot = slot_begin();
	struct dt_draft *draft = dt_edit_begin(&slot->tree);

	(void)state;
	assert_int_equal(dt_edit_commit(&trees.slot[0], draft, "it"), -EPERM);
	slot_end();
}

static void phandles_may_run_out(void **state)
{
	struct dt_slot *slot = slot_begin();
	struct dt_draft *draft = dt_edit_begin(&slot->tree);
	uint32_t phandle;

	(void)state;
	assert_int_equal(dt_draft_set(draft, find(draft, "/b"), "phandle", "\xff\xff\xff\xfe", 4),
			 0);
	assert_int_equal(dt_draft_phandle(draft, find(draft, "/a"), &phandle), -ENOSPC);
	/* -1 is not a valid phandle. */
	assert_int_equal(dt_draft_set(draft, find(draft, "/b"), "phandle", "\xff\xff\xff\xff", 4),
			 0);
	assert_int_equal(dt_draft_phandle(draft, find(draft, "/a"), &phandle), 1);
	assert_int_equal(phandle, 8);
	slot_end();
}

/* A phandle that others refer to is kept, although an invalid one comes before it. */
static void phandle_after_an_invalid_one_is_kept(void **state)
{
	struct dt_slot *slot = slot_begin();
	struct dt_draft *draft = dt_edit_begin(&slot->tree);
	uint32_t phandle;

	(void)state;
	assert_int_equal(
		dt_draft_set(draft, find(draft, "/b"), "linux,phandle", "\xff\xff\xff\xff", 4), 0);
	assert_int_equal(dt_draft_set(draft, find(draft, "/b"), "phandle", "\0\0\0\5", 4), 0);
	assert_int_equal(dt_draft_phandle(draft, find(draft, "/b"), &phandle), 0);
	assert_int_equal(phandle, 5);
	slot_end();
}

/* --- the journal ----------------------------------------------------------------------------- */

/* Sets /b/s to @value; the edit's name is @value, too. */
static void edit(struct dt_slot *slot, const char *value)
{
	struct dt_draft *draft = dt_edit_begin(&slot->tree);

	assert_non_null(draft);
	assert_int_equal(
		dt_draft_set(draft, find(draft, "/b"), "s", value, (uint32_t)strlen(value)), 0);
	assert_int_equal(dt_edit_commit(slot, draft, value), 1);
}

/* The journal as text, " 1 a 2 b | 3 c": an edit after a bar is undone. */
static const char *journal(const struct dt_slot *slot)
{
	static char text[256];
	struct dt_edits it = { 0 };
	size_t used = 0;

	text[0] = '\0';
	while (dt_edits_next(slot, &it))
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%u %s",
					 it.undone ? " | " : " ", it.number, it.text);
	return text;
}

static void the_journal_lists_edits(void **state)
{
	struct dt_slot *slot = slot_begin();

	(void)state;
	assert_string_equal(journal(slot), "");
	edit(slot, "one");
	edit(slot, "two");
	edit(slot, "three");
	assert_string_equal(journal(slot), " 1 one 2 two 3 three");
	assert_int_equal(dt_edit_undo(slot, NULL), 0);
	assert_int_equal(dt_edit_undo(slot, NULL), 0);
	assert_string_equal(journal(slot), " 1 one | 2 two | 3 three");
	/* A new edit replaces those that were undone. */
	edit(slot, "four");
	assert_string_equal(journal(slot), " 1 one 2 four");
	assert_int_equal(dt_edit_undo(slot, NULL), 0);
	assert_int_equal(dt_edit_undo(slot, NULL), 0);
	assert_int_equal(dt_edit_undo(slot, NULL), -ENOENT);
	assert_string_equal(render(&slot->tree), WHOLE);
	assert_string_equal(journal(slot), " | 1 one | 2 four");
	edit(slot, "five");
	assert_string_equal(journal(slot), " 1 five");
	slot_end();
}

static void the_oldest_edits_make_room(void **state)
{
	struct dt_slot *slot = slot_begin();
	struct dt_draft *draft;

	(void)state;
	edit(slot, "one");
	edit(slot, "two");
	edit(slot, "three");
	assert_true(dt_journal_forget(slot));
	assert_string_equal(journal(slot), " 2 two 3 three");
	assert_int_equal(dt_edits_made(slot), 3);
	assert_int_equal(dt_edit_undo(slot, NULL), 0);
	assert_int_equal(dt_edit_undo(slot, NULL), 0);
	assert_int_equal(dt_edit_undo(slot, NULL), -ENOENT);
	/* All are undone: the newest is forgotten. */
	assert_true(dt_journal_forget(slot));
	assert_string_equal(journal(slot), " | 2 two");
	assert_int_equal(dt_edit_redo(slot, NULL), 0);
	/* The journal may use a quarter of the memory: two records. */
	fake_space.limit = 4 * 400;
	edit(slot, "four");
	edit(slot, "five");
	edit(slot, "six");
	assert_string_equal(journal(slot), " 4 five 5 six");
	/* No record. */
	fake_space.limit = 4;
	draft = dt_edit_begin(&slot->tree);
	assert_int_equal(dt_draft_set(draft, find(draft, "/b"), "s", "x", 1), 0);
	assert_int_equal(dt_edit_commit(slot, draft, "seven"), 1);
	assert_true(draft->lasting);
	assert_int_equal(draft->forgotten, 2);
	assert_string_equal(journal(slot), "");
	assert_int_equal(dt_edits_made(slot), 6);
	assert_int_equal(dt_edit_undo(slot, NULL), -ENOENT);
	assert_false(dt_journal_forget(slot));
	fake_space.limit = 0;
	edit(slot, "eight");
	assert_string_equal(journal(slot), " 7 eight");
	slot_end();
}

static void an_edit_keeps_the_index(void **state)
{
	struct dt_slot *slot = slot_begin();

	(void)state;
	edit(slot, "one");
	assert_null(slot->tree.index);
	assert_int_equal(dt_index_build(&slot->tree, NULL), 0);
	edit(slot, "two");
	assert_non_null(slot->tree.index);
	assert_int_equal(dt_edit_undo(slot, NULL), 0);
	assert_non_null(slot->tree.index);
	slot_end();
}

/* An old layout: strings before the structure, a hole, version 16. */
static void any_layout_is_restored(void **state)
{
	static const unsigned char blob[] __attribute__((aligned(8))) = {
		0xd0, 0x0d, 0xfe, 0xed, 0,   0,   0,   128, 0,  0, 0, 88, 0, 0,   0, 80, 0, 0, 0,
		48,   0,    0,    0,    16,  0,   0,   0,   16, 0, 0, 0,  5, 0,   0, 0,  4, 9, 9,
		9,    9,    7,    7,    7,   7,   7,   7,   7,  7, 0, 0,  0, 0,   0, 0,  0, 0, 0,
		0,    0,    0,    0,    0,   0,   0,   8,   8,  8, 8, 8,  8, 8,   8, 8,  8, 8, 8,
		8,    8,    8,    8,    'a', 'b', 'c', 0,   6,  6, 6, 6,  0, 0,   0, 1,  0, 0, 0,
		0,    0,    0,    0,    3,   0,   0,   0,   1,  0, 0, 0,  0, 'x', 0, 0,  0, 0, 0,
		0,    2,    0,    0,    0,   9,   5,   5,   5,  5, 5, 5,  5, 5,
	};
	void *own;
	struct dt_slot *slot;
	struct dt_draft *draft;

	(void)state;
	fake_space = (struct fake_space){ 0 };
	own = dt_alloc(sizeof(blob));
	memcpy(own, blob, sizeof(blob));
	dt_trees_init(&trees, NULL);
	assert_int_equal(dt_trees_add_own(&trees, "old", own, sizeof(blob), -1), 1);
	slot = dt_trees_slot(&trees, 1);
	draft = dt_edit_begin(&slot->tree);
	assert_string_equal(render(&draft->tree), "{abc=78;}");
	assert_int_equal(dt_edit_commit(slot, draft, "nothing"), 0);
	draft = dt_edit_begin(&slot->tree);
	assert_int_equal(dt_draft_set(draft, find(draft, "/"), "q", "y", 1), 0);
	assert_int_equal(dt_edit_commit(slot, draft, "q"), 1);
	assert_string_equal(render(&slot->tree), "{abc=78;q=79;}");
	assert_int_equal(dt_edit_undo(slot, NULL), 0);
	assert_int_equal(slot->tree.size, sizeof(blob));
	assert_memory_equal(slot->tree.blob, blob, sizeof(blob));
	assert_int_equal(dt_edit_redo(slot, NULL), 0);
	assert_string_equal(render(&slot->tree), "{abc=78;q=79;}");
	slot_end();
}

/* --- snapshots ------------------------------------------------------------------------------- */

static void a_snapshot_brings_a_tree_back(void **state)
{
	struct dt_slot *slot = slot_begin();
	struct dt_draft *draft;

	(void)state;
	assert_null(dt_snapshots(slot));
	assert_null(dt_snapshot(slot, "first"));
	assert_int_equal(dt_snapshot_take(slot, "first"), 0);
	edit(slot, "one");
	assert_int_equal(dt_snapshot_take(slot, "second"), 0);
	edit(slot, "two");
	assert_int_equal(dt_snapshots(slot)->made, 1);
	assert_string_equal(dt_snapshots(slot)->name, "second");
	assert_string_equal(dt_snapshots(slot)->older->name, "first");
	draft = dt_edit_begin(&dt_snapshot(slot, "first")->tree);
	assert_int_equal(dt_edit_commit(slot, draft, "revert first"), 1);
	assert_string_equal(render(&slot->tree), WHOLE);
	assert_int_equal(dt_edit_undo(slot, NULL), 0);
	assert_string_equal(journal(slot), " 1 one 2 two | 3 revert first");
	/* The same name again. */
	assert_int_equal(dt_snapshot_take(slot, "first"), 0);
	assert_string_equal(dt_snapshots(slot)->name, "first");
	assert_string_equal(dt_snapshots(slot)->older->name, "second");
	assert_null(dt_snapshots(slot)->older->older);
	assert_int_equal(dt_snapshots(slot)->made, 2);
	assert_int_equal(dt_snapshot_take(slot, "a name of too many characters"), -ENAMETOOLONG);
	slot_end();
}

static void a_snapshot_without_memory_fails(void **state)
{
	struct dt_slot *slot = slot_begin();

	(void)state;
	for (long fail_at = 1; fail_at <= 2; fail_at++) {
		fake_space.calls = 0;
		fake_space.fail_at = fail_at;
		assert_int_equal(dt_snapshot_take(slot, "one"), -ENOMEM);
		assert_null(dt_snapshots(slot));
	}
	slot_end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(changes_do_what_they_say),
		cmocka_unit_test(changes_are_undone_and_redone),
		cmocka_unit_test(memory_that_runs_out_changes_nothing),
		cmocka_unit_test(a_draft_grows),
		cmocka_unit_test(an_abandoned_draft_is_freed),
		cmocka_unit_test(more_than_a_tree_can_hold_is_refused),
		cmocka_unit_test(a_tree_that_dt_open_refuses_is_not_taken),
		cmocka_unit_test(trees_of_others_are_not_written),
		cmocka_unit_test(phandles_may_run_out),
		cmocka_unit_test(phandle_after_an_invalid_one_is_kept),
		cmocka_unit_test(the_journal_lists_edits),
		cmocka_unit_test(the_oldest_edits_make_room),
		cmocka_unit_test(an_edit_keeps_the_index),
		cmocka_unit_test(any_layout_is_restored),
		cmocka_unit_test(a_snapshot_brings_a_tree_back),
		cmocka_unit_test(a_snapshot_without_memory_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
