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
		.fix = "mv $ $<port",
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
		.fix = "set $/remote-endpoint &ENDPOINT, or that of the other side",
	},
	[GRAPH_CELLS] = {
		.severity = DT_NOTE,
		.name = "graph-child-address",
		.text = "it has #address-cells for a single child that needs no address",
		.fix = "rm $/#address-cells",
	},
};

/* The number of the node that @endpoint leads to, or DT_NONE. */
static int32_t graph_remote(struct dt_node endpoint)
{
	return dt_index_phandle(endpoint.tree, dt_cell(endpoint, "remote-endpoint", 0));
}

/* An overlay's link to a node that is not its own has no phandle before it is applied. */
static bool graph_is_open(struct dt_node endpoint)
{
	return dt_cell(endpoint, "remote-endpoint", 0) == UINT32_MAX;
}

static void graph_link(struct dt_check *check)
{
	int32_t number = graph_remote(check->node);
	struct dt_node remote = dt_numbered(check->tree, number);

	if (graph_is_open(check->node) || (dt_found(remote) && graph_is_open(remote)))
		return;
	if (!dt_found(remote))
		rule_found(check, GRAPH_ENDPOINT, "no node has its phandle");
	else if (!rule_facts(check, number)->endpoint)
		rule_found(check, GRAPH_ENDPOINT, "it leads to a node that is not an endpoint");
	else if (graph_remote(remote) != check->number)
		rule_found(check, GRAPH_ENDPOINT, "the other side does not lead back");
}

/* Of a port or endpoint: its number, if it has one. */
static void graph_reg(struct dt_check *check)
{
	const char *unit = rule_unit(check->name);
	int len;
	const uint8_t *reg = rule_value(check, RULE_REG, &len);

	if (!reg)
		return;
	if (len != DT_CELL)
		rule_found_fix(check, GRAPH_NODES, check->node, "set $/reg NUMBER",
			       "its reg is not one cell");
	else if (unit && strtoull(unit, NULL, 16) != dt_be32(reg))
		rule_found_fix(check, GRAPH_NODES, check->node,
			       "set $/reg NUMBER, or mv $ $<NAME@NUMBER",
			       "its unit address is not its reg");
	if (check->up->address != 1 || check->up->size != 0)
		rule_found_fix(check, GRAPH_NODES, check->node,
			       "set $<#address-cells 1 and set $<#size-cells 0",
			       "its parent's cells are not 1 and 0");
}

static void graph_endpoint(struct dt_check *check)
{
	bool named = rule_base_is(check->name, "endpoint");

	if (named && check->depth == 1)
		rule_found_fix(check, GRAPH_NODES, check->node, "mv $ into a port of its device",
			       "it is in no port");
	if (!named && strcmp(check->name, "__overlay__") != 0)
		rule_found_fix(check, GRAPH_NODES, check->node,
			       "mv $ $<endpoint, or mv $/remote-endpoint to one",
			       "it is not called endpoint");
	if (rule_has(check, RULE_REMOTE_ENDPOINT))
		graph_link(check);
	graph_reg(check);
}

/* A node that has endpoints; an overlay may be for one, whose name it does not know. */
static bool graph_is_port(const struct dt_check *check)
{
	return check->depth == 0 || rule_base_is(check->name, "port") ||
	       rule_base_is(check->name, "fragment") || strcmp(check->name, "__overlay__") == 0;
}

/* The only child of the current node has no number, or number 0. */
static bool graph_is_alone(const struct dt_check *check)
{
	int32_t child = check->number + 1;
	uint64_t reg = 0;

	return check->tree->index->node[child].end == check->tree->index->node[check->number].end &&
	       (dt_number(dt_numbered(check->tree, child), "reg", &reg) || reg == 0);
}

/* A port, or a node of ports. */
static void graph_parent(struct dt_check *check)
{
	bool endpoints = check->own->endpoints;

	if (endpoints && !graph_is_port(check))
		rule_found(check, GRAPH_PORT, NULL);
	if (check->own->has_address && (endpoints || strcmp(check->name, "ports") == 0) &&
	    graph_is_alone(check))
		rule_found(check, GRAPH_CELLS, NULL);
}

static void graph_node(struct dt_check *check)
{
	if (rule_has_children(check))
		graph_parent(check);
	if (check->own->endpoint)
		graph_endpoint(check);
	else if (rule_base_is(check->name, "port") &&
		 (check->own->endpoints ||
		  strcmp(dt_name(dt_numbered(check->tree, check->parent)), "ports") == 0))
		graph_reg(check);
}

const struct dt_check_group check_graph = {
	.rows = graph_rows,
	.count = GRAPH_CHECKS,
	.node = graph_node,
};
