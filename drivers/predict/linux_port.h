#pragma once
/* A UART as Linux sees it: whether a driver takes it, and which number its port gets. */
#include "drivers/predict/linux_drivers.h"

struct predict_port {
	struct dt_node node;
	const struct predict_driver *driver; /* NULL: no driver has one of its strings */
	const char *string;                  /* the one that it has */
	int alias;                           /* N of serialN; -1: it has none */
	int number;                          /* of the port; -1: it becomes none */
	const char *why;                     /* constant text for -1; else NULL */
	const char *by;       /* the function that decides so; NULL: the driver's probe */
	enum predict_fix fix; /* for why */
	struct dt_node fixed; /* the node that fix is for */
};

/* The port that @node becomes; one walk over the tree, because all ports share the numbers. */
struct predict_port predict_port_of(struct dt_node node);
/* The port of that name and number, or at that address of the CPU; no such port: the node is
 * not found. @len bytes of @tty; NULL: any. */
struct predict_port predict_port_named(const struct dt_tree *tree, const char *tty, size_t len,
				       unsigned number);
struct predict_port predict_port_at(const struct dt_tree *tree, uint64_t address);
/* The first in the tree that becomes a port. */
struct predict_port predict_port_first(const struct dt_tree *tree);
