#pragma once
/*
 * The emulator as the page sees it: one machine for each instance of the module. Bytes go to and
 * fro in one buffer, whose address and size page_buffer and page_room give.
 */
#include <stdint.h>

#define PAGE_EXPORT(name) __attribute__((export_name(#name))) name

/* What page_run returns. */
enum page_state {
	PAGE_BUSY,   /* it would go on */
	PAGE_ASLEEP, /* it waits for an interrupt: page_sleep says how long at most */
	PAGE_OFF,    /* it has powered off, or asked for a reset */
	PAGE_FAILED, /* the emulator cannot go on; the reason was printed to standard error */
};

/* Where the buffer is; its size in bytes. */
uint8_t *PAGE_EXPORT(page_buffer)(void);
uint32_t PAGE_EXPORT(page_room)(void);
/* Where the byte at the machine's physical @address is, for loading; NULL: no RAM is there, or the
 * host has no memory for it. */
uint8_t *PAGE_EXPORT(page_ram)(uint64_t address);
/* Starts the machine at @entry, a physical address, as firmware does on hart @hart with the tree at
 * @tree, whose clock has @timebase ticks a second, not 0. */
void PAGE_EXPORT(page_boot)(uint64_t entry, uint64_t hart, uint64_t tree, uint64_t timebase);
/* Types the first @count bytes of the buffer; how many found room in the queue. */
uint32_t PAGE_EXPORT(page_type)(uint32_t count);
/* Moves what was printed to the buffer; how many bytes. */
uint32_t PAGE_EXPORT(page_take)(void);
/* Runs for at most @us microseconds of the machine's time: enum page_state. Ends early when much
 * was printed. */
uint32_t PAGE_EXPORT(page_run)(uint32_t us);
/* Milliseconds of the machine's time until something happens by itself; infinite: never. */
double PAGE_EXPORT(page_sleep)(void);
