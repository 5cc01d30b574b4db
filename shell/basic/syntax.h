#pragma once
/* What `help syntax` prints. */

/* Text begins at the margin; a list has two columns, as in a command's detail. At most 22 lines, so
 * that it fits a screen. */
extern const char help_syntax[];
