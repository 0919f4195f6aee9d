"""Symbols (R7RS 6.5)."""

from __future__ import annotations

from ..lang.machine.primitive import primitive, wrong_type
from ..lang.machine.sizes import named
from ..lang.values.datum import String, Symbol, Value, boolean, symbol


@primitive("(symbol? obj)")
def is_symbol(obj: Value) -> Value:
    """Whether obj is a symbol."""
    return boolean(type(obj) is Symbol)


@primitive("(symbol=? symbol1 symbol2 symbol3 ...)", cost="symbol1")
def symbols_equal(symbol1: Symbol, symbol2: Symbol, *rest: Symbol) -> Value:
    """Whether all the symbols are the same."""
    same = True
    for position, obj in enumerate((symbol1, symbol2, *rest), 1):
        if type(obj) is not Symbol:
            raise wrong_type("symbol=?", position, "a symbol", obj)
        same = same and obj is symbol1
    return boolean(same)


@primitive("(symbol->string symbol)")
def symbol_to_string(symbol: Symbol) -> String:
    """The name of symbol, as a string that cannot be changed."""
    if type(symbol) is not Symbol:
        raise TypeError
    return String(symbol.name, True)


@primitive("(string->symbol string)")
def string_to_symbol(string: String) -> Symbol:
    """The symbol whose name is string."""
    return symbol(named(string.text))
