#include "shell/machine/scan/scan_place.h"
/*
 * Segments: what of a table of regions holds an address. What is in a device's window and in RAM is
 * RAM. Firmware is where it usually is: at the beginning of the bank that this image is in, as
 * shell/place.c takes it to be where the tree does not say so.
 */

/* What one region makes of a place; SCAN_GAP: only that it is used. */
static enum scan_place place_of(const struct region *region)
{
	static const uint8_t places[OWNER_KINDS] = {
		[OWNER_IMAGE] = SCAN_OURS,       [OWNER_DATA] = SCAN_OURS,
		[OWNER_STACKS] = SCAN_OURS,      [OWNER_RESERVED] = SCAN_RESERVED,
		[OWNER_NO_MAP] = SCAN_RESERVED,  [OWNER_UEFI] = SCAN_RESERVED,
		[OWNER_FIRMWARE] = SCAN_SUSPECT,
	};

	if (region->is == REGION_IS_DEVICE)
		return SCAN_DEVICE;
	if (region->is == REGION_IS_RAM)
		return SCAN_RAM;
	return region->is == REGION_IS_OWNED ? places[region->owner] : SCAN_GAP;
}

/* Takes a region that holds the segment's base into account. */
static void place_take(struct scan_segment *segment, const struct region *region)
{
	struct scan_piece *piece = &segment->piece;
	enum scan_place place = place_of(region);

	if (region->last < piece->last)
		piece->last = region->last;
	segment->free = place == SCAN_RAM || (segment->free && place == SCAN_DEVICE);
	if (place == SCAN_RAM) {
		segment->ram = true;
		segment->bank = region->base;
	}
	if (place > piece->place) {
		piece->place = place;
		piece->name = region->name;
	}
}

/* The first byte of this image; 0: it is not known. */
static uint64_t place_image(const struct regions *regions)
{
	for (uint32_t i = 0; i < regions->count; i++)
		if (regions->row[i].is == REGION_IS_OWNED && regions->row[i].owner == OWNER_IMAGE)
			return regions->row[i].base;
	return 0;
}

/* What is before the image in its bank is firmware's, or was. */
static void place_below(struct scan_segment *segment, uint64_t image)
{
	if (segment->piece.base >= image)
		return;
	segment->free = false;
	if (segment->piece.place == SCAN_RESERVED)
		segment->piece.place = SCAN_FIRMWARE;
}

void scan_segment(const struct regions *regions, uint64_t address, struct scan_segment *segment)
{
	uint64_t image = place_image(regions), bank_last = 0;

	*segment = (struct scan_segment){
		.piece = { .base = address, .last = UINT64_MAX, .name = "" },
	};
	for (uint32_t i = 0; i < regions->count; i++) {
		const struct region *region = &regions->row[i];

		if (region->base > address) {
			if (region->base - 1 < segment->piece.last)
				segment->piece.last = region->base - 1;
			break;
		}
		if (region->last < address)
			continue;
		place_take(segment, region);
		if (region->is == REGION_IS_RAM)
			bank_last = region->last;
	}
	if (segment->ram && image >= segment->bank && image <= bank_last)
		place_below(segment, image);
}

uint64_t scan_last_ram(const struct regions *regions)
{
	uint64_t last = 0;

	for (uint32_t i = 0; i < regions->count; i++)
		if (regions->row[i].is == REGION_IS_RAM && regions->row[i].last > last)
			last = regions->row[i].last;
	return last;
}
