/*
 * Opens a UART by its address: DRIVER,ADDRESS with options of our own, or a form of earlycon=.
 * Source: Linux, Documentation/admin-guide/kernel-parameters.txt, earlycon=: what mmio, mmio16 and
 * mmio32 mean for a 16550's registers; a driver with one layout keeps its own.
 */
#include "drivers/console/console_private.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Linux's words for how registers are reached. */
struct open_access {
	const char *name;
	uint8_t shift, width; /* as in struct regs; width 0: not on RISC-V */
	bool big_endian;
};

static const struct open_access open_accesses[] = {
	{ .name = "mmio", .shift = 0, .width = 1 },
	{ .name = "mmio16", .shift = 1, .width = 2 },
	{ .name = "mmio32", .shift = 2, .width = 4 },
	{ .name = "mmio32be", .shift = 2, .width = 4, .big_endian = true },
	{ .name = "mmio32native", .shift = 2, .width = 4 },
	{ .name = "io", .width = 0 },
};

/* A part of a text with commas. */
struct open_part {
	const char *at;
	size_t len;
};

/* The part after the first @skip bytes of @text. */
static struct open_part open_part(const char *text, size_t skip)
{
	return (struct open_part){ text + skip, strcspn(text + skip, ",") };
}

/* The next part; false after the last. */
static bool open_next(struct open_part *part)
{
	if (part->at[part->len] != ',')
		return false;
	*part = open_part(part->at, part->len + 1);
	return true;
}

static const struct open_access *open_access(const struct open_part *part)
{
	for (size_t i = 0; i < sizeof(open_accesses) / sizeof(*open_accesses); i++)
		if (strlen(open_accesses[i].name) == part->len &&
		    memcmp(open_accesses[i].name, part->at, part->len) == 0)
			return &open_accesses[i];
	return NULL;
}

/* All of @len bytes are a number: 0x1f, 31. */
static bool open_number(const char *text, size_t len, uint64_t *value)
{
	char *end;

	if (!len || *text < '0' || *text > '9')
		return false;
	errno = 0;
	*value = strtoull(text, &end, 0);
	return end == text + len && errno == 0;
}

static bool open_is_address(const struct open_part *part)
{
	return part->len > 2 && part->at[0] == '0' && (part->at[1] | ' ') == 'x';
}

/* Options: KEY=NUMBER. */
static bool open_option(const struct open_part *part, const char *key, uint64_t max,
			uint64_t *value)
{
	size_t len = strlen(key);

	return part->len > len && memcmp(part->at, key, len) == 0 &&
	       open_number(part->at + len, part->len - len, value) && *value <= max;
}

static bool open_take(struct regs *regs, const struct open_part *part)
{
	uint64_t value;

	if (open_option(part, "shift=", 4, &value))
		regs->shift = (uint8_t)value;
	else if (open_option(part, "width=", 8, &value))
		regs->width = (uint8_t)value;
	else if (open_option(part, "offset=", UINT64_MAX - regs->base, &value))
		regs->base += value;
	else if (part->len == 2 && memcmp(part->at, "be", 2) == 0)
		regs->big_endian = true;
	else /* 115200n8, as Linux has it: the line stays as firmware set it */
		return part->len && *part->at >= '0' && *part->at <= '9';
	return true;
}

static int open_refuse(const char **why, const char *words)
{
	*why = words;
	return -EINVAL;
}

/* @at: the address; before it, @access or NULL. */
static int open_read(struct open_part at, const struct open_access *access,
		     struct console_place *place, const char **why)
{
	const struct console_layout *layout = &place->driver->layout;
	uint64_t address;

	if (access && !access->width)
		return open_refuse(why, "RISC-V has no I/O ports: give the address as mmio");
	if (!open_number(at.at, at.len, &address))
		return open_refuse(why, "the address is not a number");
	place->regs = (struct regs){
		.base = address,
		.shift = layout->shift,
		.width = layout->width,
	};
	if (access && layout->shift == 0 && layout->width == 1) {
		place->regs.shift = access->shift;
		place->regs.width = access->width;
	}
	place->regs.big_endian = access && access->big_endian;
	while (open_next(&at))
		if (!open_take(&place->regs, &at))
			return open_refuse(why, "the options are shift=0 to 4, width=1, 2 or 4, "
						"offset=N and be");
	if (!layout->count)
		return 0; /* console_bind_at says what is wrong */
	return console_address_check(&place->regs, layout->count, why);
}

int console_place_read(const char *text, struct console_place *place, const char **why)
{
	struct open_part part = open_part(text, 0);
	const struct open_access *access = NULL;
	size_t name = 0;

	if (*text == '/')
		return -ENOENT;
	while (!access && !(name && open_is_address(&part))) {
		name = (size_t)(part.at + part.len - text);
		if (!open_next(&part))
			return -ENOENT;
		access = open_access(&part);
	}
	if (access && !open_next(&part))
		return -ENOENT;
	place->driver = console_driver_named(text, name);
	if (!place->driver)
		return open_refuse(why, "there is no such driver");
	return open_read(part, access, place, why);
}

static struct console_candidate *open_known(struct console_choice *choice,
					    const struct console_place *place, bool strict)
{
	for (int i = 0; i < choice->candidates; i++) {
		struct console_candidate *row = &choice->candidate[i];

		if (row->console.regs.width && row->console.regs.base == place->regs.base &&
		    (!strict || row->driver == place->driver))
			return row;
	}
	return NULL;
}

/* A row that failed at run time may be tried again. */
static int open_verdict(struct console_candidate *row, const char **why)
{
	if (!row->err || row->console.failed)
		return 0;
	*why = row->why ? row->why : "refused";
	return row->err;
}

int console_place_row(struct console_choice *choice, const struct console_place *place, bool strict,
		      struct console_candidate **row, const char **why)
{
	struct console_candidate *new = &choice->candidate[choice->candidates];

	*row = open_known(choice, place, strict);
	if (*row)
		return open_verdict(*row, why);
	if (choice->candidates == CONSOLE_CANDIDATES_MAX) {
		*why = "there is no room for one more";
		return -ENOSPC;
	}
	*new = (struct console_candidate){
		.node = { choice->tree, -ENOENT },
		.driver = place->driver,
		.rank = CONSOLE_BY_SEARCH,
		.enabled = true,
	};
	new->err = console_bind_at(place->driver, &place->regs, &new->console, &new->why);
	console_refuse_ram(choice, new);
	if (new->err)
		return open_verdict(new, why);
	choice->candidates++;
	console_name_row(choice, new);
	*row = new;
	return 0;
}

int console_open(struct console_choice *choice, const char *text, struct console_candidate **row,
		 const char **why)
{
	struct console_place place;
	int err = console_place_read(text, &place, why);

	*row = NULL;
	if (err == -ENOENT)
		return open_refuse(why, "expected DRIVER,ADDRESS, such as ns16550,0x10000000");
	return err ? err : console_place_row(choice, &place, true, row, why);
}
