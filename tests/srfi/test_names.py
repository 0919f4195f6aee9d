"""Every SRFI library exports exactly the names of its document's index, and each name is used in its tests."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from flowscheme.interp import Interpreter

HERE = Path(__file__).parent

ACCESSORS = " ".join(f"c{''.join(path)}r" for length in (1, 2, 3, 4) for path in product("ad", repeat=length))

NAMES = {
    1: f"""
        cons list xcons cons* make-list list-tabulate list-copy circular-list iota
        pair? null? proper-list? circular-list? dotted-list? not-pair? null-list? list=
        {ACCESSORS} list-ref first second third fourth fifth sixth seventh eighth ninth tenth car+cdr
        take drop take-right drop-right take! drop-right! split-at split-at! last last-pair
        length length+ append concatenate reverse append! concatenate! reverse! append-reverse append-reverse!
        zip unzip1 unzip2 unzip3 unzip4 unzip5 count
        map for-each fold unfold pair-fold reduce fold-right unfold-right pair-fold-right reduce-right
        append-map append-map! map! map-in-order pair-for-each filter-map
        filter partition remove filter! partition! remove!
        member memq memv find find-tail any every list-index take-while drop-while take-while! span break span! break!
        delete delete-duplicates delete! delete-duplicates!
        assoc assq assv alist-cons alist-copy alist-delete alist-delete!
        lset<= lset-adjoin lset-union lset-union! lset-intersection lset-intersection! lset= lset-difference
        lset-difference! lset-xor lset-xor! lset-diff+intersection lset-diff+intersection!
        set-car! set-cdr!
    """,
    2: "and-let*",
    8: "receive",
    9: "define-record-type",
    26: "cut cute",
    39: "make-parameter parameterize",
    64: """
        test-assert test-eqv test-eq test-equal test-approximate test-error test-read-eval-string
        test-begin test-end test-group test-group-with-cleanup
        test-match-name test-match-nth test-match-any test-match-all test-skip test-expect-fail
        test-runner? test-runner-current test-runner-get test-runner-simple test-runner-null test-runner-create
        test-runner-factory test-apply test-with-runner test-result-kind test-passed? test-result-ref test-result-set!
        test-result-remove test-result-clear test-result-alist test-runner-on-test-begin test-runner-on-test-begin!
        test-runner-on-test-end test-runner-on-test-end! test-runner-on-group-begin test-runner-on-group-begin!
        test-runner-on-group-end test-runner-on-group-end! test-runner-on-bad-count test-runner-on-bad-count!
        test-runner-on-bad-end-name test-runner-on-bad-end-name! test-runner-on-final test-runner-on-final!
        test-on-test-begin-simple test-on-test-end-simple test-on-group-begin-simple test-on-group-end-simple
        test-on-bad-count-simple test-on-bad-end-name-simple test-on-final-simple
        test-runner-pass-count test-runner-fail-count test-runner-xpass-count test-runner-xfail-count
        test-runner-skip-count test-runner-test-name test-runner-group-path test-runner-group-stack
        test-runner-aux-value test-runner-aux-value! test-runner-reset
    """,
    130: """
        string-cursor? string-cursor-start string-cursor-end string-cursor-next string-cursor-prev string-cursor-forward
        string-cursor-back string-cursor=? string-cursor<? string-cursor>? string-cursor<=? string-cursor>=?
        string-cursor-diff string-cursor->index string-index->cursor string-null? string-every string-any
        string-tabulate string-unfold string-unfold-right string->list/cursors string->vector/cursors
        reverse-list->string string-join string-ref/cursor substring/cursors string-copy/cursors string-take
        string-take-right string-drop string-drop-right string-pad string-pad-right string-trim string-trim-right
        string-trim-both string-prefix-length string-suffix-length string-prefix? string-suffix? string-index
        string-index-right string-skip string-skip-right string-contains string-contains-right string-reverse
        string-concatenate string-concatenate-reverse string-fold string-fold-right string-for-each-cursor
        string-replicate string-count string-replace string-split string-filter string-remove
    """,
    133: """
        make-vector vector vector-unfold vector-unfold-right vector-copy vector-reverse-copy vector-append
        vector-concatenate vector-append-subvectors vector? vector-empty? vector= vector-ref vector-length
        vector-fold vector-fold-right vector-map vector-map! vector-for-each vector-count vector-cumulate
        vector-index vector-index-right vector-skip vector-skip-right vector-binary-search vector-any vector-every
        vector-partition vector-set! vector-swap! vector-fill! vector-reverse! vector-copy! vector-reverse-copy!
        vector-unfold! vector-unfold-right! vector->list reverse-vector->list list->vector reverse-list->vector
        vector->string string->vector
    """,
    145: "assume",
    69: """
        make-hash-table hash-table? alist->hash-table hash-table-equivalence-function hash-table-hash-function
        hash-table-ref hash-table-ref/default hash-table-set! hash-table-delete! hash-table-exists?
        hash-table-update! hash-table-update!/default hash-table-size hash-table-keys hash-table-values
        hash-table-walk hash-table-fold hash-table->alist hash-table-copy hash-table-merge!
        hash string-hash string-ci-hash hash-by-identity
    """,
    115: """
        regexp regexp? valid-sre? rx regexp->sre char-set->sre regexp-matches regexp-matches? regexp-search
        regexp-replace regexp-replace-all regexp-fold regexp-extract regexp-split regexp-partition
        regexp-match? regexp-match-count regexp-match-submatch regexp-match-submatch-start
        regexp-match-submatch-end regexp-match->list
    """,
    125: """
        make-hash-table hash-table hash-table-unfold alist->hash-table
        hash-table? hash-table-contains? hash-table-exists? hash-table-empty? hash-table=? hash-table-mutable?
        hash-table-ref hash-table-ref/default
        hash-table-set! hash-table-delete! hash-table-intern! hash-table-update! hash-table-update!/default
        hash-table-pop! hash-table-clear!
        hash-table-size hash-table-keys hash-table-values hash-table-entries hash-table-find hash-table-count
        hash-table-map hash-table-for-each hash-table-walk hash-table-map! hash-table-map->list hash-table-fold
        hash-table-prune! hash-table-copy hash-table-empty-copy hash-table->alist
        hash-table-union! hash-table-merge! hash-table-intersection! hash-table-difference! hash-table-xor!
        hash string-hash string-ci-hash hash-by-identity
        hash-table-equivalence-function hash-table-hash-function
    """,
    128: """
        comparator? comparator-ordered? comparator-hashable?
        make-comparator make-pair-comparator make-list-comparator make-vector-comparator
        make-eq-comparator make-eqv-comparator make-equal-comparator
        boolean-hash char-hash char-ci-hash string-hash string-ci-hash symbol-hash number-hash
        make-default-comparator default-hash comparator-register-default!
        comparator-type-test-predicate comparator-equality-predicate comparator-ordering-predicate
        comparator-hash-function comparator-test-type comparator-check-type comparator-hash
        hash-bound hash-salt =? <? >? <=? >=? comparator-if<=>
    """,
    180: """
        json-error? json-error-reason json-null? json-nesting-depth-limit json-number-of-character-limit
        json-generator json-fold json-read json-lines-read json-sequence-read json-accumulator json-write
    """,
    27: """
        random-integer random-real default-random-source make-random-source random-source?
        random-source-state-ref random-source-state-set! random-source-randomize! random-source-pseudo-randomize!
        random-source-make-integers random-source-make-reals
    """,
    41: """
        stream-null stream-cons stream? stream-null? stream-pair? stream-car stream-cdr stream-lambda
        define-stream list->stream port->stream stream stream->list stream-append stream-concat stream-constant
        stream-drop stream-drop-while stream-filter stream-fold stream-for-each stream-from stream-iterate
        stream-length stream-let stream-map stream-match stream-of stream-range stream-ref stream-reverse
        stream-scan stream-take stream-take-while stream-unfold stream-unfolds stream-zip
    """,
    158: """
        generator circular-generator make-iota-generator make-range-generator make-coroutine-generator
        list->generator vector->generator reverse-vector->generator string->generator bytevector->generator
        make-for-each-generator make-unfold-generator
        gcons* gappend gflatten ggroup gmerge gmap gcombine gfilter gremove gstate-filter
        gtake gdrop gtake-while gdrop-while gdelete gdelete-neighbor-dups gindex gselect
        generator->list generator->reverse-list generator->vector generator->vector! generator->string
        generator-fold generator-map->list generator-for-each generator-find generator-count generator-any
        generator-every generator-unfold
        make-accumulator count-accumulator list-accumulator reverse-list-accumulator
        vector-accumulator reverse-vector-accumulator vector-accumulator!
        string-accumulator bytevector-accumulator bytevector-accumulator! sum-accumulator product-accumulator
    """,
}
"""SRFI number to the names of its index."""


@pytest.mark.parametrize("number", NAMES)
def test_a_library_exports_the_index_of_its_srfi(number: int) -> None:
    interpreter = Interpreter()
    library = interpreter.evaluate(lambda: interpreter.libraries.find(f"srfi {number}"))
    assert library is not None
    assert sorted(name.name for name in library.exports) == sorted(NAMES[number].split())


@pytest.mark.parametrize("number", NAMES)
def test_every_name_is_used_in_a_test(number: int) -> None:
    text = (HERE / f"{number}.scm").read_text()
    used = set(re.findall(r"[^\s()'`,\"]+", "\n".join(line.split(" ; =>")[0] for line in text.splitlines())))
    assert set(NAMES[number].split()) <= used


@pytest.mark.parametrize("number", NAMES)
def test_a_library_is_told_as_a_feature(number: int) -> None:
    told = Interpreter().eval(f"(cond-expand ((and srfi-{number} (library (srfi {number}))) 1) (else 2))")
    assert told == 1
