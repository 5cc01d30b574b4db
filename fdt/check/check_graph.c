#include "fdt/check/rule.h"
/*
 * Graphs of ports and endpoints. Source: the devicetree project's schema graph.
 */
#include <stdlib.h>
#include <string.h>

enum { GRAPH_PORT, GRAPH_ENDPOINT, GRAPH_REMOTE, GRAPH_CELLS };

static const char graph_rows[] =
	"W+graph-port\0a node with endpoints that is not called port\0rename it port\0"
	"Wdgraph-nodes\0the unit address of a port or endpoint is not its reg\0"
	"Wdgraph-endpoint\0remote-endpoint and its other side are no pair\0"
	"Nbgraph-child-address\0cells for one child that needs no address\0";

static struct dt_node graph_remote(struct dt_node endpoint)
{
	uint64_t phandle;
	struct dt_node none = { endpoint.tree, -1 };

	if (dt_number(endpoint, "remote-endpoint", &phandle))
		return none;
	return dt_numbered(endpoint.tree, dt_index_phandle(endpoint.tree, (uint32_t)phandle));
}

static void graph_endpoint(struct dt_check *check)
{
	struct dt_node remote = graph_remote(check->node);

	if (!rule_base_is(check->name, "endpoint"))
		rule_found(check, GRAPH_ENDPOINT, "its name; rename it endpoint");
	if (!dt_found(remote))
		rule_found(check, GRAPH_REMOTE, "it leads nowhere");
	else if (!rule_other_has(remote, "remote-endpoint"))
		rule_found(check, GRAPH_REMOTE, "it leads to no endpoint");
	else if (graph_remote(remote).offset != check->node.offset)
		rule_found(check, GRAPH_REMOTE, "the other side does not lead back");
}

/* Of a port or endpoint. */
static void graph_unit(struct dt_check *check)
{
	const char *unit = rule_unit(check->name);
	uint64_t reg;

	if (unit && dt_number(check->node, "reg", &reg) == 0 && strtoull(unit, NULL, 16) != reg)
		rule_found(check, GRAPH_ENDPOINT, NULL);
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
	.node = graph_node,
};
