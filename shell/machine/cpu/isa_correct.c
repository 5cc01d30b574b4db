#include "shell/machine/cpu/isa_correct.h"
/*
 * Corrects what a tree lists. RISC-V Unprivileged ISA (2024), "ISA Extension Naming Conventions":
 * in a string, names of one letter come first, and '_' is before longer ones.
 */
#include <errno.h>
#include <string.h>

struct correct {
	const struct isa_facts *facts;
	enum dt_isa_mark property;
	char *out;
	size_t used, room;
	bool full, dropped, added;
	uint8_t kept[ISA_MAX]; /* not 0: it is in the value, or is a part of what is */
};

static void correct_put(struct correct *correct, char c)
{
	if (correct->used < correct->room)
		correct->out[correct->used++] = c;
	else
		correct->full = true;
}

/* Appends a name, and keeps what is in it. */
static void correct_keep(struct correct *correct, const char *name, size_t len)
{
	bool list = correct->property == DT_ISA_LIST;

	if (len > 1 && !list)
		correct_put(correct, '_');
	for (size_t i = 0; i < len; i++) /* in lower case */
		correct_put(correct,
			    name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] | 0x20) : name[i]);
	if (list)
		correct_put(correct, '\0');
	dt_isa_mark_name(name, len, correct->property, isa_name, correct->kept);
}

/* The name, or a part of what it means, does not work. */
static bool correct_is_wrong(const struct correct *correct, const char *name, size_t len)
{
	uint8_t mark[ISA_MAX] = { 0 };

	dt_isa_mark_name(name, len, correct->property, isa_name, mark);
	for (int i = 0; i < correct->facts->count; i++)
		if (mark[i] && isa_is_refuted(correct->facts, i))
			return true;
	return false;
}

/* Names of one letter, or the others: first the tree's own, then those that it misses. */
static void correct_names(struct correct *correct, bool letters)
{
	struct dt_isa it;
	const char *name;
	size_t len;

	dt_isa_init(&it, correct->facts->cpu);
	while (dt_isa_next(&it, &name, &len)) {
		if (it.from != correct->property || (len == 1) != letters)
			continue;
		if (correct_is_wrong(correct, name, len))
			correct->dropped = true;
		else
			correct_keep(correct, name, len);
	}
	for (int i = 0; i < correct->facts->count; i++) {
		name = isa_name(i);
		len = strlen(name);
		if ((len == 1) != letters || correct->kept[i] ||
		    correct->facts->found[i] != ISA_WORKS || !isa_is_noted(i, correct->property))
			continue;
		correct->added = true;
		correct_keep(correct, name, len);
	}
}

int isa_correct(const struct isa_facts *facts, enum dt_isa_mark property, char *out, size_t room)
{
	struct correct correct = { .facts = facts, .property = property, .out = out, .room = room };
	bool string = property == DT_ISA_STRING;

	for (const char *base = string ? "rv64" : ""; *base; base++)
		correct_put(&correct, *base);
	correct_names(&correct, true);
	correct_names(&correct, false);
	if (string)
		correct_put(&correct, '\0');
	if (correct.full)
		return -ENOSPC;
	if (correct.dropped || (correct.added && property == isa_read_property(facts)))
		return (int)correct.used;
	return 0;
}
