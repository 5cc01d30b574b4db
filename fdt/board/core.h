#pragma once
/* Which core a hart is, by the ids that it reports. Privileged Architecture, 3.1.2 to 3.1.4. */
#include <stdint.h>

struct dt_core_ids {
	uint64_t mvendorid, marchid, mimpid;
};

/* Who made the core: the name that JEDEC has for mvendorid; NULL: not in our table. */
const char *dt_core_vendor(const struct dt_core_ids *ids);
/* The open design that the core is; NULL: not in our table, or the vendor's own numbering. */
const char *dt_core_design(const struct dt_core_ids *ids);
