/*
 * Checks of graphs of ports and endpoints.
 * Source: the devicetree project's schema graph.
 */
#include "fdt/check/rule.h"
#include <stdlib.h>
#include <string.h>

enum { GRAPH_PORT, GRAPH_NODES, GRAPH_ENDPOINT, GRAPH_CELLS, GRAPH_CHECKS };

static const struct dt_check_row graph_rows[] = {
	[GRAPH_PORT] = {
		.severity = DT_WARNING,
		.name = "graph-port",
		.text = "it has endpoints, but is not called port",
		.fix = "rename it to port",
	},
	[GRAPH_NODES] = {
		.severity = DT_WARNING,
		.name = "graph-nodes",
		.text = "the name of the port or endpoint is wrong",
		.fix = "correct one of them",
	},
	[GRAPH_ENDPOINT] = {
		.severity = DT_WARNING,
		.name = "graph-endpoint",
		.text = "the two endpoints of a link do not name each other",
		.fix = "correct remote-endpoint of one side",
	},
	[GRAPH_CELLS] = {
		.severity = DT_NOTE,
		.name = "graph-child-address",
		.text = "it has #address-cells for a single child that needs no address",
		.fix = "remove it",
	},
};

static struct dt_node graph_remote(struct dt_node endpoint)
{
	uint32_t phandle = dt_cell(endpoint, "remote-endpoint", 0);

	return dt_numbered(endpoint.tree, dt_index_phandle(endpoint.tree, phandle));
}

static void graph_endpoint(struct dt_check *check)
{
	struct dt_node remote = graph_remote(check->node);

	if (!rule_base_is(check->name, "endpoint"))
		rule_found_fix(check, GRAPH_NODES, check->node, "rename it",
			       "it is not called endpoint");
	if (!dt_found(remote))
		rule_found(check, GRAPH_ENDPOINT, "no node has its phandle");
	else if (!rule_other_has(remote, "remote-endpoint"))
		rule_found(check, GRAPH_ENDPOINT, "it leads to a node that is not an endpoint");
	else if (graph_remote(remote).offset != check->node.offset)
		rule_found(check, GRAPH_ENDPOINT, "the other side does not lead back");
}

/* Of a port or endpoint. */
static void graph_unit(struct dt_check *check)
{
	const char *unit = rule_unit(check->name);
	uint64_t reg;

	if (unit && dt_number(check->node, "reg", &reg) == 0 && strtoull(unit, NULL, 16) != reg)
		rule_found(check, GRAPH_NODES, "its unit address is not its reg");
}

/* The children of a port, or of a node of ports. */
static void graph_children(struct dt_check *check)
{
	const struct dt_index_node *node = check->tree->index->node;
	int32_t last = node[check->number].end;
	bool endpoints = false;
	uint64_t reg = 0;
	int count = 0;

	for (int32_t i = check->number + 1; i < last; i = node[i].end, count++) {
		struct dt_node child = dt_numbered(check->tree, i);

		endpoints = endpoints || rule_other_has(child, "remote-endpoint");
		if (dt_number(child, "reg", &reg))
			reg = 0;
	}
	if (endpoints && !rule_base_is(check->name, "port"))
		rule_found(check, GRAPH_PORT, NULL);
	if (count == 1 && reg == 0 && check->own->has_address &&
	    (endpoints || strcmp(check->name, "ports") == 0))
		rule_found(check, GRAPH_CELLS, NULL);
}

static void graph_node(struct dt_check *check)
{
	graph_children(check);
	if (rule_has(check, "remote-endpoint"))
		graph_endpoint(check);
	if (rule_base_is(check->name, "port") || rule_base_is(check->name, "endpoint"))
		graph_unit(check);
}

const struct dt_check_group check_graph = {
	.rows = graph_rows,
	.count = GRAPH_CHECKS,
	.node = graph_node,
};
