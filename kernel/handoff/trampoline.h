#pragma once
/*
 * The trampoline's list: what its code, kernel/handoff/trampoline.S, reads of it. These are plain
 * numbers because the assembler reads this file, too; trampoline_list.h has the same as a struct.
 */

#define LIST_ENTRY   0
#define LIST_TREE    8
#define LIST_FIRST   16  /* the hart that enters first */
#define LIST_SELF    24  /* the hart that copies */
#define LIST_OLD     32  /* the hart that must be stopped before; LIST_NONE: no such */
#define LIST_MASK    40  /* the other harts that wait in the trampoline, a bit each */
#define LIST_ARRIVED 48  /* how many came */
#define LIST_GO      56  /* 1: they may go on */
#define LIST_CONSOLE 64  /* bits: LIST_DBCN, LIST_LEGACY */
#define LIST_RESET   72  /* bits: LIST_SRST, LIST_LEGACY */
#define LIST_IPI     80  /* 1: the extension IPI, 0: the legacy call */
#define LIST_HSM     88  /* 1: harts that come here stop */
#define LIST_ROWS    96  /* how many there are */
#define LIST_GONE    104 /* 1: the first hart enters; from here on for the code's use */
#define LIST_LINK    112
#define LIST_CHAR    120
#define LIST_VALUE   128
#define LIST_SHIFT   136
#define LIST_ROW     144 /* the first row */

#define ROW_TO    0
#define ROW_FROM  8
#define ROW_SIZE  16
#define ROW_ZERO  24
#define ROW_SUM   32 /* two words: handoff_sum */
#define ROW_BYTES 48

#define LIST_NONE   (-1)
#define LIST_DBCN   1
#define LIST_SRST   1
#define LIST_LEGACY 2
