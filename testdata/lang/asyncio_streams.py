# asyncio over sockets, pipes and processes; queues, locks and the like.
import asyncio
import os
import socket
import sys


async def error(awaitable):
    try:
        return await awaitable
    except Exception as e:
        return type(e).__name__, str(e)


async def streams():
    async def serve(reader, writer):
        while line := await reader.readline():
            writer.write(line.strip().upper() + b"\n")
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    async with server:
        reader, writer = await asyncio.open_connection(host, port)
        for word in (b"one", b"two"):
            writer.write(word + b"\n")
            print(await reader.readline())
        writer.write_eof()
        print(await reader.read(), reader.at_eof())
        writer.close()
        await writer.wait_closed()
    print(server.is_serving())

    a, b = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=a)
    b.send(b"12345678;rest")
    print(await reader.readexactly(4), await reader.readuntil(b";"))
    b.close()
    print(await error(reader.readexactly(10)))
    writer.close()

    loop = asyncio.get_running_loop()
    c, d = socket.socketpair()
    c.setblocking(False)
    d.setblocking(False)
    await loop.sock_sendall(c, b"raw")
    print(await loop.sock_recv(d, 10))
    seen = asyncio.Event()
    loop.add_reader(d, seen.set)
    c.send(b"!")
    await seen.wait()
    print(loop.remove_reader(d), loop.remove_reader(d), d.recv(5))
    c.close()
    d.close()
    r, w = os.pipe()
    reader = asyncio.StreamReader()
    transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(r, "rb"))
    os.write(w, b"through a pipe")
    os.close(w)
    print(await reader.read())
    transport.close()


class Echo(asyncio.Protocol):
    def __init__(self):
        self.closed = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        print("made", transport.is_closing())
        self.transport = transport

    def data_received(self, data):
        self.transport.write(data[::-1])

    def eof_received(self):
        print("eof")

    def connection_lost(self, exc):
        print("lost", exc)
        self.closed.set_result(None)


async def protocols():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    transport, protocol = await loop.create_connection(Echo, sock=a)
    b.setblocking(False)
    await loop.sock_sendall(b, b"abc")
    print(await loop.sock_recv(b, 10))
    b.close()
    await protocol.closed


async def processes():
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-S", "-c", "print(input() * 2); import sys; sys.exit(3)",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    print(await process.communicate(b"ab\n"), process.returncode)
    process = await asyncio.create_subprocess_shell("exit 5")
    print(await process.wait())
    process = await asyncio.create_subprocess_exec("sleep", "30")
    process.terminate()
    print(await process.wait())
    print((await error(asyncio.create_subprocess_exec("/no/such/program")))[0])


async def synchronizing():
    queue = asyncio.Queue(2)

    async def produce():
        for i in range(5):
            await queue.put(i)
        await queue.put(None)

    async def consume():
        got = []
        while (item := await queue.get()) is not None:
            got.append(item)
            queue.task_done()
        return got

    print(await asyncio.gather(produce(), consume()), queue.empty(), queue.maxsize)
    try:
        queue.get_nowait()
    except asyncio.QueueEmpty as e:
        print(repr(e))
    heap = asyncio.PriorityQueue()
    for n in (3, 1, 2):
        heap.put_nowait(n)
    print([heap.get_nowait() for _ in range(3)])

    lock = asyncio.Lock()
    order = []

    async def locked(n):
        async with lock:
            order.append(("in", n))
            await asyncio.sleep(0)
            order.append(("out", n))

    await asyncio.gather(*map(locked, range(3)))
    print(order, lock.locked())
    semaphore = asyncio.Semaphore(2)
    most = now = 0

    async def limited():
        nonlocal most, now
        async with semaphore:
            now += 1
            most = max(most, now)
            await asyncio.sleep(0.001)
            now -= 1

    await asyncio.gather(*(limited() for _ in range(6)))
    print(most, now)
    condition = asyncio.Condition()
    ready = []

    async def waits(n):
        async with condition:
            await condition.wait_for(lambda: ready)
            return n

    async def tells():
        await asyncio.sleep(0.001)
        async with condition:
            ready.append(1)
            condition.notify_all()

    print(await asyncio.gather(waits(1), waits(2), tells()))
    barrier = asyncio.Barrier(2)
    print(sorted(await asyncio.gather(barrier.wait(), barrier.wait())))
    event = asyncio.Event()
    asyncio.get_running_loop().call_soon(event.set)
    print(await event.wait(), event.is_set())


for part in (streams, protocols, processes, synchronizing):
    print("--", part.__name__)
    asyncio.run(part())
