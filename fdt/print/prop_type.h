#pragma once
/* dt_prop_type in its steps: private to fdt/, for the printer, which keeps what names say. */
#include "fdt/print/print.h"

/* Whether every property of a node of this name is strings. */
bool prop_type_node_is_text(const char *node);
/* What a property's name says; DT_TYPE_CELLS when it says nothing. */
enum dt_type prop_type_of_name(const char *name);
/* What the value can be, given what its name says. */
enum dt_type prop_type_of_value(enum dt_type declared, const uint8_t *value, uint32_t len);
