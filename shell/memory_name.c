#include "shell/memory_name.h"
/* Names of memory. A loaded file comes before a node of its name, and that before a function. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "fdt/core/distance.h"
#include "fdt/where/address.h"
#include "fdt/where/memory.h"
#include "shell/place.h"

enum { NAME_MAX = 256, NAME_BANKS_MAX = 32 };

/* --- $ram, $tree, $image ---------------------------------------------------------------------- */

/* The bank that the image is in, else the first. */
static struct dt_range name_ram(const struct shell *shell)
{
	const struct dt_tree *tree = shell_given_tree(shell);
	struct dt_range bank[NAME_BANKS_MAX] = { shell_image_bank(shell, tree) };

	if (!bank[0].size)
		shell_ram(shell, tree, bank, NAME_BANKS_MAX, NULL);
	return bank[0];
}

static struct dt_range name_tree(const struct shell *shell)
{
	const struct dt_tree *tree = shell->tree;

	return tree ? (struct dt_range){ (uintptr_t)tree->blob, tree->size }
		    : (struct dt_range){ 0 };
}

static struct dt_range name_image(const struct shell *shell)
{
	const struct owner *image = shell->owners ? owners_of(shell->owners, OWNER_IMAGE) : NULL;

	return image ? (struct dt_range){ image->base, image->size } : (struct dt_range){ 0 };
}

static const struct {
	char name[8];
	struct dt_range (*find)(const struct shell *shell);
} name_symbols[] = { { "$ram", name_ram }, { "$tree", name_tree }, { "$image", name_image } };

const char *shell_memory_symbol(int index)
{
	bool there = (size_t)index < sizeof(name_symbols) / sizeof(name_symbols[0]);

	return there ? name_symbols[index].name : NULL;
}

static int name_window(struct shell_value *value, uint64_t base, uint64_t size)
{
	*value = (struct shell_value){ .number = base, .base = base, .size = size, .node = -1 };
	return size ? 0 : -ENOENT;
}

static int name_symbol(const struct shell *shell, const char *name, struct shell_value *value)
{
	for (int i = 0; shell_memory_symbol(i); i++)
		if (!strcmp(name, shell_memory_symbol(i))) {
			struct dt_range range = name_symbols[i].find(shell);

			return name_window(value, range.base, range.size);
		}
	return -ENOENT;
}

/* --- nodes ------------------------------------------------------------------------------------ */

/* Takes the number of the entry from the end of NODE.reg[N] or NODE.reg. The length of NODE. */
static size_t name_entry(const char *name, size_t len, int *entry)
{
	const char *dot = strrchr(name, '.');
	uint64_t number = 0;

	*entry = 0;
	if (!dot || strncmp(dot, ".reg", 4) != 0)
		return len;
	if (dot[4] &&
	    (dot[4] != '[' || name[len - 1] != ']' ||
	     shell_expression_number(dot + 5, (size_t)(name + len - 1 - (dot + 5)), &number) ||
	     number > UINT16_MAX))
		return len;
	*entry = (int)number;
	return (size_t)(dot - name);
}

static int name_node(struct shell *shell, const char *name, size_t len, struct shell_value *value)
{
	int entry, err;
	size_t path = name_entry(name, len, &entry);
	struct dt_node node = shell->tree ? shell_find_node(shell, name, path)
					  : (struct dt_node){ .offset = -ENOENT };
	const char *why = NULL;
	struct dt_trail trail;
	struct dt_reg reg;

	if (!dt_found(node) || dt_trail(node, &trail))
		return -ENOENT;
	err = dt_reg(&trail, entry, &reg, &why);
	if (err == -ENOENT)
		why = entry ? "reg has no such entry" : "the node has no reg, so no address";
	if (err)
		return shell_error(shell, -ENXIO, "%s: %s; 'reg -r' shows more", name, why);
	(void)name_window(value, reg.cpu, reg.size);
	value->node = node.offset;
	value->entry = entry;
	return 0;
}

/* --- all -------------------------------------------------------------------------------------- */

int shell_memory_name(void *context, const char *name, size_t len, struct shell_value *value)
{
	struct shell *shell = context;
	struct shell_port *port = shell->port;
	const struct owner *row;
	uint64_t base, size;
	char text[NAME_MAX];
	int err;

	if (len >= sizeof(text))
		return -ENOENT;
	memcpy(text, name, len);
	text[len] = '\0';
	row = shell->owners ? owners_named(shell->owners, text) : NULL;
	if (row)
		return name_window(value, row->base, row->size);
	if (*text == '$')
		return name_symbol(shell, text, value);
	err = name_node(shell, text, len, value);
	if (err == -ENOENT && port->function && port->function(text, &base, &size))
		return name_window(value, base, size);
	return err;
}

/* The file with the most similar name; NULL. */
static const struct owner *name_nearest(const struct owners *owners, const char *word, size_t len)
{
	const struct owner *nearest = NULL;
	int best = (int)(len + 1) / 3 + 1; /* up to a third of the letters may be wrong */

	for (int i = 0; owners && i < owners->count; i++) {
		const struct owner *row = &owners->row[i];
		int distance;

		if (row->kind != OWNER_LOADED || !row->size || !row->name[0])
			continue;
		distance = dt_distance(word, len, row->name, strlen(row->name), best);
		if (distance < best) {
			best = distance;
			nearest = row;
		}
	}
	return nearest;
}

int shell_memory_unknown(struct shell *shell, const char *name, size_t len)
{
	const struct owner *near = name_nearest(shell->owners, name, len);

	if (near)
		return shell_error(shell, -ENOENT,
				   "%.*s: no loaded file has this name (did you mean %s?)",
				   (int)len, name, near->name);
	if (*name == '$')
		return shell_error(shell, -ENOENT,
				   "%.*s: unknown here; there are $ram, $tree and $image", (int)len,
				   name);
	if ((*name == '/' || *name == '&') && len < NAME_MAX) {
		char path[NAME_MAX] = "";

		memcpy(path, name, len);
		(void)shell_node(shell, path); /* which reports it */
		return -ENOENT;
	}
	return shell_error(shell, -ENOENT,
			   "%.*s: neither a number nor the name of a loaded file, node or "
			   "function; 'mem' lists files",
			   (int)len, name);
}
