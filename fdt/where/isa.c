#include "fdt/where/isa.h"
/*
 * The extensions that a hart's node lists.
 *
 * Sources: RISC-V Unprivileged ISA (2024), "ISA Extension Naming Conventions" and the chapters of
 * the extensions that have parts; devicetree binding riscv/extensions.yaml. QEMU before 7.1 put the
 * modes of a hart among the letters ("rv64acdfimsuv"), as Linux (arch/riscv/kernel/cpufeature.c)
 * knows: an s before a u is a letter and no name's beginning.
 */
#include <string.h>

enum { ISA_BASE = 4 /* characters of "rv64" */, ISA_NAME_MAX = 10 };

/* @part works wherever @whole does. A whole that is itself a part comes after its own whole. */
struct isa_part {
	char whole[ISA_NAME_MAX], part[ISA_NAME_MAX]; /* no pointers: those would be relocated */
};

static const struct isa_part isa_parts[] = {
	{ "g", "i" },
	{ "g", "m" },
	{ "g", "a" },
	{ "g", "f" },
	{ "g", "d" },
	{ "m", "zmmul" },
	{ "a", "zaamo" },
	{ "a", "zalrsc" },
	{ "d", "f" },
	{ "c", "zca" },
	{ "b", "zba" },
	{ "b", "zbb" },
	{ "b", "zbs" },
	{ "zfh", "zfhmin" },
	{ "zhinx", "zhinxmin" },
	{ "zdinx", "zfinx" },
	{ "v", "zve64d" },
	{ "v", "zvl128b" },
	{ "zve64d", "zve64f" },
	{ "zve64f", "zve64x" },
	{ "zve64f", "zve32f" },
	{ "zve64x", "zve32x" },
	{ "zve32f", "zve32x" },
	{ "zvl512b", "zvl256b" },
	{ "zvl256b", "zvl128b" },
	{ "zvfh", "zvfhmin" },
	{ "zvbb", "zvkb" },
	{ "zvkng", "zvkn" },
	{ "zvkng", "zvkg" },
	{ "zvknc", "zvkn" },
	{ "zvknc", "zvbc" },
	{ "zvkn", "zvkned" },
	{ "zvkn", "zvknhb" },
	{ "zvkn", "zvkb" },
	{ "zvknhb", "zvknha" },
	{ "zvksg", "zvks" },
	{ "zvksg", "zvkg" },
	{ "zvksc", "zvks" },
	{ "zvksc", "zvbc" },
	{ "zvks", "zvksed" },
	{ "zvks", "zvksh" },
	{ "zvks", "zvkb" },
	{ "zk", "zkn" },
	{ "zk", "zkr" },
	{ "zkn", "zbkb" },
	{ "zkn", "zbkc" },
	{ "zkn", "zbkx" },
	{ "zkn", "zkne" },
	{ "zkn", "zknd" },
	{ "zkn", "zknh" },
	{ "zks", "zbkb" },
	{ "zks", "zbkc" },
	{ "zks", "zbkx" },
	{ "zks", "zksed" },
	{ "zks", "zksh" },
	{ "zbc", "zbkc" },
	{ "sha", "h" },
	{ "sha", "ssstateen" },
	{ "smaia", "ssaia" },
	{ "smstateen", "ssstateen" },
	{ "smcdeleg", "ssccfg" },
	{ "smctr", "ssctr" },
};

enum { ISA_PARTS = sizeof(isa_parts) / sizeof(isa_parts[0]) };

static char isa_lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* The @len bytes at @name are @wanted, whatever their case. */
static bool isa_is(const char *name, size_t len, const char *wanted)
{
	for (size_t i = 0; i < len; i++)
		if (isa_lower(name[i]) != wanted[i])
			return false;
	return wanted[len] == '\0';
}

void dt_isa_init(struct dt_isa *it, struct dt_node cpu)
{
	const char *text;
	int len = dt_string(cpu, "riscv,isa", &text);

	it->list = dt_strings(cpu, "riscv,isa-extensions");
	it->at = it->end = NULL;
	if (len < ISA_BASE || !(isa_is(text, ISA_BASE, "rv64") || isa_is(text, ISA_BASE, "rv32")))
		return;
	it->at = text + ISA_BASE;
	it->end = text + len;
}

static bool isa_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The first byte from @at on that belongs to no version: "2p1", "2". */
static const char *isa_after_version(const char *at, const char *end)
{
	const char *from = at;

	while (at < end && isa_is_digit(*at))
		at++;
	if (at == from || at + 1 >= end || isa_lower(*at) != 'p' || !isa_is_digit(at[1]))
		return at;
	for (at++; at < end && isa_is_digit(*at);)
		at++;
	return at;
}

/* The length of a name of several letters without its version, "1p0", which may be missing. */
static size_t isa_without_version(const char *name, size_t len)
{
	size_t minor = len, major;

	while (minor && isa_is_digit(name[minor - 1]))
		minor--;
	if (minor == len || !minor || isa_lower(name[minor - 1]) != 'p')
		return len;
	for (major = minor - 1; major && isa_is_digit(name[major - 1]);)
		major--;
	return major && major < minor - 1 ? major : len;
}

/* At @at begins a name of several letters; @first: nothing but letters is before it. */
static bool isa_is_long(const char *at, const char *end, bool first)
{
	char letter = isa_lower(*at);

	if (letter == 's' && first && at + 1 < end)
		return isa_lower(at[1]) != 'u';
	return letter == 's' || letter == 'x' || letter == 'z';
}

static size_t isa_long_name(struct dt_isa *it)
{
	const char *stop = memchr(it->at, '_', (size_t)(it->end - it->at));
	size_t len = (size_t)((stop ? stop : it->end) - it->at);

	it->at += len;
	return isa_without_version(it->at - len, len);
}

/* The next name of riscv,isa; the last one was before it->at. */
static bool isa_next_of_string(struct dt_isa *it, const char **name, size_t *len)
{
	bool first = *it->at != '_';

	while (it->at < it->end && *it->at == '_')
		it->at++;
	if (it->at == it->end)
		return false;
	*name = it->at;
	*len = 1;
	if (isa_is_long(it->at, it->end, first))
		*len = isa_long_name(it);
	else
		it->at = isa_after_version(it->at + 1, it->end);
	return true;
}

bool dt_isa_next(struct dt_isa *it, const char **name, size_t *len)
{
	int listed;

	it->from = DT_ISA_STRING;
	if (it->at < it->end && isa_next_of_string(it, name, len))
		return true;
	it->from = DT_ISA_LIST;
	listed = dt_strings_next(&it->list, name);
	*len = (size_t)listed;
	return listed >= 0;
}

bool dt_isa_is_listed(struct dt_node cpu)
{
	return dt_prop(cpu, "riscv,isa", NULL) || dt_prop(cpu, "riscv,isa-extensions", NULL);
}

bool dt_isa_lists(struct dt_node cpu, const char *name)
{
	struct dt_isa it;
	const char *listed;
	size_t len;

	dt_isa_init(&it, cpu);
	while (dt_isa_next(&it, &listed, &len))
		if (isa_lower(*listed) == *name && isa_is(listed, len, name))
			return true;
	return false;
}

/* Marks the extensions that have the name of @len bytes. */
static void isa_mark(const char *listed, size_t len, enum dt_isa_mark as,
		     const char *(*name)(int index), uint8_t *mark)
{
	const char *wanted;

	for (int i = 0; (wanted = name(i)); i++)
		if (*wanted == isa_lower(*listed) && isa_is(listed, len, wanted))
			mark[i] |= (uint8_t)as;
}

/* One of the @count parts in @live is the row's whole. */
static bool isa_is_live(const struct isa_part *row, const uint8_t *live, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		if (strcmp(isa_parts[live[i]].part, row->whole) == 0)
			return true;
	return false;
}

void dt_isa_mark_name(const char *listed, size_t len, enum dt_isa_mark as,
		      const char *(*name)(int index), uint8_t *mark)
{
	uint8_t live[ISA_PARTS];
	unsigned count = 0;

	isa_mark(listed, len, as, name, mark);
	for (unsigned i = 0; i < ISA_PARTS; i++) {
		const struct isa_part *row = &isa_parts[i];

		if (!(*row->whole == isa_lower(*listed) && isa_is(listed, len, row->whole)) &&
		    !isa_is_live(row, live, count))
			continue;
		live[count++] = (uint8_t)i;
		isa_mark(row->part, strlen(row->part), as, name, mark);
	}
}

void dt_isa_mark(struct dt_node cpu, const char *(*name)(int index), uint8_t *mark)
{
	struct dt_isa it;
	const char *listed;
	size_t len;

	dt_isa_init(&it, cpu);
	while (dt_isa_next(&it, &listed, &len))
		dt_isa_mark_name(listed, len, it.from, name, mark);
}
