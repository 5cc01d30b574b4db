/* The port for a person at a terminal: POSIX.1-2017, chapter 11 (general terminal interface). */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>
#include "host/port.h"
#include "kernel/ascii.h"

/* Modes of the terminal; static, because signal handlers restore them. */
static struct termios terminal_normal, terminal_raw;

static void terminal_restore(void)
{
	tcsetattr(STDIN_FILENO, TCSADRAIN, &terminal_normal);
}

static void terminal_fatal(int signal_number)
{
	terminal_restore();
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

static void terminal_suspend(int signal_number)
{
	(void)signal_number;
	terminal_restore();
	raise(SIGSTOP);
}

static void terminal_continue(int signal_number)
{
	(void)signal_number;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &terminal_raw);
}

static void terminal_catch(int signal_number, void (*handler)(int))
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = SA_RESTART };

	sigemptyset(&action.sa_mask);
	sigaction(signal_number, &action, NULL);
}

static bool terminal_ready(unsigned ms)
{
	struct pollfd fd = { .fd = STDIN_FILENO, .events = POLLIN };

	return poll(&fd, 1, (int)ms) > 0;
}

/* Moves what was typed into the ring. Waits for one byte; false at the end of input. */
static bool terminal_fill(struct host_terminal *terminal)
{
	unsigned char byte;
	ssize_t got;

	do {
		got = read(STDIN_FILENO, &byte, 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		terminal->interrupt |= byte == CTRL_C;
		terminal->ring[terminal->tail++ % sizeof(terminal->ring)] = byte;
	} while (terminal->tail - terminal->head < sizeof(terminal->ring) && terminal_ready(0));
	return true;
}

static int terminal_read(struct shell_port *port)
{
	struct host_terminal *terminal = (struct host_terminal *)port;

	if (terminal->head == terminal->tail) {
		fflush(stdout);
		if (!terminal_fill(terminal))
			return -EPIPE;
	}
	return terminal->ring[terminal->head++ % sizeof(terminal->ring)];
}

static int terminal_read_within(struct shell_port *port, unsigned ms)
{
	struct host_terminal *terminal = (struct host_terminal *)port;

	fflush(stdout);
	if (terminal->head == terminal->tail && !terminal_ready(ms))
		return -ETIMEDOUT;
	return terminal_read(port);
}

static bool terminal_pending(struct shell_port *port)
{
	struct host_terminal *terminal = (struct host_terminal *)port;

	return terminal->head != terminal->tail || terminal_ready(0);
}

static bool terminal_interrupted(struct shell_port *port)
{
	struct host_terminal *terminal = (struct host_terminal *)port;

	if (terminal->tail - terminal->head < sizeof(terminal->ring) && terminal_ready(0))
		terminal_fill(terminal);
	return terminal->interrupt;
}

static void terminal_clear(struct shell_port *port)
{
	((struct host_terminal *)port)->interrupt = false;
}

/* Leaves on what Ctrl-Z and LF need. The line editor does the rest. */
static void terminal_make_raw(struct termios *modes)
{
	modes->c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR | ISTRIP | IXON);
	modes->c_lflag &= ~(tcflag_t)(ICANON | ECHO | IEXTEN);
	modes->c_cc[VINTR] = _POSIX_VDISABLE;
	modes->c_cc[VMIN] = 1;
	modes->c_cc[VTIME] = 0;
}

static int terminal_take(void)
{
	static const int fatal[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGABRT };

	if (tcgetattr(STDIN_FILENO, &terminal_normal) < 0)
		return -errno;
	terminal_raw = terminal_normal;
	terminal_make_raw(&terminal_raw);
	atexit(terminal_restore);
	for (size_t i = 0; i < sizeof(fatal) / sizeof(fatal[0]); i++)
		terminal_catch(fatal[i], terminal_fatal);
	terminal_catch(SIGTSTP, terminal_suspend);
	terminal_catch(SIGCONT, terminal_continue);
	return tcsetattr(STDIN_FILENO, TCSADRAIN, &terminal_raw) < 0 ? -errno : 0;
}

/* To the screen, even while `>` sends the output to a file. */
static void terminal_error(struct shell_port *port, const char *text, size_t len)
{
	(void)port;
	fwrite(text, 1, len, stdout);
}

int host_terminal_init(struct host_terminal *terminal)
{
	*terminal = (struct host_terminal){
		.port = {
			.write = host_port_write,
			.error = terminal_error,
			.read = terminal_read,
			.read_within = terminal_read_within,
			.pending = terminal_pending,
			.interrupted = terminal_interrupted,
			.clear = terminal_clear,
			.contain = host_port_contain,
			.open = host_port_open,
			.close = host_port_close,
			.words = host_port_words,
			.open_tree = host_port_open_tree,
			.interactive = true,
		},
	};
	return terminal_take();
}
