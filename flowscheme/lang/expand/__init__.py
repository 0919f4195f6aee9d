"""From forms to core nodes: environments, hygienic macros and special forms.

`core` has the node classes, `environment` what names mean at top level; `special` says how a special form is declared,
`expander` goes through the forms, which `basic`, `derived`, `quasiquote` and `definitions` (and `units.toplevel`) expand;
`syntax_rules` are macros.  Imported only when there is source to compile, but for `core` and `environment`.
"""
