# Sockets over socketpair and the loopback: transfer, timeouts, options, ancillary data.
import array
import os
import socket
import threading


def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__, e.args


a, b = socket.socketpair()
print(a.family.name, a.type.name, a.proto, a.gettimeout(), a.getblocking())
print(a.send(b"hello"), b.recv(3), b.recv(10))
a.sendall(b"x" * 1000)
print(len(b.recv(1000, socket.MSG_WAITALL)))
buffer = bytearray(8)
a.send(b"abcdef")
print(b.recv_into(buffer), buffer)
a.send(b"ghi")
print(b.recv_into(memoryview(buffer)[3:], 2), buffer, b.recv(5))
a.send(b"peek")
print(b.recv(2, socket.MSG_PEEK), b.recv(9))
print(b.recvfrom(4, socket.MSG_DONTWAIT) if False else error(b.recv, 4, socket.MSG_DONTWAIT))

b.settimeout(0.01)
print(b.gettimeout(), error(b.recv, 1))
b.setblocking(False)
print(b.gettimeout(), b.getblocking(), error(b.recv, 1))
b.setblocking(True)
print(error(b.settimeout, -1), error(b.settimeout, "x"), error(b.recv, -1), error(b.recv, "x"))

# Ancillary data: a descriptor travels.
r, w = os.pipe()
socket.send_fds(a, [b"fd"], [w])
data, fds, flags, address = socket.recv_fds(b, 10, 2)
os.write(fds[0], b"through")
print(data, len(fds), flags, address, os.read(r, 20))
for fd in (r, w, fds[0]):
    os.close(fd)
print(a.sendmsg([b"one", b"two", bytearray(b"three")]))
parts = [bytearray(4), bytearray(20)]
print(b.recvmsg_into(parts), parts)
print(error(a.sendmsg, 1), error(a.sendmsg, [1]), error(a.sendmsg, [b"x"], [(1,)]))

# makefile: text and bytes.
with a.makefile("w", encoding="utf-8", newline="\n") as out, b.makefile("r", encoding="utf-8") as inp:
    out.write("first\nsecönd\n")
    out.flush()
    print(repr(inp.readline()), repr(inp.readline()))
a.shutdown(socket.SHUT_WR)
print(b.recv(10))
b.close()
print(b.fileno(), error(b.recv, 1))
print(repr(b).replace(" 0", ""))
a.close()

# A server on the loopback.
with socket.create_server(("127.0.0.1", 0)) as server:
    host, port = server.getsockname()
    print(host, port > 0, server.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR) != 0)

    def serve():
        connection, peer = server.accept()
        with connection:
            print(peer[0], connection.getpeername() == peer)
            while data := connection.recv(100):
                connection.sendall(data.upper())

    thread = threading.Thread(target=serve)
    thread.start()
    with socket.create_connection((host, port), timeout=5) as client:
        for word in (b"alpha", b"beta"):
            client.sendall(word)
            print(client.recv(100))
    thread.join()
print(error(socket.create_connection, (host, port), 1)[0])

# Datagrams.
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one, \
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as two:
    one.bind(("", 0))
    print(two.sendto(b"gram", ("127.0.0.1", one.getsockname()[1])))
    data, sender = one.recvfrom(100)
    print(data, sender[0])
    print(error(two.sendto, b"x"), error(two.sendto, b"x", 1))

# Addresses.
u = socket.socket(socket.AF_UNIX)
print(u.getsockname(), error(u.bind, "x" * 200), error(u.bind, 1))
u.close()
s = socket.socket()
for address in ("x", ("a",), (1, 2), ("localhost", "x"), ("127.0.0.1", 70000), (None, 1)):
    print(error(s.bind, address))
print(s.detach() > 0, s.fileno())
print(socket.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM))
print(error(socket.getaddrinfo, 1, 2), error(socket.getaddrinfo, "a", 1.5))
print(error(socket.getaddrinfo, None, None), issubclass(socket.gaierror, OSError))
print(socket.getnameinfo(("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))
print(socket.inet_aton("1.2.3.4"), socket.inet_ntoa(b"\1\2\3\4"), socket.inet_pton(socket.AF_INET6, "::1"))
print(socket.inet_ntop(socket.AF_INET6, bytes(15) + b"\1"), error(socket.inet_aton, "x"))
print(error(socket.inet_ntoa, b"x"), error(socket.inet_pton, socket.AF_INET, "x"), error(socket.inet_ntop, 99, b""))
print(socket.htons(1), socket.ntohl(1), error(socket.htons, -1), error(socket.htons, 70000))
print(error(socket.htonl, 1 << 40), error(socket.htonl, -1), error(socket.htonl, "a"))
print(socket.CMSG_LEN(4), socket.CMSG_SPACE(4), error(socket.CMSG_LEN, -1))
print(socket.timeout is TimeoutError, socket.error is OSError, socket.getdefaulttimeout())
print(error(socket.socket, 99), error(socket.socket, 1, 1, 0, -3), error(socket.socket, 1, 1, 0, 999))
print(socket.AF_INET, socket.SOCK_STREAM, socket.SocketKind(1).name, repr(socket.AF_UNIX))
