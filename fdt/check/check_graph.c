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
		.text = "the port or endpoint is malformed",
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

static bool graph_is_endpoint(struct dt_node node)
{
	return rule_base_is(dt_name(node), "endpoint") || rule_other_has(node, "remote-endpoint");
}

static struct dt_node graph_remote(struct dt_node endpoint)
{
	uint32_t phandle = dt_cell(endpoint, "remote-endpoint", 0);

	return dt_numbered(endpoint.tree, dt_index_phandle(endpoint.tree, phandle));
}

/* An overlay's link to a node that is not its own has no phandle before it is applied. */
static bool graph_is_open(struct dt_node endpoint)
{
	return dt_cell(endpoint, "remote-endpoint", 0) == UINT32_MAX;
}

static void graph_link(struct dt_check *check)
{
	struct dt_node remote = graph_remote(check->node);

	if (graph_is_open(check->node) || (dt_found(remote) && graph_is_open(remote)))
		return;
	if (!dt_found(remote))
		rule_found(check, GRAPH_ENDPOINT, "no node has its phandle");
	else if (!graph_is_endpoint(remote))
		rule_found(check, GRAPH_ENDPOINT, "it leads to a node that is not an endpoint");
	else if (graph_remote(remote).offset != check->node.offset)
		rule_found(check, GRAPH_ENDPOINT, "the other side does not lead back");
}

/* Of a port or endpoint: its number, if it has one. */
static void graph_reg(struct dt_check *check)
{
	const char *unit = rule_unit(check->name);
	int len;
	const uint8_t *reg = dt_prop(check->node, "reg", &len);

	if (!reg)
		return;
	if (len != DT_CELL)
		rule_found_fix(check, GRAPH_NODES, check->node, "write its number",
			       "its reg is not one cell");
	else if (unit && strtoull(unit, NULL, 16) != dt_be32(reg))
		rule_found_fix(check, GRAPH_NODES, check->node, "correct one of them",
			       "its unit address is not its reg");
	if (check->up->address != 1 || check->up->size != 0)
		rule_found_fix(check, GRAPH_NODES, check->node,
			       "set #address-cells <1>, #size-cells <0> there",
			       "its parent's cells are not 1 and 0");
}

static void graph_endpoint(struct dt_check *check)
{
	bool named = rule_base_is(check->name, "endpoint");

	if (named && check->depth == 1)
		rule_found_fix(check, GRAPH_NODES, check->node, "move it into a port of its device",
			       "it is in no port");
	if (!named && strcmp(check->name, "__overlay__") != 0)
		rule_found_fix(check, GRAPH_NODES, check->node,
			       "rename it, or move remote-endpoint to an endpoint",
			       "it is not called endpoint");
	if (rule_has(check, "remote-endpoint"))
		graph_link(check);
	graph_reg(check);
}

/* A node that has endpoints; an overlay may be for one, whose name it does not know. */
static bool graph_is_port(const struct dt_check *check)
{
	return check->depth == 0 || rule_base_is(check->name, "port") ||
	       rule_base_is(check->name, "fragment") || strcmp(check->name, "__overlay__") == 0;
}

/* The children of a port, or of a node of ports. Returns whether there is an endpoint. */
static bool graph_children(struct dt_check *check)
{
	const struct dt_index_node *node = check->tree->index->node;
	int32_t last = node[check->number].end;
	bool endpoints = false;
	uint64_t reg = 0;
	int count = 0;

	for (int32_t i = check->number + 1; i < last; i = node[i].end, count++) {
		struct dt_node child = dt_numbered(check->tree, i);

		endpoints = endpoints || graph_is_endpoint(child);
		if (dt_number(child, "reg", &reg))
			reg = 0;
	}
	if (endpoints && !graph_is_port(check))
		rule_found(check, GRAPH_PORT, NULL);
	if (count == 1 && reg == 0 && check->own->has_address &&
	    (endpoints || strcmp(check->name, "ports") == 0))
		rule_found(check, GRAPH_CELLS, NULL);
	return endpoints;
}

static void graph_node(struct dt_check *check)
{
	bool endpoints = graph_children(check);

	if (graph_is_endpoint(check->node))
		graph_endpoint(check);
	else if (rule_base_is(check->name, "port") &&
		 (endpoints ||
		  strcmp(dt_name(dt_numbered(check->tree, check->parent)), "ports") == 0))
		graph_reg(check);
}

const struct dt_check_group check_graph = {
	.rows = graph_rows,
	.count = GRAPH_CHECKS,
	.node = graph_node,
};
