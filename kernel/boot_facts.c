#include "kernel/boot_facts.h"
/* The one place where boot/ leaves what it measured for the commands that show it. */

struct boot_facts boot_facts;
