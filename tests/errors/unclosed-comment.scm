(display 1)
#| a comment #| with another |#
(display 2)
