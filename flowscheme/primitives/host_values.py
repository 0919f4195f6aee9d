"""Looking into host values: objects of the host's whose classes are registered (see `host_types`)."""

from __future__ import annotations

from ..lang.machine.primitive import primitive
from ..lang.text.argument_types import instance_of, register_argument_type
from ..lang.text.atoms import symbol_text
from ..lang.text.printer import register_writer
from ..lang.values.datum import Value, boolean
from ..lang.values.foreign import HostValue

register_argument_type("host-value", instance_of(HostValue), "a host value")
register_writer(HostValue, lambda value: [f"#<{symbol_text(value.tag.rpartition('.')[2])} ", value.datum, ">"])


@primitive("(host-value? obj)")
def is_host_value(obj: Value) -> Value:
    """Whether obj is an object of the host's whose class is registered."""
    return boolean(type(obj) is HostValue)


@primitive("(host-datum host-value)")
def host_datum(value: HostValue) -> Value:
    """The plain datum that a host value is written as: the fields of a dataclass, the text of a date."""
    return value.datum
