#include "kernel/boot_facts.h"
/* The one place where boot leaves what it measured for those who show it. */

struct boot_facts boot_facts;
