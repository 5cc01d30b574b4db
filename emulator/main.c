/*
 * The program: runs an image on the emulated machine, whose serial line has the rate of a real one,
 * and reports what happened on it, and in which time.
 */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "emulator/machine.h"

enum { X_A1 = 11, EXIT_USAGE = 2, FILE_MOST = 16 << 20, SECONDS = 60 };
enum { KEY_NS = 30000000 }; /* a fast typist, or a keyboard that repeats */

static const char usage[] =
	"usage: emulator --image FILE [--dtb FILE] [--baud N] [--clock HZ]\n"
	"                [--trigger 1|4|8|14] [[--baud N] --when TEXT --send|--type FILE]...\n"
	"                [--output FILE] [--xoff BYTES] [--seconds N] [--board]\n"
	"                [--timebase HZ] [--exact]\n"
	"                [--stuck BASE,SIZE:BIT:VALUE] [--short BASE,SIZE:LINE] [--dead "
	"BASE,SIZE]\n"
	"Sends the files in their order, each after TEXT was printed: --send without a pause,\n"
	"--type at the pace of a person.\n"
	"--baud: the line's rate; after a file, that of the far end from the next file on.\n"
	"--clock: the UART's, whose divisor has an effect then: at a rate that the far end has\n"
	"not, bytes are damaged.\n"
	"--trigger: the FIFO level at which the UART interrupts, 8 if not given.\n"
	"--xoff: the sender obeys XOFF, BYTES later. --seconds: the longest run, 60 if not given.\n"
	"--board: the tree may be another machine's: the firmware has a console (the UART), and\n"
	"an unknown instruction traps rather than to end the run.\n"
	"--timebase: ticks of the clock a second, 10000000 if not given.\n"
	"--exact: runs every turn of waiting loops, rather than counting them.\n"
	"Broken RAM, in that range; at most 8 of these: --stuck: a bit of each 64-bit word;\n"
	"--short: an address line has no effect; --dead: accesses fault.\n";

enum main_option {
	IMAGE = 'i',
	TREE = 'd',
	BAUD = 'b',
	CLOCK = 'c',
	TRIGGER = 't',
	WHEN = 'w',
	SEND = 's',
	TYPE = 'y',
	OUTPUT = 'o',
	XOFF = 'x',
	LIMIT = 'l',
	BOARD = 'n',
	TIMEBASE_HZ = 'f',
	EXACT = 'e',
	STUCK = 'k',
	SHORT = 'h',
	DEAD = 'a',
};

static const struct option options[] = {
	{ "image", required_argument, NULL, IMAGE },
	{ "dtb", required_argument, NULL, TREE },
	{ "baud", required_argument, NULL, BAUD },
	{ "clock", required_argument, NULL, CLOCK },
	{ "when", required_argument, NULL, WHEN },
	{ "trigger", required_argument, NULL, TRIGGER },
	{ "send", required_argument, NULL, SEND },
	{ "type", required_argument, NULL, TYPE },
	{ "output", required_argument, NULL, OUTPUT },
	{ "xoff", required_argument, NULL, XOFF },
	{ "seconds", required_argument, NULL, LIMIT },
	{ "timebase", required_argument, NULL, TIMEBASE_HZ },
	{ "board", no_argument, NULL, BOARD },
	{ "exact", no_argument, NULL, EXACT },
	{ "stuck", required_argument, NULL, STUCK },
	{ "short", required_argument, NULL, SHORT },
	{ "dead", required_argument, NULL, DEAD },
	{ NULL, 0, NULL, 0 },
};

struct settings {
	const char *output; /* NULL: standard output */
	const char *image, *tree;
	unsigned trigger;
	uint64_t baud;  /* of the next script */
	uint64_t clock; /* the UART's; 0: none */
};

static void die(const char *what, const char *name)
{
	fprintf(stderr, "emulator: %s: %s\n", name, what);
	exit(EXIT_USAGE);
}

static uint64_t number(const char *text)
{
	char *end;
	uint64_t value = strtoull(text, &end, 10);

	if (!*text || *end)
		die("is not a number", text);
	return value;
}

/* Reads the file into @to, of @room bytes; how many bytes it has. */
static size_t load(const char *name, uint8_t *to, size_t room)
{
	FILE *file = fopen(name, "rb");
	size_t len;

	if (!file) {
		perror(name);
		exit(EXIT_USAGE);
	}
	len = fread(to, 1, room, file);
	if (len == room || !len)
		die("is empty or too long", name);
	fclose(file);
	return len;
}

static void add_script(struct line *line, const char *name, uint64_t pause, uint64_t baud)
{
	struct line_script *script = &line->script[line->scripts];

	if (line->scripts == LINE_SCRIPTS || !script->when || strlen(script->when) > LINE_WHEN)
		die("needs a --when of at most 64 characters before it; at most 8 files", name);
	script->bytes = malloc(FILE_MOST);
	if (!script->bytes)
		die("no memory", name);
	script->len = load(name, script->bytes, FILE_MOST);
	script->pause = pause;
	script->baud = baud;
	line->scripts++;
}

static void break_ram(struct machine *machine, int option, const char *text)
{
	enum defect_kind kind = option == STUCK   ? DEFECT_STUCK
				: option == SHORT ? DEFECT_SHORT
						  : DEFECT_DEAD;

	if (!defect_add(machine, kind, text))
		die("describes no defect, or one too many", text);
}

static FILE *create(const char *name)
{
	FILE *file = fopen(name, "wb");

	if (!file)
		die("cannot be written", name);
	return file;
}

static void set_machine(struct machine *machine, int option, const char *value)
{
	switch (option) {
	case LIMIT:
		machine->limit = number(value) * UINT64_C(1000000000);
		break;
	case TIMEBASE_HZ:
		machine->timebase = number(value);
		break;
	case BOARD:
		machine->console = true;
		machine->tolerant = true;
		break;
	case EXACT:
		machine->exact = true;
		break;
	case STUCK:
	case SHORT:
	case DEAD:
		break_ram(machine, option, value);
		break;
	default:
		fputs(usage, stderr);
		exit(EXIT_USAGE);
	}
}

static void set(struct machine *machine, struct settings *settings, int option, char *value)
{
	struct line *line = &machine->line;

	switch (option) {
	case IMAGE:
		settings->image = value;
		break;
	case TREE:
		settings->tree = value;
		break;
	case TRIGGER:
		settings->trigger = (unsigned)number(value);
		break;
	case BAUD:
		settings->baud = number(value);
		if (!line->scripts)
			line->baud = settings->baud;
		break;
	case CLOCK:
		settings->clock = number(value);
		break;
	case WHEN:
		if (line->scripts < LINE_SCRIPTS)
			line->script[line->scripts].when = value;
		break;
	case SEND:
		add_script(line, value, 0, settings->baud);
		break;
	case TYPE:
		add_script(line, value, KEY_NS, settings->baud);
		break;
	case XOFF:
		line->slack = (int)number(value);
		break;
	case OUTPUT:
		settings->output = value;
		break;
	default:
		set_machine(machine, option, value);
	}
}

static void boot(struct machine *machine, const struct settings *settings)
{
	if (settings->output)
		machine->line.output = create(settings->output);
	machine->ram = calloc(1, RAM_SIZE);
	if (!machine->ram)
		die("no memory", "RAM");
	load(settings->image, machine->ram + (RAM_IMAGE - RAM_BASE), RAM_TREE - RAM_IMAGE);
	if (settings->tree)
		load(settings->tree, machine->ram + (RAM_TREE - RAM_BASE), FILE_MOST);
	uart_reset(&machine->uart, &machine->line, settings->trigger, settings->clock);
	cpu_reset(&machine->cpu, machine, RAM_IMAGE);
	machine->cpu.x[X_A1] = RAM_TREE;
}

static void report(const struct machine *machine)
{
	const struct uart *uart = &machine->uart;
	const struct line *line = &machine->line;

	printf("instructions=%" PRIu64 " ns=%" PRIu64 " skipped=%" PRIu64 " interrupts=%" PRIu64
	       " in=%" PRIu64 " read=%" PRIu64 " out=%" PRIu64 " overruns=%" PRIu64
	       " tx_lost=%" PRIu64 " rate_writes=%" PRIu64 " latency_ns=%" PRIu64
	       " echo_ns=%" PRIu64 " answer_ns=%" PRIu64 " holds=%" PRIu64 " unsent=%u\n",
	       machine->cpu.retired, machine_now(machine), machine->spin.skipped,
	       machine->cpu.interrupts, line->bytes_sent, uart->read, line->bytes_received,
	       uart->overruns, uart->tx_lost, uart->rate_writes, uart->latency, uart->echo,
	       line->answer, line->holds, line->scripts - line->current);
}

static void release(struct machine *machine)
{
	for (unsigned i = 0; i < machine->line.scripts; i++)
		free(machine->line.script[i].bytes);
	if (machine->line.output != stdout)
		fclose(machine->line.output);
	free(machine->ram);
}

int main(int argc, char **argv)
{
	static struct machine machine;
	struct settings settings = { .trigger = 8, .baud = 115200 };
	int option;

	machine.line = (struct line){
		.baud = settings.baud, .output = stdout, .slack = -1, .allowed = -1
	};
	machine.timer = LINE_NEVER;
	machine.timebase = TIMEBASE;
	machine.sound = RAM_SIZE;
	machine.limit = SECONDS * UINT64_C(1000000000);
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
		set(&machine, &settings, option, optarg);
	if (!settings.image || optind != argc || !machine.line.baud || !settings.baud ||
	    !machine.timebase) {
		fputs(usage, stderr);
		return EXIT_USAGE;
	}
	boot(&machine, &settings);
	cpu_run(&machine.cpu);
	if (machine_now(&machine) > machine.limit)
		machine_fail(&machine, "the time given is over");
	report(&machine);
	release(&machine);
	return machine.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
