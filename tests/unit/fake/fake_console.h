#pragma once
/*
 * Three UARTs with somebody at each, who answers what is read there, and a shell on the console
 * core above them: whole command lines, and what every line of the machine showed.
 */
#include <stdbool.h>
#include <stddef.h>
#include "drivers/console/console_select.h"
#include "tests/unit/fake/fake_machine.h"

enum { FAKE_CONSOLES = 3, FAKE_CONSOLE_TEXT = 4096, FAKE_ACTS = 4 };

/* Who sits there reads @when, and types @types. */
struct fake_act {
	const char *when, *types;
};

struct fake_console {
	struct console *console; /* its row's */
	char sent[FAKE_CONSOLE_TEXT];
	size_t used, shown, read; /* sent; of it: told to the test, and read by who sits there */
	struct fake_act acts[FAKE_ACTS];
	int act;                    /* the next */
	const char *typed;          /* on its way in */
	int start, fails;           /* what start, and write, give; 0: they work */
	bool looping, loses, flips; /* internal loopback, and what is wrong with it */
	char back[64];
	size_t backs;
	uint32_t divisor, refuses; /* refuses: times that the divisor is busy */
	uint32_t heard_at;         /* the divisor at which who sits there reads and types; 0: any */
};

/* uart0, uart1 and uart2 at 0x1000, 0x2000 and 0x3000; uart0 is in use, and firmware's. uart1 and
 * uart2 have a divisor, uart2 has loopback, too. */
extern struct fake_console fake_console[FAKE_CONSOLES];
/* Which of them firmware writes to, as loopback tells. */
extern int fake_firmware_port;

/* All as new. The clock starts at 1 s. */
void fake_consoles_reset(void);
/* cmocka's setup: the same. */
int fake_consoles_setup(void **state);
/* Runs a line; its status. */
int fake_console_run(const char *line);
/* The text that @number was sent since the last call is @text; LF stands for CR LF. */
void assert_shown(int number, const char *text);
/* Those in use are these: "uart0", "uart0 uart1:out". */
void assert_in_use(const char *names);
/* What waits in its ring is @text. */
void assert_waits(int number, const char *text);
/* Runs the line in use on uart0 alone, and checks status and what uart0 shows. */
void assert_runs(const char *line, int status, const char *text);
