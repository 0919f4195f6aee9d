"""From forms to core nodes: environments, hygienic macros and special forms.

`core` has the node classes, `environment` what names mean at top level, `expander` and `derived` the special forms,
`syntax_rules` macros.  Imported only when there is source to compile, but for `core` and `environment`.
"""
