#pragma once
/*
 * Registers and bits of the APLIC.
 * Source: RISC-V Advanced Interrupt Architecture 1.0, 4.5 and 4.8.1 (interrupt delivery control).
 */
#include <stdint.h>

/* Registers are words of 32 bits. A source's register has the source's number, from 1. */
enum aplic_register {
	APLIC_DOMAINCFG = 0,
	APLIC_SOURCECFG = 0,
	APLIC_SETIPNUM = 0x1cdc / 4,
	APLIC_IN_CLRIP = 0x1d00 / 4, /* reads as the wires are: 1 where active */
	APLIC_SETIENUM = 0x1edc / 4,
	APLIC_CLRIE = 0x1f00 / 4,
	APLIC_CLRIENUM = 0x1fdc / 4,
	APLIC_TARGET = 0x3000 / 4,
	APLIC_END = 0x4000 / 4,
	/* Each hart's own, for direct delivery. */
	APLIC_IDC = 0x4000 / 4,
	APLIC_IDC_SIZE = 0x20 / 4,
	IDC_IDELIVERY = 0,
	IDC_ITHRESHOLD = 0x08 / 4,
	IDC_CLAIMI = 0x1c / 4,
};

enum aplic_bit {
	DOMAINCFG_DM = 1 << 2, /* delivery by messages */
	DOMAINCFG_IE = 1 << 8,
	TARGET_HART = 18, /* shift */
	CLAIMI_SOURCE = 16,
	PRIORITY = 1, /* the highest; 0 is not a priority */
	PRIORITY_LOWEST = 0xff,
};
#define DOMAINCFG_FIXED (UINT32_C(0x80) << 24)

/* The source mode in sourcecfg. */
enum aplic_mode { APLIC_EDGE_UP = 4, APLIC_EDGE_DOWN, APLIC_LEVEL_HIGH, APLIC_LEVEL_LOW };
enum { APLIC_MODE = 7 }; /* its bits */
