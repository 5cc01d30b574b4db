#include "drivers/bus/virtio.h"
/*
 * The start of virtio devices, over any transport.
 * Source: Virtual I/O Device (VIRTIO) Version 1.1, 2.1 (device status) and 3.1 (initialization).
 */
#include <errno.h>

enum virtio_value {
	FEATURES_HIGH = 1,
	FEATURE_VERSION_1 = 1 << 0, /* in the high word */
	STATUS_ACKNOWLEDGE = 1 << 0,
	STATUS_DRIVER = 1 << 1,
	STATUS_DRIVER_OK = 1 << 2,
	STATUS_FEATURES_OK = 1 << 3,
	STATUS_FAILED = 1 << 7,
	STATUS_KNOWN = STATUS_ACKNOWLEDGE | STATUS_DRIVER,
	RESET_TURNS = 1000, /* reads until a reset is over: more than any device needs */
};

int virtio_reset(const struct virtio_device *device)
{
	const struct virtio_transport *transport = device->transport;

	transport->set_status(device, 0);
	for (int i = 0; i < RESET_TURNS; i++)
		if (transport->status(device) == 0)
			return 0;
	return -EIO;
}

static int virtio_negotiate(const struct virtio_device *device)
{
	const struct virtio_transport *transport = device->transport;

	transport->set_status(device, STATUS_KNOWN);
	transport->accept(device, 0, 0);
	if (device->legacy)
		return 0;
	if (!(transport->offered(device, FEATURES_HIGH) & FEATURE_VERSION_1))
		return -EIO;
	transport->accept(device, FEATURES_HIGH, FEATURE_VERSION_1);
	transport->set_status(device, STATUS_KNOWN | STATUS_FEATURES_OK);
	return transport->status(device) & STATUS_FEATURES_OK ? 0 : -EIO;
}

int virtio_set_up(struct virtio_device *device, struct virtio_queue *queues, unsigned first,
		  unsigned count)
{
	const struct virtio_transport *transport = device->transport;
	int err = virtio_reset(device);
	unsigned status;

	if (!err)
		err = virtio_negotiate(device);
	for (unsigned i = 0; i < count && !err; i++) {
		virtio_queue_clear(&queues[i]);
		err = transport->add_queue(device, first + i, queues[i].shared);
	}
	status = err ? (unsigned)STATUS_FAILED : transport->status(device) | STATUS_DRIVER_OK;
	transport->set_status(device, (uint8_t)status);
	return err;
}

void virtio_notify(const struct virtio_device *device, unsigned which)
{
	regs_fence(); /* the device looks at memory when it is notified */
	device->transport->notify(device, which);
}

void virtio_acknowledge(const struct virtio_device *device)
{
	device->transport->acknowledge(device);
	regs_fence(); /* what was returned before that, without an interrupt, is seen now */
}
