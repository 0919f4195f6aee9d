"""What gathers, joins, copies or widens keeps to the limit of memory: the peak of the process stays below three times of it.

Most cases keep references to one long string, which take nothing until they are joined; others make each character of a text
larger.  The peak is the system's own count of resident memory, set back before each case.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MB = 1 << 20
LIMIT = 64 * MB

LONG = """(define s (make-string 6000000 #\\a)) (define wide (make-string 1500000 #\\x1d11e))
(define bytes (make-bytevector 6000000 97))"""
MANY = "(define-syntax many (syntax-rules () ((_ body) (do ((i 0 (+ i 1))) ((= i 2000)) body))))"
PORT = "(define p (open-output-string)) (define b (open-output-bytevector))"

GATHERED = {
    "write-string": "(many (write-string s p)) (get-output-string p)",
    "write-string of short ones": "(do ((i 0 (+ i 1))) ((= i 100000000)) (write-string \"0123456789\" p))",
    "write-char": "(do ((i 0 (+ i 1))) ((= i 100000000)) (write-char #\\a p))",
    "display": "(many (display s p)) (get-output-string p)",
    "write": "(many (write s p)) (get-output-string p)",
    "write of a vector": "(write (make-vector 2000 s) p)",
    "write of a list": "(write (make-list 2000 s) p)",
    "write of symbols": "(write (make-vector 2000 (string->symbol s)) p)",
    "write of numbers": "(write (make-vector 2000 (expt 7 100000)) p)",
    "write of bytevectors": "(write (make-vector 2000 bytes) p)",
    "write-shared": "(write-shared (make-vector 2000 s) p)",
    "write-simple": "(write-simple (make-vector 2000 s) p)",
    "write of controls": "(write (make-vector 20 (make-string 6000000 #\\x1)) p)",
    "write-bytevector": "(many (write-bytevector bytes b)) (get-output-bytevector b)",
    "a port that is read many times": "(write-string s p) (define l '()) (many (set! l (cons (get-output-string p) l)))",
    "string-append": "(apply string-append (make-list 2000 s))",
    "string-append of a wide character": "(string-append s s (string #\\x1d11e))",
    "string-append of pairs": "(let loop ((t s)) (loop (string-append t t)))",
    "bytevector-append": "(apply bytevector-append (make-list 2000 bytes))",
    "vector-append": "(apply vector-append (make-list 2000 (make-vector 600000 1)))",
    "append": "(apply append (make-list 2000 (make-list 10000 1)))",
    "string-copy!": "(string-copy! s 0 wide)",
    "string-set!": "(string-set! s 0 #\\x1d11e) (string-set! (make-string 12000000 #\\a) 1 #\\x1d11e)",
    "string-fill!": "(string-fill! s #\\x1d11e 0 3000000) (string-fill! (make-string 12000000 #\\a) #\\x1d11e)",
    "string-upcase": "(string-upcase wide) (string-upcase (make-string 12000000 #\\xdf))",
    "string-downcase": "(string-downcase (make-string 12000000 #\\x130))",
    "string-foldcase": "(string-foldcase (make-string 12000000 #\\xdf))",
    "string-ci=?": "(string-ci=? (make-string 12000000 #\\xdf) (make-string 12000000 #\\xdf))",
    "string->list": "(string->list s)",
    "string->vector": "(string->vector s)",
    "list->string": "(list->string (make-list 700000 #\\x1d11e))",
    "vector->string": "(vector->string (make-vector 6000000 #\\x1d11e))",
    "string-map": "(string-map char-upcase s)",
    "utf8->string": "(bytevector-copy! bytes 0 (string->utf8 \"\\x1d11e;\")) (utf8->string bytes)",
    "string->utf8": "(string->utf8 (make-string 12000000 #\\x1d11e))",
    "number->string": "(many (set! s (cons (number->string (expt 7 300000) 2) s)))",
    "string->symbol": "(let loop ((i 0)) (string->symbol (string-append s (number->string i))) (loop (+ i 1)))",
    "error": "(error s s s s s)",
    "raise": "(raise (make-vector 2000 s))",
    "read of a string": "(read (open-input-string (string-append \"\\\"\" s \"\\\"\")))",
    "read of escapes": '(read (open-input-string (string-append "\\"" (apply string-append (make-list 600000 "\\\\x41;")) '
    '"\\"")))',
    "read of a symbol": "(read (open-input-string (string-append \"|\" s \"|\")))",
    "read of data": "(read (open-input-string (string-append \"(\" (apply string-append (make-list 2000000 \"a \")) \")\")))",
    "read of brackets": "(read (open-input-string (make-string 6000000 #\\()))",
    "eval of a template": "(define-syntax m (syntax-rules () ((_ (a ...) (b ...)) (list (list a b ...) ...)))) "
    "(eval (list 'm (make-list 3000 1) (make-list 3000 1)) (interaction-environment))",
    "eval of templates that double": "(define-syntax m (syntax-rules () ((_ a ...) (m a ... a ...)))) (m 1 2)",
    "regexp-replace": "(import (srfi 115)) (regexp-replace \"a\" \"a\" (make-list 2000 s))",
    "regexp-replace by parts": "(import (srfi 115)) (regexp-replace \"a\" s '(pre post post post post post post post post post "
    "post post))",
    "regexp-replace-all": "(import (srfi 115)) (regexp-replace-all \"a\" (make-string 2000 #\\a) s)",
    "regexp-replace of what is shared": "(import (srfi 115)) (define (dag n) (if (= n 0) s (let ((d (dag (- n 1)))) (list d d))))"
    " (regexp-replace \"a\" \"a\" (dag 60))",
    "string-concatenate": "(import (srfi 130)) (string-concatenate (make-list 2000 s))",
    "string-join": "(import (srfi 130)) (string-join (make-list 2000 s))",
    "string-join by": "(import (srfi 130)) (string-join (make-list 2000 \"\") s)",
    "string-replicate": "(import (srfi 130)) (string-replicate s 0 60000000)",
    "string-pad": "(import (srfi 130)) (string-pad s 600000000)",
    "string-reverse": "(import (srfi 130)) (string-reverse s)",
    "string-accumulator": "(import (srfi 158)) (let ((a (string-accumulator))) (let loop () (a #\\a) (loop)))",
    "bytevector-accumulator": "(import (srfi 158)) (let ((a (bytevector-accumulator))) (let loop () (a 1) (loop)))",
    "list-accumulator": "(import (srfi 158)) (let ((a (list-accumulator))) (let loop () (a 1) (loop)))",
    "generator->string": "(import (srfi 158)) (generator->string (circular-generator #\\a))",
    "generator->vector": "(import (srfi 158)) (generator->vector (circular-generator s))",
    "vector-concatenate": "(import (srfi 133)) (vector-concatenate (make-list 2000 (make-vector 600000 1)))",
    "list-tabulate": "(import (srfi 1)) (list-tabulate 100000000 (lambda (i) i))",
    "concatenate": "(import (srfi 1)) (concatenate (make-list 2000 (make-list 10000 1)))",
    "json-write": "(import (srfi 180)) (json-write (make-vector 2000 s) p)",
    "json-write of controls": "(import (srfi 180)) (json-write (make-vector 20 (make-string 6000000 #\\x1)) p)",
    "json-write of one": "(import (srfi 180)) (json-write (make-string 16000000 #\\x1) p)",
    "json-write of what is shared": "(import (srfi 180)) "
    "(define (dag n) (if (= n 0) 1 (let ((d (dag (- n 1)))) (vector d d)))) (json-write (dag 60) p)",
    "json-read": "(import (srfi 180)) (json-read (open-input-string (string-append \"\\\"\" s \"\\\"\")))",
    "json-read of a list": "(import (srfi 180)) "
    "(json-read (open-input-string (string-append \"[\" (apply string-append (make-list 3000000 \"1,\")) \"1]\")))",
    "hash tables": "(import (srfi 69)) (define t (make-hash-table)) (let loop ((i 0)) (hash-table-set! t i i) (loop (+ i 1)))",
    "hash-table->alist": "(import (srfi 69)) (define t (make-hash-table)) (do ((i 0 (+ i 1))) ((= i 150000)) "
    "(hash-table-set! t i i)) "
    "(define l '()) (many (set! l (cons (hash-table->alist t) l)))",
    "keys of tables": "(import (srfi 69)) (define t (make-hash-table equal?)) "
    "(many (hash-table-set! t (make-list 300000 (hash-table-size t)) 1))",
    "a value for Python": "(make-vector 2000 s)",
    "bytes for Python": "(make-vector 2000 bytes)",
}
"""What is done with a string of 6 million characters, by what does it."""

CHILD = """
import sys
from flowscheme import Interpreter, Limits, SchemeError

def peak():
    return next(int(line.split()[1]) << 10 for line in open("/proc/self/status") if line.startswith("VmHWM"))

scheme = Interpreter(grants=(), limits=Limits(seconds=10, memory=%d))
scheme.eval("(import (srfi 1) (srfi 69) (srfi 115) (srfi 130) (srfi 133) (srfi 158) (srfi 180))")
scheme.eval('(read (open-input-string "1"))')
scheme.eval('(regexp-replace "a" "a" "b")')
open("/proc/self/clear_refs", "w").write("5")
base = peak()
try:
    value = scheme.eval(sys.stdin.read())
    said = "a value"
except SchemeError as error:
    said = type(error).__name__
    assert len(str(error)) < 1_000_000 and len(repr(error)) < 1_000_000
print(peak() - base, said)
"""


def grown(source: str, limit: int = LIMIT, fault: str = "") -> tuple[int, str]:
    """By how many bytes a program let a process grow, and how it ended; `fault` is Python that is run before."""
    child = [sys.executable, "-c", fault + CHILD % limit]
    got = subprocess.run(child, input=source, stdout=subprocess.PIPE, text=True, check=True, timeout=300)
    bytes_, said = got.stdout.split(maxsplit=1)
    return int(bytes_), said.strip()


ON_LINUX = Path("/proc/self/clear_refs").exists()


@pytest.mark.skipif(not ON_LINUX, reason="only Linux tells the peak of resident memory and sets it back")
@pytest.mark.parametrize("name", GATHERED)
def test_what_gathers_keeps_to_three_times_the_limit(name: str) -> None:
    size, said = grown(f"{LONG} {MANY} {PORT}\n{GATHERED[name]}")
    assert size <= 3 * LIMIT, said


UNCOUNTED = """
from flowscheme.primitives import port_types, ports
port_types.TextOutput.put_long = port_types.TextOutput.put
ports.join = lambda name, parts: "".join(parts)
"""
"""String ports as they would be if nobody counted what is written to them."""


@pytest.mark.skipif(not ON_LINUX, reason="only Linux tells the peak of resident memory and sets it back")
def test_a_port_that_counts_nothing_is_found() -> None:
    few = MANY.replace("2000", "60")  # so that what is found takes no more memory than is needed to find it
    source = f"{LONG} {few} {PORT}\n{GATHERED['write-string']}"
    assert grown(source)[0] <= 3 * LIMIT < grown(source, fault=UNCOUNTED)[0]
