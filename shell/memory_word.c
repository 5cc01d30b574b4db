#include "shell/memory_word.h"
/* Words that name memory. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "fdt/where/address.h"
#include "shell/memory_name.h"
#include "shell/place.h"

/* The loaded file that holds @size bytes (at least one) at @base; NULL. */
static const struct owner *word_holder(const struct owners *owners, uint64_t base, uint64_t size)
{
	const struct owner *row = NULL;

	size = size ? size : 1;
	while (owners && (row = owners_find(owners, base, size, row)))
		if (row->kind == OWNER_LOADED && owner_holds(row, base, size))
			return row;
	return NULL;
}

enum { WORD_HINT = 5 }; /* digits of a number that may be meant as hexadecimal */

/* --- decimal or hexadecimal ------------------------------------------------------------------- */

/* The address is in an entry of this reg. */
static bool word_in_reg(const struct dt_trail *trail, const struct dt_cursor *cursor,
			uint64_t address)
{
	struct dt_reg reg;

	for (int i = 0; !dt_reg_of(trail, cursor->value, (int)cursor->len, i, &reg, NULL); i++)
		if (address >= reg.cpu && address - reg.cpu < reg.size)
			return true;
	return false;
}

static bool word_in_device(const struct dt_tree *tree, uint64_t address)
{
	struct dt_trail trail = { .tree = tree };
	struct dt_cursor cursor;
	enum dt_event event;

	dt_walk(&cursor, dt_root(tree));
	while ((event = dt_next_named(&cursor, "reg")) != DT_END) {
		if (cursor.depth >= DT_DEPTH_MAX)
			continue;
		trail.depth = cursor.depth;
		if (event == DT_NODE)
			trail.node[cursor.depth] = cursor.node;
		else if (word_in_reg(&trail, &cursor, address))
			return true;
	}
	return false;
}

/* Something is known to be at the address. */
static bool word_known(struct shell *shell, uint64_t address)
{
	struct shell_place place = shell_place(shell, address, 1);

	return place.is == SHELL_PLACE_OWNED || place.is == SHELL_PLACE_FREE ||
	       (shell->tree && word_in_device(shell->tree, address));
}

void shell_hint_decimal(struct shell *shell, const char *digits, size_t len)
{
	uint64_t value;

	if (len >= WORD_HINT && strspn(digits, "0123456789") >= len &&
	    shell_expression_number(digits, len, &value) == 0)
		shell_error(shell, 0, "%.*s: decimal, 0x%" PRIx64 "; hexadecimal begins with 0x",
			    (int)len, digits, value);
}

/* @len digits alone, of value @*number: takes them as hexadecimal if only that can be meant. */
static void word_decimal(struct shell *shell, const char *word, size_t len, uint64_t *number)
{
	uint64_t hex = 0;

	for (size_t i = 0; i < len; i++)
		hex = hex << 4 | (unsigned)(word[i] - '0');
	if (len > 16 || hex == *number || word_known(shell, *number))
		return;
	if (word_known(shell, hex)) {
		shell_error(shell, 0, "%.*s: taken as hexadecimal", (int)len, word);
		*number = hex;
	} else {
		shell_hint_decimal(shell, word, len);
	}
}

/* --- expressions ------------------------------------------------------------------------------ */

/* Reads the expression at @text, a part of @word. 0, or -errno reported. */
static int word_expression(struct shell *shell, const char *word, const char *text,
			   const char **end, struct shell_value *value)
{
	struct shell_expression it = { .lookup = shell_memory_name, .context = shell };
	int err = shell_expression(&it, text, end, value);

	if (!err && **end && (**end != ',' || text != word)) {
		err = -EINVAL;
		it.why = "an operator, + - or *, is missing";
		it.at = *end;
	}
	if (err == -ENOENT)
		return shell_memory_unknown(shell, it.at, it.len);
	if (err && it.why)
		return shell_error(shell, err, "%s: %s, column %d", word, it.why,
				   (int)(it.at - word) + 1);
	if (!err && it.hex)
		shell_error(shell, 0, "%.*s: taken as hexadecimal", (int)it.hex_len, it.hex);
	if (!err && text == word && strspn(word, "0123456789") == (size_t)(*end - word))
		word_decimal(shell, word, (size_t)(*end - word), &value->number);
	else if (!err && text == word && it.decimal) /* sizes are often decimal */
		shell_hint_decimal(shell, it.decimal, it.decimal_len);
	return err;
}

/* The bytes from the address to the end of the window; 0: it has no window. -ERANGE reported. */
static int word_window(struct shell *shell, const char *word, const struct shell_value *value,
		       uint64_t *size)
{
	uint64_t offset = value->number - value->base;

	*size = value->size - offset;
	if (!value->size)
		*size = 0;
	else if (value->number < value->base || offset >= value->size)
		return shell_error(shell, -ERANGE,
				   "%s: 0x%" PRIx64 " is not in it: 0x%" PRIx64 " to 0x%" PRIx64,
				   word, value->number, value->base,
				   value->base + (value->size - 1));
	return 0;
}

/* The size after the comma. 0, or -errno reported. */
static int word_size(struct shell *shell, const char *word, const char *text,
		     struct shell_memory *memory)
{
	uint64_t most = memory->size ? memory->size : UINT64_MAX - memory->base + 1;
	struct shell_value value;
	int err = word_expression(shell, word, text, &text, &value);

	if (err)
		return err;
	if (!value.number)
		return shell_error(shell, -EINVAL, "%s: the size is 0; give it 1 or more", word);
	if (memory->size && value.number > most)
		return shell_error(shell, -ERANGE,
				   "%s: only 0x%" PRIx64 " bytes are left of what it names", word,
				   most);
	if (most && value.number > most)
		return shell_error(shell, -EINVAL, "%s: the range ends past the last address",
				   word);
	memory->size = value.number;
	return 0;
}

int shell_memory(struct shell *shell, const char *word, struct shell_memory *memory)
{
	struct shell_value value;
	const char *end;
	int err = word_expression(shell, word, word, &end, &value);

	if (err)
		return err;
	*memory = (struct shell_memory){
		.base = value.number,
		.node = { shell->tree, value.node },
		.entry = value.entry,
	};
	err = word_window(shell, word, &value, &memory->size);
	if (!err && *end) {
		memory->node.offset = -ENOENT;
		err = word_size(shell, word, end + 1, memory);
	}
	memory->loaded = word_holder(shell->owners, memory->base, memory->size);
	return err;
}

int shell_memory_word(struct shell *shell, const char *word, struct dt_range *range,
		      const struct owner **loaded)
{
	struct shell_memory memory;
	int err = shell_memory(shell, word, &memory);

	if (err)
		return err;
	*range = (struct dt_range){ memory.base, memory.size };
	if (memory.loaded && !memory.size)
		range->size = memory.loaded->size - (memory.base - memory.loaded->base);
	if (loaded)
		*loaded = memory.loaded;
	return 0;
}

int shell_memory_address(struct shell *shell, const char *word, uint64_t *address)
{
	struct shell_memory memory = { 0 };
	int err = shell_memory(shell, word, &memory);

	*address = memory.base;
	return err;
}

void shell_complete_loaded(struct shell *shell, struct shell_completions *completions)
{
	const struct owners *owners = shell->owners;

	for (int i = 0; owners && i < owners->count; i++) {
		const struct owner *row = &owners->row[i];

		if (row->kind == OWNER_LOADED && row->size && row->name[0])
			shell_offer(completions, row->name, false);
	}
}

void shell_complete_memory(struct shell *shell, struct shell_completions *completions)
{
	char first = completions->word[0];

	if (shell->tree && (first == '/' || first == '&')) {
		shell_complete_node(shell, completions);
		return;
	}
	shell_complete_loaded(shell, completions);
	for (int i = 0; shell_memory_symbol(i); i++)
		shell_offer(completions, shell_memory_symbol(i), false);
}
