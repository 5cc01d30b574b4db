/* cd and pwd: the current node. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_session.h"

static const struct fake_item tree[] = {
	TREE_TEXT("model", "test"),
	TREE_NODE("aliases"),
	TREE_TEXT("serial0", "/soc/serial@1000"),
	TREE_END,
	TREE_NODE("soc"),
	TREE_NODE("serial@1000"),
	TREE_END,
	TREE_NODE("timer@2000"),
	TREE_END,
	TREE_NODE("timer@3000"),
	TREE_END,
	TREE_END,
	TREE_NODE("b\007ell"),
	TREE_END,
	{ 0 },
};

static void the_current_node_changes(void **state)
{
	static const struct fake_line rows[] = {
		{ "pwd", 0, "/\n" },
		{ "cd soc; pwd", 0, "/soc\n" },
		{ "cd serial; pwd", 0, "/soc/serial@1000\n" },
		{ "cd .; pwd", 0, "/soc/serial@1000\n" },
		{ "cd ..; pwd", 0, "/soc\n" },
		{ "cd ../..; pwd", 0, "/\n" },
		{ "cd serial0; pwd", 0, "/soc/serial@1000\n" },
		{ "cd //soc/../soc//timer@2000/; pwd", 0, "/soc/timer@2000\n" },
		{ "cd; pwd", 0, "/\n" },
		{ "cd bell*", ENOENT, "cd: bell*: nothing fits (did you mean /b\\x07ell?)\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void a_dash_goes_back(void **state)
{
	static const struct fake_line rows[] = {
		{ "cd /soc; cd serial; cd -; pwd", 0, "/soc\n" },
		{ "cd -; pwd", 0, "/soc/serial@1000\n" },
		{ "cd nowhere || cd -; pwd", 0,
		  "cd: nowhere: no such node; 'tree' shows all\n/soc\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void other_operands_are_refused(void **state)
{
	static const struct fake_line rows[] = {
		{ "cd soc", 0, "" },
		{ "cd timer", EEXIST,
		  "cd: timer: several nodes have this name; add the @address\n" },
		{ "cd /model", ENOENT,
		  "cd: /model: a property, not a node; 'cat /model' shows it\n" },
		{ "cd serial@1001", ENOENT,
		  "cd: serial@1001: no such node (did you mean /soc/serial@1000?)\n" },
		{ "cd a b", EINVAL, "cd: too many arguments\nusage: cd [PATH]\n" },
		{ "pwd x", EINVAL, "pwd: too many arguments\nusage: pwd\n" },
		{ "pwd", 0, "/soc\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

/* A node's name cannot steer the terminal. */
static void a_path_is_escaped(void **state)
{
	static const struct fake_line rows[] = {
		{ "cd '/b\007ell'; pwd", 0, "/b\\x07ell\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(tree, rows);
}

static void without_a_tree_there_is_no_node(void **state)
{
	static const struct fake_line rows[] = {
		{ "cd /", ENODEV, "cd: there is no device tree\n" },
		{ "pwd", ENODEV, "pwd: there is no device tree\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session_owners(NULL, rows, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_current_node_changes),
		cmocka_unit_test(a_dash_goes_back),
		cmocka_unit_test(other_operands_are_refused),
		cmocka_unit_test(a_path_is_escaped),
		cmocka_unit_test(without_a_tree_there_is_no_node),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
