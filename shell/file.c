/* The file that a line's output goes to. */
#include <errno.h>
#include <string.h>
#include "shell/core.h"
#include "shell/job.h"

/* The name is that of a blob. No command prints one. */
static bool file_is_blob(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && (!strcmp(dot, ".dtb") || !strcmp(dot, ".dtbo"));
}

int shell_open_file(struct shell_job *job)
{
	struct shell_port *port = job->shell->port;
	int err;

	if (!job->file)
		return 0;
	if (!port->open)
		return shell_error(job->shell, -ENODEV, "%s: there are no files here", job->file);
	if (file_is_blob(job->file))
		return shell_error(job->shell, -EINVAL,
				   "%s: that would be text; 'save %s' writes a blob", job->file,
				   job->file);
	err = port->open(port, job->file, job->append);
	if (err)
		return shell_error(job->shell, err, "%s: %s", job->file, port->words(-err));
	job->shell->filed = true;
	return 0;
}

int shell_close_file(struct shell_job *job, int result)
{
	struct shell_port *port = job->shell->port;
	int err;

	if (!job->shell->filed)
		return result;
	job->shell->filed = false;
	err = port->close(port);
	if (err)
		shell_error(job->shell, err, "%s: %s", job->file, port->words(-err));
	return result ? result : err;
}
