#pragma once
/*
 * Three UARTs with a scripted person at each, who answers what is shown there, and a shell on the
 * console core above them. Tests run whole command lines and check what each UART sent.
 */
#include <stdbool.h>
#include <stddef.h>
#include "drivers/console/console_select.h"
#include "tests/unit/fake/fake_machine.h"

enum { FAKE_CONSOLES = 3, FAKE_CONSOLE_TEXT = 4096, FAKE_ACTS = 4 };

/* When the person at the UART has read @when, they type @types. */
struct fake_act {
	const char *when, *types;
};

struct fake_console {
	struct console *console; /* its row's */
	char sent[FAKE_CONSOLE_TEXT];
	size_t used, shown, read; /* sent; of it: checked by the test, read by the person */
	struct fake_act acts[FAKE_ACTS];
	int act;                    /* the next one */
	const char *typed;          /* not yet received */
	int start, fails;           /* what start, and write, return; 0: they work */
	bool looping, loses, flips; /* in loopback; loopback loses, flips bits */
	char back[64];
	size_t backs;
	uint32_t divisor, refuses; /* refuses: how many writes of it are refused */
	uint32_t heard_at;         /* the divisor of the person's terminal; 0: any */
};

/* uart0, uart1 and uart2 at 0x1000, 0x2000 and 0x3000; uart0 is in use, and firmware's. uart1 and
 * uart2 have a divisor, uart2 has loopback, too. */
extern struct fake_console fake_console[FAKE_CONSOLES];
/* The UART that firmware's output goes to. Loopback shows which it is. */
extern int fake_firmware_port;

/* Resets all state. The clock starts at 1 s. */
void fake_consoles_reset(void);
/* The same as a setup function of cmocka. */
int fake_consoles_setup(void **state);
/* Runs a line and returns its status. */
int fake_console_run(const char *line);
/* Since the last call @number has sent @text; LF in it means CR LF. */
void assert_shown(int number, const char *text);
/* The consoles in use are @names, such as "uart0 uart1:out". */
void assert_in_use(const char *names);
/* The ring of @number holds @text. */
void assert_waits(int number, const char *text);
/* With uart0 alone in use, runs the line; checks its status and what uart0 shows. */
void assert_runs(const char *line, int status, const char *text);
