"""errno and the exceptions that numbers become."""
import errno, os
print(errno.ENOENT, errno.errorcode[errno.EACCES], errno.errorcode[errno.EAGAIN], errno.EWOULDBLOCK == errno.EAGAIN, errno.ENOTSUP)
print(len(errno.errorcode) > 120, all(getattr(errno, v) == k for k, v in errno.errorcode.items()))
for name in ("ENOENT", "EACCES", "EPERM", "EEXIST", "ENOTDIR", "EISDIR", "EINTR", "EAGAIN", "EPIPE", "ECHILD", "ESRCH", "ETIMEDOUT", "ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EALREADY", "EINPROGRESS", "EINVAL", "ENOSPC", "ESHUTDOWN"):
    e = OSError(getattr(errno, name), os.strerror(getattr(errno, name)), "file")
    print(name, type(e).__name__, e)
e = OSError(2, "text", "a", None, "b")
print(e, e.filename, e.filename2, e.errno, e.strerror, e.args)
print(os.strerror(0), os.strerror(99999))
