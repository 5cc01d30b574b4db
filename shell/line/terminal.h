#pragma once
/* What a terminal, and a line typed on it, is taken to be: a serial line reports no size. */

enum {
	SHELL_LINE_MAX = 512, /* characters of a line, without its end */
	SHELL_COLUMNS = 80,
	SHELL_ROWS = 24,
};
