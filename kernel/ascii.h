#pragma once
/* Control characters (ECMA-48, 5.2) to which more than one layer gives a meaning. No code. */

enum {
	CTRL_C = 0x03, /* ends the running command */
};
