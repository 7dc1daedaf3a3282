# asyncio: tasks, gather, timeouts, groups, cancellation, shielding.
import asyncio
import contextvars


async def work(name, delay, fail=False):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        print("cancelled", name)
        raise
    if fail:
        raise ValueError(name)
    return name


async def error(awaitable):
    try:
        return await awaitable
    except BaseException as e:
        return type(e).__name__, str(e)


async def main():
    print(await asyncio.gather(work("a", 0.002), work("b", 0), work("c", 0.001)))
    print(await asyncio.gather(work("a", 0, True), work("b", 0), return_exceptions=True))
    print(await error(asyncio.gather(work("x", 0, True), work("y", 0.001))))
    print(await error(asyncio.wait_for(work("slow", 5), 0.003)))

    task = asyncio.create_task(work("t", 5), name="my task")
    await asyncio.sleep(0)
    print(task.get_name(), task.done(), task.cancel("because"), task.cancelling())
    print(await error(task), task.cancelled())

    async with asyncio.timeout(60) as limit:
        print(await work("in time", 0), limit.expired())
    try:
        async with asyncio.timeout(0.002):
            await work("late", 5)
    except TimeoutError as e:
        print("TimeoutError", e)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work(i, 0.001 * i)) for i in range(3)]
    print([t.result() for t in tasks])
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work("one", 0.001, True))
            group.create_task(work("other", 5))
    except* ValueError as e:
        print(repr(e), [str(x) for x in e.exceptions])

    gate = asyncio.Event()

    async def behind_gate(name):
        await gate.wait()
        return name

    inner = asyncio.create_task(behind_gate("shielded"))
    print(await error(asyncio.wait_for(asyncio.shield(inner), 0.001)))
    gate.set()
    print(await inner)

    gate.clear()
    done, pending = await asyncio.wait([asyncio.create_task(f) for f in (work(0, 0), behind_gate(1))],
                                       return_when=asyncio.FIRST_COMPLETED)
    gate.set()
    print(len(done), len(pending), [await t for t in pending])
    print([await f for f in asyncio.as_completed([work("second", 0.5), work("first", 0)])])

    loop = asyncio.get_running_loop()
    calls = []
    loop.call_later(0.003, calls.append, "later")
    loop.call_soon(calls.append, "soon")
    handle = loop.call_later(0.001, calls.append, "never")
    handle.cancel()
    await asyncio.sleep(0.01)
    print(calls, handle.cancelled())

    future = loop.create_future()
    future.add_done_callback(lambda f: print("done:", f.result()))
    loop.call_soon(future.set_result, 42)
    print(await future, future)
    print(await error(asyncio.ensure_future(work("e", 0, True))))

    variable = contextvars.ContextVar("variable", default=0)

    async def sets(n):
        variable.set(n)
        await asyncio.sleep(0)
        return variable.get()

    print(await asyncio.gather(sets(1), sets(2)), variable.get())
    print(await asyncio.to_thread(sum, [1, 2, 3]), len(asyncio.all_tasks()))
    print(await loop.run_in_executor(None, lambda: "in a thread"))
    return "result"


print(asyncio.run(main()))
try:
    asyncio.run(work("outer", 0, True))
except ValueError as e:
    print("raised", e)
with asyncio.Runner() as runner:
    print(runner.run(work("r", 0)), runner.run(work("s", 0)))


async def forever():
    try:
        await asyncio.Event().wait()
    finally:
        print("cleaned up")


async def leaves():
    global kept
    kept = asyncio.create_task(forever())
    await asyncio.sleep(0)


asyncio.run(leaves())
try:
    asyncio.run(1)
except ValueError as e:
    print(e)
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(e)
