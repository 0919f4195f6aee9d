(export inner-b)
(include "body.scm")
(include-library-declarations "more.scm")
