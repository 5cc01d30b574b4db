#include "boot/boot.h"
/* Words of the command line that the image was started with, wherever that is. */
#include "boot/efi/started.h"
#include "fdt/where/bootargs.h"

int boot_bootarg(const struct dt_tree *tree, const char *key, char *value, size_t size)
{
	return tree ? dt_bootarg(tree, key, value, size)
		    : dt_bootarg_of(efi_started.options, key, value, size);
}
