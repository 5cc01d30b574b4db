#include <errno.h>
/*
 * Errors of the page's files, with Linux's numbers and words. Only a few can occur: the files are
 * web/src/wasi.ts's.
 */
#include <stddef.h>
#include <string.h>
#include <wasi/api.h>

#undef errno
extern _Thread_local int errno; /* wasi-libc's */

static const struct {
	int wasi, ours;
	char words[32];
} errno_rows[] = {
	{ __WASI_ERRNO_NOENT, ENOENT, "No such file or directory" },
	{ __WASI_ERRNO_ACCES, EACCES, "Permission denied" },
	{ __WASI_ERRNO_ISDIR, EISDIR, "Is a directory" },
	{ __WASI_ERRNO_NOTDIR, ENOTDIR, "Not a directory" },
	{ __WASI_ERRNO_NOSPC, ENOSPC, "No space left on device" },
	{ __WASI_ERRNO_MFILE, EMFILE, "Too many open files" },
	{ __WASI_ERRNO_FBIG, EFBIG, "File too large" },
	{ __WASI_ERRNO_NOMEM, ENOMEM, "Cannot allocate memory" },
	{ __WASI_ERRNO_BADF, EBADF, "Bad file descriptor" },
	{ __WASI_ERRNO_IO, EIO, "Input/output error" },
	{ __WASI_ERRNO_INVAL, EINVAL, "Invalid argument" },
	{ __WASI_ERRNO_ROFS, EROFS, "Read-only file system" },
	{ __WASI_ERRNO_EXIST, EEXIST, "File exists" },
	{ __WASI_ERRNO_RANGE, ERANGE, "Numerical result out of range" },
	{ __WASI_ERRNO_NAMETOOLONG, ENAMETOOLONG, "File name too long" },
};

enum { ERRNO_ROWS = sizeof(errno_rows) / sizeof(errno_rows[0]) };

static int errno_ours(int wasi)
{
	for (size_t i = 0; i < ERRNO_ROWS; i++)
		if (errno_rows[i].wasi == wasi)
			return errno_rows[i].ours;
	return EIO;
}

int *page_errno(void)
{
	static int ours;

	if (errno)
		ours = errno_ours(errno);
	errno = 0;
	return &ours;
}

/* In place of the libc's. */
char *strerror(int err)
{
	static char words[sizeof(errno_rows[0].words)];

	strcpy(words, "Input/output error");
	for (size_t i = 0; i < ERRNO_ROWS; i++)
		if (errno_rows[i].ours == err)
			strcpy(words, errno_rows[i].words);
	return words;
}
