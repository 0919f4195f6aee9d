; peval: a partial evaluator for a small Lisp, used on several programs.  Symbolic lists, association lists, environments.

(import (scheme base) (scheme cxr) (scheme write))

(define repeats 80)

; An environment binds names to (static . value) or (dynamic . expression).
(define (static value) (cons 'static value))
(define (dynamic expression) (cons 'dynamic expression))
(define (static? result) (eq? (car result) 'static))

(define (constant->expression value)
  (if (or (number? value) (boolean? value))
      value
      (list 'quote value)))

(define (residual result)
  (if (static? result)
      (constant->expression (cdr result))
      (cdr result)))

(define operators
  (list (cons '+ +) (cons '- -) (cons '* *) (cons '= =) (cons '< <)
        (cons 'car car) (cons 'cdr cdr) (cons 'cons cons)
        (cons 'null? null?) (cons 'eq? eq?) (cons 'pair? pair?)))

(define program '())
(define specialised '())
(define definitions '())
(define next-number 0)

(define (definition-of name) (assq name program))

(define (parameters definition) (cadr definition))
(define (body definition) (caddr definition))

(define (every? f l)
  (or (null? l) (and (f (car l)) (every? f (cdr l)))))

(define (select keep? l others)
  (cond ((null? l) '())
        ((keep? (car l)) (cons (car others) (select keep? (cdr l) (cdr others))))
        (else (select keep? (cdr l) (cdr others)))))

(define (dynamic? result) (not (static? result)))

(define (evaluate expression environment)
  (cond ((symbol? expression) (cdr (assq expression environment)))
        ((not (pair? expression)) (static expression))
        ((eq? (car expression) 'quote) (static (cadr expression)))
        ((eq? (car expression) 'if) (evaluate-if expression environment))
        ((eq? (car expression) 'let) (evaluate-let expression environment))
        (else
         (let ((results (map (lambda (operand) (evaluate operand environment))
                             (cdr expression)))
               (operator (assq (car expression) operators)))
           (if operator
               (apply-operator operator results)
               (apply-definition (definition-of (car expression)) results))))))

(define (evaluate-if expression environment)
  (let ((test (evaluate (cadr expression) environment)))
    (if (static? test)
        (evaluate ((if (cdr test) caddr cadddr) expression) environment)
        (let* ((then (residual (evaluate (caddr expression) environment)))
               (else (residual (evaluate (cadddr expression) environment))))
          (dynamic (if (equal? then else) then (list 'if (cdr test) then else)))))))

; (let (name expression) body)
(define (evaluate-let expression environment)
  (let* ((name (car (cadr expression)))
         (value (evaluate (cadr (cadr expression)) environment)))
    (if (or (static? value) (symbol? (cdr value)))
        (evaluate (caddr expression) (cons (cons name value) environment))
        (let* ((fresh (new-name name))
               (inner (evaluate (caddr expression)
                                (cons (cons name (dynamic fresh)) environment))))
          (dynamic (list 'let (list fresh (cdr value)) (residual inner)))))))

(define (apply-operator operator results)
  (if (every? static? results)
      (static (apply (cdr operator) (map cdr results)))
      (dynamic (simplify (car operator) (map residual results)))))

(define (simplify name operands)
  (cond ((and (eq? name '*) (memv 1 operands))
         (if (eqv? (car operands) 1) (cadr operands) (car operands)))
        ((and (eq? name '*) (memv 0 operands)) 0)
        ((and (eq? name '+) (eqv? (car operands) 0)) (cadr operands))
        ((and (memq name '(+ -)) (eqv? (cadr operands) 0)) (car operands))
        ((and (eq? name 'car) (pair? (car operands)) (eq? (caar operands) 'cons))
         (cadr (car operands)))
        ((and (eq? name 'cdr) (pair? (car operands)) (eq? (caar operands) 'cons))
         (caddr (car operands)))
        (else (cons name operands))))

; A call becomes a call of a definition made for what is known of the arguments.
(define (apply-definition definition results)
  (let ((name (specialise definition results)))
    (dynamic
      (cons name (map residual (select dynamic? results results))))))

(define (specialise definition results)
  (let* ((key (cons (car definition)
                    (map (lambda (result) (if (static? result) result '?)) results)))
         (known (assoc key specialised)))
    (if known
        (cdr known)
        (let ((name (new-name (car definition))))
          (set! specialised (cons (cons key name) specialised))
          (define-specialised! name definition results)
          name))))

(define (define-specialised! name definition results)
  (let* ((environment
           (map (lambda (parameter result)
                  (cons parameter (if (static? result) result (dynamic parameter))))
                (parameters definition)
                results))
         (inner (residual (evaluate (body definition) environment))))
    (set! definitions
      (cons (list name (select dynamic? results (parameters definition)) inner)
            definitions))))

(define (new-name name)
  (set! next-number (+ next-number 1))
  (string->symbol
    (string-append (symbol->string name) "-" (number->string next-number))))

; Specialises the named definition of a program to those of its arguments that are not `?`; the new program.
(define (partial-evaluate source name arguments)
  (set! program source)
  (set! specialised '())
  (set! definitions '())
  (set! next-number 0)
  (let ((definition (definition-of name)))
    (specialise
      definition
      (map (lambda (parameter argument)
             (if (eq? argument '?) (dynamic parameter) (static argument)))
           (parameters definition)
           arguments))
    definitions))

(define (size x)
  (if (pair? x)
      (+ 1 (size (car x)) (size (cdr x)))
      0))

; Runs a program, to see that the new one does what the old one does.
(define (interpret source expression environment)
  (let run ((expression expression) (environment environment))
    (cond ((symbol? expression) (cdr (assq expression environment)))
          ((not (pair? expression)) expression)
          ((eq? (car expression) 'quote) (cadr expression))
          ((eq? (car expression) 'if)
           (run (if (run (cadr expression) environment)
                    (caddr expression)
                    (cadddr expression))
                environment))
          ((eq? (car expression) 'let)
           (run (caddr expression)
                (cons (cons (car (cadr expression))
                            (run (cadr (cadr expression)) environment))
                      environment)))
          (else
           (let ((operands (map (lambda (operand) (run operand environment))
                                (cdr expression)))
                 (operator (assq (car expression) operators)))
             (if operator
                 (apply (cdr operator) operands)
                 (let ((definition (assq (car expression) source)))
                   (run (body definition)
                        (map cons (parameters definition) operands)))))))))

(define arithmetic
  '((power (x n)
      (if (= n 0) 1 (* x (power x (- n 1)))))
    (ack (m n)
      (if (= m 0)
          (+ n 1)
          (if (= n 0)
              (ack (- m 1) 1)
              (ack (- m 1) (ack m (- n 1))))))))

(define lists
  '((append (a b)
      (if (null? a) b (cons (car a) (append (cdr a) b))))
    (member? (x l)
      (if (null? l) 0 (if (eq? x (car l)) 1 (member? x (cdr l)))))
    (look-up (x table)
      (if (null? table)
          -1
          (if (eq? x (car (car table)))
              (cdr (car table))
              (look-up x (cdr table)))))))

; A machine with a stack: a program that runs programs.
(define machine
  '((execute (code stack)
      (if (null? code)
          (car stack)
          (let (instruction (car code))
            (if (pair? instruction)
                (execute (cdr code) (cons (car (cdr instruction)) stack))
                (if (eq? instruction 'dup)
                    (execute (cdr code) (cons (car stack) stack))
                    (if (eq? instruction 'add)
                        (execute (cdr code)
                                 (cons (+ (car stack) (car (cdr stack)))
                                       (cdr (cdr stack))))
                        (execute (cdr code)
                                 (cons (* (car stack) (car (cdr stack)))
                                       (cdr (cdr stack))))))))))))

; The size of the program that is made, which must do what the old one does with these operands.
(define (try source name arguments operands)
  (let* ((made (partial-evaluate source name arguments))
         (parameters (parameters (definition-of name)))
         (environment (map cons parameters operands))
         (old (interpret source (cons name parameters) environment))
         (unknown (select (lambda (argument) (eq? argument '?)) arguments parameters))
         (new (interpret made (cons (first-name name) unknown) environment)))
    (if (not (equal? old new)) (error "not the same" name old new))
    (size made)))

(define (first-name name)
  (string->symbol (string-append (symbol->string name) "-1")))

(define (numbers n)
  (if (= n 0) '() (cons n (numbers (- n 1)))))

(define (run)
  (+ (try arithmetic 'power '(? 12) '(3 12))
     (try arithmetic 'ack '(2 ?) '(2 3))
     (try lists 'append (list (numbers 20) '?) (list (numbers 20) '(1 2)))
     (try lists 'member? (list '? '(a b c d e f g h)) (list 'g '(a b c d e f g h)))
     (try lists 'look-up (list '? '((a . 1) (b . 2) (c . 3) (d . 4))) (list 'c '((a . 1) (b . 2) (c . 3) (d . 4))))
     (try machine 'execute
          (list '((push 3) dup mul (push 4) add mul dup add) '?)
          (list '((push 3) dup mul (push 4) add mul dup add) '(2)))))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer 739)) (error "wrong answer" answer)))
