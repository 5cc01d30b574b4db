#pragma once
/* The reader of values: see fdt/edit/parse.h for what it reads. */
#include "fdt/edit/parse.h"

/*
 * Reads @len bytes of @text into parse->value, from its start. 0; -EINVAL with parse->why; or what
 * phandle or path gave, with parse->at at the reference.
 */
int dt_parse_value(struct dt_parse *parse, const char *text, size_t len);
