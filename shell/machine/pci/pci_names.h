#pragma once
/* Words for what a PCI function is and can. */
#include <stdint.h>

/* What a function of this class is: @class has the base class in [15:8] and the subclass in [7:0].
 * Never NULL. */
const char *pci_class_name(uint32_t class);
/* The capability of this identity; NULL: none that is known. */
const char *pci_capability_name(uint8_t id);
