#pragma once

/* Makes instructions that were written to memory visible to this hart's fetches.
 * RISC-V Unprivileged ISA, chapter "Zifencei". */
void harts_sync_code(void);
