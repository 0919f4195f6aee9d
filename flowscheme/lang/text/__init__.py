"""Data and text: arithmetic beyond operators, numerals, the printer, the reader, and sources with their lines.

`reader` makes data with places out of text (Lark, `scheme.lark`), `printer` text out of data; `constants` keeps data in the
cache; `argument_types` says of which types a primitive's arguments may be.
"""
