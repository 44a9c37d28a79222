"""The JSON-RPC and life-cycle rules of the Language Server Protocol, on top of pygls' features and workspace.

pygls supplies the feature registry, the capabilities and the generic requests; this module decides what is a message,
who may ask for what and when, and that every request is answered exactly once. Handlers run in the event loop
(coroutines as tasks, `thread()` handlers in its default executor), and only the loop writes.
"""

import asyncio
import contextvars
import enum
import json
import logging
import sys
from collections.abc import Callable, Generator, Mapping
from functools import cached_property, partial
from types import CoroutineType, GeneratorType
from typing import Any, NoReturn, TypeGuard, get_args, get_origin

import attrs
import cattrs
from cattrs.gen import make_dict_structure_fn, override
from lsprotocol import types
from lsprotocol.converters import get_converter
from pygls.exceptions import JsonRpcException, JsonRpcInternalError
from pygls.feature_manager import is_thread_function
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

logger = logging.getLogger(__name__)

MsgId = int | str

_INERT = (
    types.TEXT_DOCUMENT_DID_OPEN,
    types.TEXT_DOCUMENT_DID_CHANGE,
    types.TEXT_DOCUMENT_DID_CLOSE,
    types.NOTEBOOK_DOCUMENT_DID_OPEN,
    types.NOTEBOOK_DOCUMENT_DID_CHANGE,
    types.NOTEBOOK_DOCUMENT_DID_CLOSE,
)
"""pygls' own text synchronisation: left out, so that only features registered for these methods run."""

_MESSAGE_LIMIT = 300


class RawResult(bytes):
    """The result of a request as JSON already serialised in UTF-8: it is sent as it is."""

    __slots__ = ()


class InvalidParams(Exception):
    """The parameters of a message do not have the type its method asks for."""


def strict_converter(*, detailed: bool = False) -> cattrs.Converter:
    """A converter for lsprotocol's types that takes no string for a number, no null for a string, and so on.

    Unknown members in a list of an enumeration are left out: a newer client may name kinds that are not known here.
    `detailed` costs time, and says on failure where in the value the fault is.
    """
    converter = get_converter(cattrs.Converter(detailed_validation=detailed))
    converter.register_structure_hook(str, _string)
    converter.register_structure_hook(bool, _boolean)
    converter.register_structure_hook(int, _integer)
    converter.register_structure_hook(float, _number)
    converter.register_structure_hook_func(_is_enum_sequence, _known_members)
    converter.register_structure_hook_factory(_is_all_optional, _object_only)
    return converter


# The hook of a class is asked for its enumerations too, hence `wanted`.
def _string(value: object, wanted: Callable[[str], object]) -> object:
    if not isinstance(value, str):
        raise TypeError(f"expected str, not {type(value).__name__}")
    return value if wanted is str else wanted(value)


def _boolean(value: object, _: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"expected bool, not {type(value).__name__}")
    return value


def _integer(value: object, wanted: Callable[[int], object]) -> object:
    if isinstance(value, float) and value.is_integer():  # JSON has one kind of number
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"expected int, not {type(value).__name__}")
    return value if wanted is int else wanted(value)


def _number(value: object, _: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(f"expected float, not {type(value).__name__}")
    return float(value)


def _is_enum_sequence(wanted: object) -> bool:
    members = get_args(wanted)
    return (
        len(members) == 1
        and isinstance(get_origin(wanted), type)
        and isinstance(members[0], type)
        and issubclass(members[0], enum.Enum)
    )


def _known_members(values: object, wanted: object) -> tuple[enum.Enum, ...]:
    if not isinstance(values, list):
        raise TypeError(f"expected list, not {type(values).__name__}")
    kind: type[enum.Enum] = get_args(wanted)[0]
    known = {member.value: member for member in kind}
    return tuple(known[value] for value in values if isinstance(value, int | str) and value in known)


def _is_all_optional(wanted: type) -> bool:
    return attrs.has(wanted) and all(field.default is not attrs.NOTHING for field in attrs.fields(wanted))


def _object_only(wanted: type[attrs.AttrsInstance], converter: cattrs.Converter) -> Callable[[object, object], object]:
    """Where no field is required, nothing in the generated code would fail on a string.

    A list is taken for an empty object: Lua has one type for both, and Neovim 0.9 mixes them up in its capabilities.
    """
    names = {field.name: override(rename=_camel_case(field.name)) for field in attrs.fields(wanted)}
    from_dict = make_dict_structure_fn(wanted, converter, **names)  # type: ignore[arg-type]

    def structure(value: object, _: object) -> object:
        if isinstance(value, list):
            value = {}
        if not isinstance(value, dict):
            raise TypeError(f"expected an object, not {type(value).__name__}")
        return from_dict(value, wanted)

    return structure


def _camel_case(name: str) -> str:
    first, *more = name.removesuffix("_").split("_")
    return first + "".join(part.title() for part in more)


def _reject_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(parse_constant=_reject_constant)


class DuizhaoProtocol(LanguageServerProtocol):
    """Answers and routes the messages of one client.

    Set by the code around it: `on_end`, called once with the exit code when the session is over; `on_client_process`,
    called with the id of the client's process once it is known; `on_error`, called in the event loop with a method and
    the exception its handler raised, after that was logged.
    """

    def __init__(self, server: LanguageServer, converter: cattrs.Converter) -> None:
        self._initialized = False
        self._over = False
        self._running: dict[MsgId, asyncio.Future[object]] = {}
        self.on_end: Callable[[int], object] = sys.exit
        self.on_client_process: Callable[[int], object] | None = None
        self.on_error: Callable[[str, Exception], object] | None = None
        super().__init__(server, strict_converter())
        self._encoder = json.JSONEncoder(
            ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=self._serialize_message
        )

    def _register_builtin_features(self) -> None:
        super()._register_builtin_features()  # type: ignore[no-untyped-call]
        for method in _INERT:
            del self.fm.builtin_features[method]

    # ---- incoming -------------------------------------------------------------

    def receive(self, body: bytes) -> None:
        """Takes the body of one message, whatever it holds."""
        if self._over:
            return
        try:
            message = _DECODER.decode(body.decode("utf-8"))
        except RecursionError:
            self._refuse(None, types.ErrorCodes.ParseError, "Parse error: nested too deeply")
        except ValueError as error:  # not UTF-8, or not JSON
            self._refuse(None, types.ErrorCodes.ParseError, f"Parse error: {error}")
        else:
            self.handle_message(message)

    def receive_malformed(self, reason: str) -> None:
        """Answers a piece of input in which no message could be found."""
        if not self._over:
            logger.warning("malformed input: %s", reason)
            self._refuse(None, types.ErrorCodes.ParseError, f"Parse error: {reason}")

    def finish(self) -> None:
        """Ends the session: after `exit`, at the end of input, or when the client is gone."""
        if not self._over:
            self._over = True
            self.on_end(0 if self._shutdown else 1)

    def close(self) -> None:
        """Takes and sends nothing any more."""
        self._over = True

    def structure_message(self, data: dict[str, Any]) -> object:
        """Returns `data` as it is: `handle_message` converts the parameters once their method is known."""
        return data

    def handle_message(self, message: object) -> None:
        """Takes one parsed message, whatever it holds."""
        if not isinstance(message, dict):
            self._refuse(None, types.ErrorCodes.InvalidRequest, "Invalid request: a message must be an object")
            return
        if "method" not in message and ("result" in message or "error" in message):
            self._take_response(message)
            return
        msg_id, method, params = message.get("id"), message.get("method"), message.get("params")
        if message.get("jsonrpc") != self.VERSION:
            fault = f'jsonrpc must be "{self.VERSION}"'
        elif not isinstance(method, str):
            fault = "method must be a string"
        elif _is_id(msg_id):
            contextvars.copy_context().run(self._take_request, msg_id, method, params)
            return
        elif "id" in message:
            fault = "id must be an integer or a string"
        else:
            self._take_notification(method, params)
            return
        self._refuse(msg_id if _is_id(msg_id) else None, types.ErrorCodes.InvalidRequest, f"Invalid request: {fault}")

    def _take_request(self, msg_id: MsgId, method: str, params: object) -> None:
        self._ctx_msg_id.set(msg_id)
        if self._shutdown:
            self._refuse(msg_id, types.ErrorCodes.InvalidRequest, "Invalid request: the server is shut down")
            return
        if not self._initialized and method != types.INITIALIZE:
            self._refuse(msg_id, types.ErrorCodes.ServerNotInitialized, "The server is not initialized")
            return
        if self._initialized and method == types.INITIALIZE:
            self._refuse(msg_id, types.ErrorCodes.InvalidRequest, "Invalid request: the server is initialized already")
            return
        handler = self._find_handler(method)
        if handler is None:
            self._refuse(msg_id, types.ErrorCodes.MethodNotFound, f"Method not found: {method}")
            return
        try:
            argument = self._structure_params(method, params)
        except InvalidParams as error:
            self._refuse(msg_id, types.ErrorCodes.InvalidParams, f"Invalid params: {error}")
            return
        try:
            outcome = self._start(handler, (argument,), {})
        except Exception as error:
            self._fail(msg_id, method, error)
            return
        if isinstance(outcome, asyncio.Future):
            self._running[msg_id] = outcome
            outcome.add_done_callback(partial(self._complete, msg_id, method))
        else:
            self._answer(msg_id, method, outcome)

    def _take_notification(self, method: str, params: object) -> None:
        if method == types.CANCEL_REQUEST:
            self._cancel(params)
            return
        if method != types.EXIT and (self._shutdown or not self._initialized):
            logger.debug("dropped %s: the server is not running", method)
            return
        if method in (types.INITIALIZE, types.SHUTDOWN):
            logger.debug("dropped %s: it must be a request", method)
            return
        handler = self._find_handler(method)
        if handler is None:
            logger.debug("dropped %s: nobody handles it", method)
            return
        try:
            argument = self._structure_params(method, params)
        except InvalidParams as error:
            logger.warning("dropped %s: %s", method, error)
            return
        try:
            outcome = self._start(handler, (argument,), {})
        except Exception as error:
            self._report(method, error)
            return
        if isinstance(outcome, asyncio.Future):
            outcome.add_done_callback(partial(self._check, method))

    def _take_response(self, message: dict[str, Any]) -> None:
        """Hands the client's answer to whoever asked; an answer is never answered, whatever is wrong with it."""
        msg_id = message.get("id")
        future = self._request_futures.pop(msg_id, None) if _is_id(msg_id) else None
        if future is None or not _is_id(msg_id):
            logger.info("dropped an answer to an unknown request")
            return
        wanted = self._result_types.pop(msg_id, None)
        if not future.set_running_or_notify_cancel():
            return
        try:
            if message.get("error") is not None:
                error = self._converter.structure(message["error"], types.ResponseError)
                future.set_exception(JsonRpcException.from_error(error))
            elif wanted is None:
                future.set_result(message.get("result"))
            else:
                answer = self._converter.structure({"id": msg_id, "result": message.get("result")}, wanted)
                future.set_result(answer.result)
        except Exception as error:
            future.set_exception(JsonRpcInternalError(f"the client's answer cannot be read: {_describe(error)}"))

    def _find_handler(self, method: str) -> Callable[..., object] | None:
        handler: Callable[..., object] | None = self.fm.builtin_features.get(method) or self.fm.features.get(method)
        return handler

    def _structure_params(self, method: str, params: object) -> object:
        """The parameters in lsprotocol's type; as they are for a method it does not know. Raises InvalidParams."""
        message_types = types.METHOD_TO_TYPES.get(method)
        if message_types is None:
            return params
        wanted: Any = message_types[2]
        if wanted is None:
            return None
        if params is None:
            params = {}
        if not isinstance(params, dict):
            raise InvalidParams(f"{method} takes an object")
        try:
            structured: object = self._converter.structure(params, wanted)
        except Exception as error:
            raise InvalidParams(f"{method}: {self._explain(params, wanted, error)}") from error
        return structured

    def _explain(self, params: object, wanted: type, error: Exception) -> str:
        """What is wrong with `params`, and where in them."""
        try:
            self._explainer.structure(params, wanted)
        except Exception as detailed:
            return "; ".join(cattrs.transform_error(detailed)[:3])
        return _describe(error)

    @cached_property
    def _explainer(self) -> cattrs.Converter:
        return strict_converter(detailed=True)

    # ---- handlers -------------------------------------------------------------

    def _start(self, handler: Callable[..., object], args: tuple[object, ...], kwargs: Mapping[str, object]) -> object:
        """Calls `handler`; its result, or a future of it where it runs on. Cancelling that cancels the handler."""
        if is_thread_function(handler):  # type: ignore[no-untyped-call]
            return asyncio.get_running_loop().run_in_executor(None, partial(handler, *args, **kwargs))
        outcome = handler(*args, **kwargs)
        if isinstance(outcome, CoroutineType):
            return asyncio.get_running_loop().create_task(outcome)
        if isinstance(outcome, GeneratorType):
            return self._advance(outcome, None)
        return outcome

    def _advance(self, generator: Generator[Any, object, object], value: object) -> object:
        """Runs one of pygls' own handlers, which yield the handlers they want to be called, to its end."""
        while True:
            try:
                handler, args, kwargs = generator.send(value)
            except StopIteration as stop:
                return stop.value
            value = self._start(handler, args, kwargs or {})
            if isinstance(value, asyncio.Future):
                return asyncio.get_running_loop().create_task(self._resume(generator, value))

    async def _resume(self, generator: Generator[Any, object, object], pending: asyncio.Future[object]) -> object:
        outcome = self._advance(generator, await pending)
        return await outcome if isinstance(outcome, asyncio.Future) else outcome

    def _cancel(self, params: object) -> None:
        msg_id = params.get("id") if isinstance(params, dict) else None
        if _is_id(msg_id) and (running := self._running.get(msg_id)) is not None:
            running.cancel()

    def _complete(self, msg_id: MsgId, method: str, future: asyncio.Future[object]) -> None:
        if self._running.get(msg_id) is future:
            del self._running[msg_id]
        if future.cancelled():
            self._refuse(msg_id, types.LSPErrorCodes.RequestCancelled, "Request cancelled")
        elif (error := future.exception()) is not None:
            self._fail(msg_id, method, error)
        else:
            self._answer(msg_id, method, future.result())

    def _check(self, method: str, future: asyncio.Future[object]) -> None:
        if not future.cancelled() and (error := future.exception()) is not None:
            self._report(method, error)

    def _fail(self, msg_id: MsgId, method: str, error: BaseException) -> None:
        """Answers a request whose handler raised `error`."""
        if method == types.INITIALIZE:
            self._initialized = False
        if isinstance(error, JsonRpcException) and not isinstance(error, JsonRpcInternalError):
            self._refuse(msg_id, error.code, error.message, error.data)  # the handler's deliberate answer
            return
        self._refuse(msg_id, types.ErrorCodes.InternalError, f"Internal error: {_describe(error)}")
        self._report(method, error)

    def _report(self, method: str, error: BaseException) -> None:
        if self._over or not isinstance(error, Exception):
            return
        logger.error("%s failed", method, exc_info=error)
        if self.on_error is not None:
            try:
                self.on_error(method, error)
            except Exception:
                logger.exception("the error of %s could not be passed on", method)

    # ---- life cycle -----------------------------------------------------------

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Starts the session; a failing handler leaves it not started."""
        self._initialized = True
        result = yield from super().lsp_initialize(params)
        if params.process_id is not None and self.on_client_process is not None:
            self.on_client_process(params.process_id)
        return result

    @lsp_method(types.SHUTDOWN)
    def lsp_shutdown(self, *args: object) -> Generator[Any, Any, None]:
        """Cancels what still runs; from now on only `exit` is obeyed."""
        self._shutdown = True
        for running in tuple(self._running.values()):
            running.cancel()
        if (user_handler := self.fm.features.get(types.SHUTDOWN)) is not None:
            yield user_handler, args, None

    @lsp_method(types.EXIT)
    def lsp_exit(self, *args: object) -> None:  # type: ignore[override]
        """Ends the session. No feature registered for `exit` is run: what must be done is done on `shutdown`."""
        self.finish()

    @lsp_method(types.WORKSPACE_EXECUTE_COMMAND)
    def lsp_workspace__execute_command(self, params: types.ExecuteCommandParams) -> Generator[Any, Any, Any]:
        """Runs a command; arguments that were left out are checked like any others."""
        if params.arguments is None:
            params.arguments = []
        return (yield from super().lsp_workspace__execute_command(params))

    # ---- outgoing -------------------------------------------------------------

    def notify_raw(self, method: str, params_json: bytes) -> None:
        """Sends a notification whose parameters are JSON already serialised in UTF-8."""
        self._send_body(b'{"jsonrpc":"2.0","method":%b,"params":%b}' % (self._encode(method), params_json))

    def _answer(self, msg_id: MsgId, method: str, result: object) -> None:
        if not isinstance(result, RawResult):
            try:
                result = self._encode(self._converter.unstructure(result))
            except Exception as error:
                self._fail(msg_id, method, error)
                return
        self._send_body(b'{"jsonrpc":"2.0","id":%b,"result":%b}' % (self._encode(msg_id), result))

    def _refuse(self, msg_id: MsgId | None, code: int, message: str, data: object = None) -> None:
        error: dict[str, object] = {"code": int(code), "message": _shortened(message)}
        answer = {"jsonrpc": self.VERSION, "id": msg_id, "error": error}
        body = self._encode(answer)
        if data is not None:
            try:
                error["data"] = self._converter.unstructure(data)
                body = self._encode(answer)
            except Exception:
                logger.exception("the data of an error could not be sent")
        self._send_body(body)

    def _send_data(self, data: object) -> None:
        """Sends a notification or a request of the server's own."""
        self._send_body(self._encode(self._converter.unstructure(data)))

    def _send_body(self, body: bytes) -> None:
        if not self._over and self.writer is not None:
            self.writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def _encode(self, value: object) -> bytes:
        # Half a surrogate pair has no UTF-8; its Python escape is its JSON escape too.
        return self._encoder.encode(value).encode("utf-8", "backslashreplace")

    def _serialize_message(self, data: object) -> Any:  # noqa: ANN401 - pygls' signature
        """What the converter left in a field of any type."""
        if attrs.has(type(data)):
            return self._converter.unstructure(data)
        if isinstance(data, enum.Enum):
            return data.value
        raise TypeError(f"{type(data).__name__} cannot be sent as JSON")


def _is_id(value: object) -> TypeGuard[MsgId]:
    return isinstance(value, int | str) and not isinstance(value, bool)


def _describe(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _shortened(text: str) -> str:
    return text if len(text) <= _MESSAGE_LIMIT else text[:_MESSAGE_LIMIT] + "…"
