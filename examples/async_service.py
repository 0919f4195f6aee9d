"""An asynchronous service: each line that a client sends is a Scheme expression, and its value is the answer.

    python async_service.py [PORT]
    nc 127.0.0.1 8001

The scripts call `async def` host functions: `(sleep seconds)`, `(put! key value)`, `(get key)`, which waits until somebody
has put that key, perhaps another client.  Clients are served at once by one event loop; a script that computes too long
ends in an error of its own, and a client that hangs up takes its script with it.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from flowscheme import Interpreter, Limits, SchemeError


class Service:
    """The interpreter, and what the clients share."""

    def __init__(self, seconds: float = 1.0) -> None:
        self.interpreter = Interpreter(grants=(), limits=Limits(seconds=seconds, memory=500_000_000))
        self.values: dict[str, Any] = {}
        self.changed = asyncio.Condition()
        for function, name in ((asyncio.sleep, "sleep"), (self.put, "put!"), (self.get, "get")):
            self.interpreter.procedure(name)(function)

    async def put(self, key: str, value: Any) -> None:
        """Let all clients know a value."""
        async with self.changed:
            self.values[key] = value
            self.changed.notify_all()

    async def get(self, key: str) -> Any:
        """The value of a key, once there is one."""
        async with self.changed:
            await self.changed.wait_for(lambda: key in self.values)
            return self.values[key]

    async def answer(self, line: str) -> str:
        """The answer to a line."""
        try:
            return repr(await self.interpreter.eval_async(line))
        except SchemeError as error:
            return f"error: {error}"

    async def client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client until it hangs up."""
        try:
            following = asyncio.create_task(reader.readline())
            while line := await following:
                following = asyncio.create_task(reader.readline())
                script = asyncio.create_task(self.answer(line.decode(errors="replace")))
                await asyncio.wait([script, following], return_when=asyncio.FIRST_COMPLETED)
                if not script.done() and not following.result():
                    script.cancel()
                    break
                writer.write(f"{await script}\n".encode())
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()


async def serve(port: int = 0, service: Service | None = None) -> asyncio.Server:
    """A server that has begun to listen."""
    return await asyncio.start_server((service or Service()).client, "127.0.0.1", port)


async def main(port: int) -> None:
    """Serve for ever."""
    async with await serve(port) as server:
        print(*server.sockets[0].getsockname(), flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 8001))
