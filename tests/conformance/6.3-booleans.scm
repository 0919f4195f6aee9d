; Booleans (R7RS 6.3).

#t                                                            ; => #t
#f                                                            ; => #f
#true                                                         ; => #t
#false                                                        ; => #f
'#t                                                           ; => #t
'#f                                                           ; => #f
(eq? #t #true)                                                ; => #t
(eq? #f #false)                                               ; => #t
(not #t)                                                      ; => #f
(not 3)                                                       ; => #f
(not (list 3))                                                ; => #f
(not #f)                                                      ; => #t
(not '())                                                     ; => #f
(not (list))                                                  ; => #f
(not 'nil)                                                    ; => #f
(not 0)                                                       ; => #f
(not "")                                                      ; => #f
(not not)                                                     ; => #f
(boolean? #f)                                                 ; => #t
(boolean? #t)                                                 ; => #t
(boolean? 0)                                                  ; => #f
(boolean? '())                                                ; => #f
(boolean? 'true)                                              ; => #f
(boolean? "")                                                 ; => #f
(boolean=? #t #t)                                             ; => #t
(boolean=? #f #f)                                             ; => #t
(boolean=? #t #f)                                             ; => #f
(boolean=? #t #t #t)                                          ; => #t
(boolean=? #f #f #t)                                          ; => #f
(boolean=? #f #f #f #f)                                       ; => #t
(boolean=? #t 1)                                              ; error: boolean=\?
(boolean=? #t #t 'x)                                          ; error: boolean=\?
(boolean=? #t)                                                ; error: boolean=\?
(if '() 'true 'false)                                         ; => true
(if 0 'true 'false)                                           ; => true
(if "" 'true 'false)                                          ; => true
(map not '(#t #f () 0))                                       ; => (#f #t #f #f)
(not)                                                         ; error: not
(not 1 2)                                                     ; error: not
