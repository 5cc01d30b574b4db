#pragma once
/* For buffers that are written before they are read: start.S need not clear them. */
#define NOINIT __attribute__((section(".noinit")))
