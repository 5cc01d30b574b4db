#include "shell/machine/pci/pci_names.h"
/* Source: PCI Code and ID Assignment Specification 1.11, 1 (classes) and 2 (capabilities). */
#include <stddef.h>

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

/* Subclasses that a person knows by another name than their base class. */
static const struct names_class {
	uint16_t class;
	char name[14];
} names_classes[] = {
	{ 0x0101, "IDE" },         { 0x0106, "SATA" },       { 0x0108, "NVMe" },
	{ 0x0200, "Ethernet" },    { 0x0300, "VGA" },        { 0x0403, "audio" },
	{ 0x0600, "host bridge" }, { 0x0601, "ISA bridge" }, { 0x0604, "PCI bridge" },
	{ 0x0700, "serial port" }, { 0x0c03, "USB" },        { 0x0c05, "SMBus" },
};

static const char names_bases[][16] = {
	"unclassified",    "storage",    "network",       "display",  "multimedia",
	"memory",          "bridge",     "communication", "system",   "input",
	"docking station", "processor",  "serial bus",    "wireless", "I/O processor",
	"satellite",       "encryption", "signals",
};

static const char names_capabilities[][11] = {
	"",       "PM",     "AGP",    "VPD",   "slot",      "MSI",      "CompactPCI",
	"PCI-X",  "HT",     "vendor", "debug", "resources", "hot-plug", "subsystem",
	"AGP-8x", "secure", "PCIe",   "MSI-X", "SATA",      "AF",       "EA",
};

const char *pci_class_name(uint32_t class)
{
	for (size_t i = 0; i < COUNT(names_classes); i++)
		if (names_classes[i].class == class)
			return names_classes[i].name;
	return class >> 8 < COUNT(names_bases) ? names_bases[class >> 8] : "other";
}

const char *pci_capability_name(uint8_t id)
{
	return id && id < COUNT(names_capabilities) ? names_capabilities[id] : NULL;
}
