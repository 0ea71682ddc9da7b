"""python-graphblas' side of analytics.py: algorithms written in linear algebra over SuiteSparse:GraphBLAS."""

import graphblas as gb
import numpy as np
from graphblas import Matrix, Vector, binary, monoid, semiring, unary

import edges

file, source, repeat, algorithms = edges.arguments()
ends, weights, ids = edges.read(file)
gb.ss.config["nthreads"] = 2
count = len(ids)
rows, columns = np.concatenate([ends[0], ends[1]]), np.concatenate([ends[1], ends[0]])
plain = Matrix.from_coo(rows, columns, np.ones(len(rows)), nrows=count, ncols=count, dup_op=binary.first)
heavy = Matrix.from_coo(rows, columns, np.concatenate([weights, weights]), nrows=count, ncols=count, dup_op=binary.min)
start = int(np.searchsorted(ids, source))
degrees = plain.reduce_rowwise(monoid.plus).new()


def bfs():
    levels, front, level = Vector(int, count), Vector(bool, count), 0
    front[start] = True
    while front.nvals:
        levels(front.S) << level
        front(~levels.S, replace=True) << semiring.any_pair(front @ plain)
        level += 1


def wcc():
    label = Vector.from_coo(range(count), np.arange(count))
    while True:
        next = label.dup()
        next(binary.min) << semiring.min_second(plain @ label)
        if next.isequal(label):
            return
        label = next


def pagerank():
    rank = Vector.from_scalar(1 / count, count)
    for _ in range(10):
        given = (rank / degrees).new()
        rank << 0.15 / count
        rank(binary.plus) << 0.85 * semiring.plus_second(plain @ given)


def sssp():
    distance = Vector(float, count)
    distance[start] = 0
    while True:
        next = distance.dup()
        next(binary.min) << semiring.min_plus(distance @ heavy)
        if next.isequal(distance):
            return
        distance = next


edges.measure({"bfs": lambda: bfs, "wcc": lambda: wcc, "pagerank": lambda: pagerank, "sssp": lambda: sssp},
              algorithms, repeat)
