#pragma once
/* For buffers that are written before they are read: boot/clear_bss.S does not clear them. */
#define NOINIT __attribute__((section(".noinit")))
