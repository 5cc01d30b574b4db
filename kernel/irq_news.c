#include "kernel/irq.h"
/*
 * Interrupts, the news for people: sources that were masked, kept until someone can read of them.
 */
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

enum { NEWS_MAX = 4 }; /* only `irq` shows more at once */

static struct irq_item {
	const char *chip, *device;
	uint32_t source;
} news[NEWS_MAX];
static volatile int news_count;

void irq_news_add(const char *chip, uint32_t source, const char *device)
{
	if (news_count < NEWS_MAX)
		news[news_count++] =
			(struct irq_item){ .chip = chip, .device = device, .source = source };
}

bool irq_has_news(void)
{
	return news_count;
}

static struct irq_item news_take(void)
{
	uint64_t state = irq_save();
	struct irq_item item = news[0];

	news_count--;
	for (int i = 0; i < news_count; i++)
		news[i] = news[i + 1];
	irq_restore(state);
	return item;
}

bool irq_news(char *text, size_t size)
{
	struct irq_item item;

	if (!news_count)
		return false;
	item = news_take();
	if (!item.chip)
		snprintf(text, size, "irq: interrupts without a cause, all off; polled from now\n");
	else if (item.device)
		snprintf(text, size,
			 "irq: %s source %" PRIu32 " (%s) stormed, masked; polled from now\n",
			 item.chip, item.source, item.device);
	else
		snprintf(text, size, "irq: %s source %" PRIu32 " has no handler, masked\n",
			 item.chip, item.source);
	return true;
}
