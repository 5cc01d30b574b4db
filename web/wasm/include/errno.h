#pragma once
/*
 * Linux's numbers of errors: the shell's $? is one of them, and is the same in a page as on a PC.
 * wasi-libc's own differ. A file of the shell includes this in place of the libc's <errno.h>.
 */

enum {
	EPERM = 1,
	ENOENT = 2,
	EINTR = 4,
	EIO = 5,
	ENXIO = 6,
	E2BIG = 7,
	ENOEXEC = 8,
	EBADF = 9,
	EAGAIN = 11,
	ENOMEM = 12,
	EACCES = 13,
	EFAULT = 14,
	EBUSY = 16,
	EEXIST = 17,
	ENODEV = 19,
	ENOTDIR = 20,
	EISDIR = 21,
	EINVAL = 22,
	ENFILE = 23,
	EMFILE = 24,
	EFBIG = 27,
	ENOSPC = 28,
	ESPIPE = 29,
	EROFS = 30,
	EPIPE = 32,
	EDOM = 33,
	ERANGE = 34,
	ENAMETOOLONG = 36,
	ENOSYS = 38,
	ELOOP = 40,
	ENODATA = 61,
	EPROTO = 71,
	EBADMSG = 74,
	EILSEQ = 84,
	ENOTSUP = 95,
	ETIMEDOUT = 110,
	ESTALE = 116,
	ECANCELED = 125,
	EOPNOTSUPP = ENOTSUP,
};

/* Where errno is, with what the libc has reported since as one of the numbers above. */
int *page_errno(void);
#define errno (*page_errno())
