#include "shell/handoff/plan_parts.h"
/* What the kernel is: where its bytes end, whether they can be read, and whether they can be
 * started. */
#include <errno.h>
#include <inttypes.h>
#include "shell/handoff/plan_gunzip.h"

enum {
	PAYLOAD_TEXT = 16, /* so many printable characters to begin with are no code */
};

/* --- the bytes -------------------------------------------------------------------------------- */

/* The bytes from the kernel's beginning up to where RAM ends, or memory begins that is this
 * program's, or that it may not be able to read. */
static uint64_t payload_reach(const struct plan *plan)
{
	uint64_t base = plan->kernel.base;
	struct dt_range bank = plan_bank(plan, base, NULL);
	uint64_t reach = bank.base + bank.size - base;
	struct shell_owners it;

	shell_owners(&it, plan->shell, shell_given_tree(plan->shell));
	while (shell_owners_next(&it))
		if ((it.owner.kind <= OWNER_STACKS || it.owner.kind > OWNER_INITRD) &&
		    it.owner.base > base && it.owner.base - base < reach)
			reach = it.owner.base - base;
	return reach;
}

/* This program, whose data have changed since it was loaded, would not start again. */
static int payload_is_ours(struct plan *plan)
{
	const struct owner *row = NULL;
	const struct owners *owners = plan->shell->owners;

	while (owners && (row = owners_find(owners, plan->kernel.base, plan->kernel.size, row)))
		if (row->kind <= OWNER_STACKS)
			return plan_refuse(plan, -EBUSY,
					   "%s: that is this program itself, which has changed "
					   "while it ran; load another copy of it",
					   plan->wish->name);
	return 0;
}

static int payload_lies_well(struct plan *plan)
{
	const char *name = plan->wish->name;
	struct dt_range *kernel = &plan->kernel;
	bool known;
	struct dt_range bank = plan_bank(plan, kernel->base, &known);

	if (known && !bank.size)
		return plan_refuse(plan, -ERANGE,
				   "%s: there is no RAM at 0x%" PRIx64
				   "; 'mem' lists RAM, 'load kernel' finds room by itself",
				   name, kernel->base);
	if (known && kernel->size > bank.size - (kernel->base - bank.base))
		return plan_refuse(plan, -ERANGE,
				   "%s: 0x%" PRIx64 " bytes at 0x%" PRIx64
				   " reach beyond the end of RAM, 0x%" PRIx64
				   "; type a smaller SIZE, or load it at a lower address",
				   name, kernel->size, kernel->base, bank.base + (bank.size - 1));
	if (!known && !kernel->size)
		return plan_refuse(plan, -ENODATA,
				   "%s: nothing says where RAM ends; type ADDRESS,SIZE", name);
	if (!kernel->size)
		kernel->size = payload_reach(plan);
	if (payload_is_ours(plan))
		return -EBUSY;
	if (!plan_answers(plan, *kernel))
		return plan_refuse(plan, -EFAULT,
				   "%s: 0x%" PRIx64 " to 0x%" PRIx64
				   " cannot be read; firmware may protect it: load it elsewhere",
				   name, kernel->base, kernel->base + (kernel->size - 1));
	return 0;
}

/* --- what they are ---------------------------------------------------------------------------- */

/* Of what has no magic: why it is no code either; NULL: it may be. */
static const char *payload_no_code(const uint8_t *byte, uint64_t size)
{
	uint32_t word = size < 4 ? 0 : *(const uint32_t *)(const void *)byte;
	uint64_t text = 0;

	while (text < size && text < PAYLOAD_TEXT &&
	       ((byte[text] >= ' ' && byte[text] <= '~') || byte[text] == '\n' ||
		byte[text] == '\r' || byte[text] == '\t'))
		text++;
	if (size < 4)
		return "it is shorter than an instruction";
	if (text == size || text == PAYLOAD_TEXT)
		return "it is text";
	if (word == 0 || word == UINT32_MAX)
		return word ? "it begins with ff bytes, which are no instruction"
			    : "it begins with zeros, which are no instruction";
	return NULL;
}

static int payload_refuse_kind(struct plan *plan)
{
	const char *name = plan->wish->name, *what = payload_kind_name(plan->payload.kind);
	const char *advice = payload_advice(plan->payload.kind);

	if (plan->payload.kind == PAYLOAD_TREE)
		return plan_refuse(plan, -ENOEXEC,
				   "%s: it is a device tree, not a kernel; -t takes it along",
				   name);
	if (plan->payload.kind == PAYLOAD_CPIO)
		return plan_refuse(plan, -ENOEXEC,
				   "%s: it is a cpio archive, not a kernel; -i takes it along",
				   name);
	return plan_refuse(plan, -ENOEXEC, "%s: it is %s, which cannot be started; %s", name, what,
			   advice ? advice : "load an Image, an ELF or a flat binary");
}

/* Looks at what lies there; @given: the size is known, rather than how far RAM goes. */
static int payload_see(struct plan *plan, bool given)
{
	const void *bytes = (const void *)(uintptr_t)plan->kernel.base;
	const struct payload *payload = &plan->payload;
	const char *why = "";
	int err = payload_look(bytes, plan->kernel.size, &plan->payload, &why);
	uint64_t says;

	if (err)
		return plan_refuse(plan, err == -ENODATA ? -ENODATA : -ENOEXEC, "%s: it is %s%s",
				   plan->wish->name, why,
				   err == -ENODATA ? "; load it again, all of it"
						   : "; load an Image or an ELF for 64-bit RISC-V");
	plan->known = true;
	/* image_size counts .bss, too, which may reach farther than what can be read. */
	says = payload->size ? payload->size : payload->memory;
	if (!given && says && says < plan->kernel.size)
		plan->kernel.size = says;
	if (payload->kind == PAYLOAD_ZBOOT && payload->inside_size)
		return 0;
	if (payload->kind > PAYLOAD_GZIP)
		return payload_refuse_kind(plan);
	if (payload->kind != PAYLOAD_FLAT)
		return 0;
	why = payload_no_code(bytes, plan->kernel.size);
	if (why)
		return plan_refuse(plan, -ENOEXEC, "%s: %s; 'images' lists the kernels in memory",
				   plan->wish->name, why);
	if (!given)
		return plan_refuse(plan, -EDOM,
				   "%s: it has no header that says how long it is; type "
				   "ADDRESS,SIZE",
				   plan->wish->name);
	return 0;
}

/* A zboot is a UEFI program with a kernel in it; only that is of use here. */
static bool payload_packed(struct plan *plan)
{
	const struct payload *payload = &plan->payload;

	if (payload->kind == PAYLOAD_ZBOOT) {
		plan->kernel.base += payload->inside;
		plan->kernel.size = payload->inside_size;
		return true;
	}
	return payload->kind == PAYLOAD_GZIP;
}

int plan_payload(struct plan *plan)
{
	bool given = plan->kernel.size != 0;
	int err = payload_lies_well(plan);

	if (!err)
		err = payload_see(plan, given);
	plan->source = plan->kernel;
	if (err || !payload_packed(plan))
		return err;
	err = plan_gunzip(plan);
	if (!err)
		err = payload_see(plan, true);
	if (!err && payload_packed(plan))
		return plan_refuse(plan, -ENOEXEC,
				   "%s: what is in it is packed again; load the kernel packed once",
				   plan->wish->name);
	return err;
}
