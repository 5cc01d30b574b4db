#pragma once
/* Extensions that cannot be tried: private to kernel/isa/. */
#include <stddef.h>
#include "kernel/isa/isa.h"

/* Row @index of these, from 0; NULL after the last. */
const struct isa_id *isa_hint(int index);
