/* `sbi test` on a PC, where it is refused: there is no firmware, and nothing to look at. */
#include <errno.h>
#include <string.h>
#include "kernel/sbi.h"
#include "kernel/sbi_entry.h"
#include "kernel/sbi_event.h"
#include "kernel/protect/sbi_pages.h"
#include "kernel/sbi_seen.h"
#include "kernel/trap_try.h"

bool sbi_seen_timer(void)
{
	return false;
}

bool sbi_seen_ipi(void)
{
	return false;
}

void sbi_clear_ipi(void)
{
}

bool sbi_seen_misaligned(bool reserved)
{
	(void)reserved;
	return false;
}

void sbi_call_csrs(uint64_t extension, uint64_t function, struct sbi_csrs *before,
		   struct sbi_csrs *after)
{
	(void)extension;
	(void)function;
	memset(before, 0, sizeof(*before));
	memset(after, 0, sizeof(*after));
}

void sbi_call_registers(struct sbi_registers *registers)
{
	(void)registers;
}

uint64_t sbi_entry_at(void)
{
	return 0;
}

const struct sbi_entered *sbi_entry_seen(void)
{
	return NULL;
}

void sbi_entry_leave(void)
{
}

int64_t sbi_entry_suspend(const struct sbi_suspend *suspend, struct sbi_entered *entered)
{
	(void)suspend;
	(void)entered;
	return SBI_ERR_NOT_SUPPORTED;
}

void sbi_put_trapped(const struct sbi_trapped *trapped)
{
	(void)trapped;
}

void sbi_get_trapped(struct sbi_trapped *trapped)
{
	(void)trapped;
}

bool sbi_pages_make(unsigned char *pages)
{
	(void)pages;
	return false;
}

void sbi_pages_change(unsigned char *pages)
{
	(void)pages;
}

void sbi_pages_patch(unsigned char *pages)
{
	(void)pages;
}

bool sbi_pages_on(unsigned char *pages)
{
	(void)pages;
	return false;
}

void sbi_pages_off(void)
{
}

uint64_t sbi_pages_look(void)
{
	return 0;
}

uint64_t sbi_pages_run(unsigned char *pages)
{
	(void)pages;
	return 0;
}

int trap_contain(int (*run)(void *), void *arg, struct trap_info *info)
{
	(void)run;
	(void)arg;
	(void)info;
	return -EFAULT;
}

void sbi_event_watch(struct sbi_event *event)
{
	(void)event;
}

uint64_t sbi_event_entry(void)
{
	return 0;
}
