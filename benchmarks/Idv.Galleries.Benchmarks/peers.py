"""Measures faiss and hnswlib on the vectors that `figures vectors` writes.

    OPENBLAS_CORETYPE=SkylakeX python3 peers.py [flat] [sq8] [batch] [hnsw] [hnswlib] [ivf]

Needs Debian's python3-faiss and python3-hnswlib. Flat and scalar-quantised indexes hold a million templates, graphs the first 100,000:
building one of a million takes longer than everything else here together.
"""

import os
import statistics
import sys
import tempfile
import time

import faiss
import numpy

DIMENSION = 512
GRAPH_TEMPLATES = 100_000
folder = os.path.join(tempfile.gettempdir(), "idv-gallery-vectors")
templates = numpy.fromfile(os.path.join(folder, "templates.f32"), numpy.float32).reshape(-1, DIMENSION)
probes = numpy.fromfile(os.path.join(folder, "probes.f32"), numpy.float32).reshape(-1, DIMENSION)
people = numpy.arange(len(probes)) * 97
wanted = sys.argv[1:] or ["flat", "sq8", "batch", "hnsw", "hnswlib", "ivf"]


def one_by_one(name, index, count, threads):
    faiss.omp_set_num_threads(threads)
    times, hits = [], 0
    for i in range(count):
        start = time.perf_counter()
        _, ids = index.search(probes[i : i + 1], 10)
        times.append(1000 * (time.perf_counter() - start))
        hits += ids[0][0] == people[i]
    print(f"{name}, {threads} threads: median {statistics.median(times):.2f} ms, best {min(times):.2f} ms, mated first {hits}/{count}", flush=True)


print(f"faiss {faiss.__version__}, {len(templates):,} x {DIMENSION}", flush=True)
if "flat" in wanted or "batch" in wanted:
    flat = faiss.IndexFlatIP(DIMENSION)
    flat.add(templates)
    if "flat" in wanted:
        for threads in (1, 2):
            one_by_one("IndexFlatIP", flat, 10, threads)
    if "batch" in wanted:
        faiss.omp_set_num_threads(2)
        for attempt in range(2):
            start = time.perf_counter()
            flat.search(probes[:64], 10)
            print(f"IndexFlatIP, batch of 64, 2 threads: {1000 * (time.perf_counter() - start) / 64:.2f} ms a probe", flush=True)
    del flat
if "sq8" in wanted or "batch" in wanted:
    quantised = faiss.IndexScalarQuantizer(DIMENSION, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
    quantised.train(templates[:50_000])
    quantised.add(templates)
    if "sq8" in wanted:
        for threads in (1, 2):
            one_by_one("SQ8", quantised, 10, threads)
    if "batch" in wanted:
        faiss.omp_set_num_threads(2)
        start = time.perf_counter()
        quantised.search(probes[:64], 10)
        print(f"SQ8, batch of 64, 2 threads: {1000 * (time.perf_counter() - start) / 64:.2f} ms a probe", flush=True)
    del quantised
if "hnsw" in wanted:
    faiss.omp_set_num_threads(2)
    graph = faiss.IndexHNSWFlat(DIMENSION, 32, faiss.METRIC_INNER_PRODUCT)
    graph.hnsw.efConstruction = 40
    start = time.perf_counter()
    graph.add(templates[:GRAPH_TEMPLATES])
    print(f"HNSW32, efConstruction 40, {GRAPH_TEMPLATES:,}: built in {time.perf_counter() - start:.0f} s", flush=True)
    for ef in (128, 512):
        graph.hnsw.efSearch = ef
        one_by_one(f"HNSW32, ef {ef}, 100,000 templates", graph, 1000, 1)
if "hnswlib" in wanted:
    import hnswlib

    other = hnswlib.Index(space="ip", dim=DIMENSION)
    other.init_index(max_elements=GRAPH_TEMPLATES, ef_construction=40, M=32)
    start = time.perf_counter()
    other.add_items(templates[:GRAPH_TEMPLATES], num_threads=2)
    print(f"hnswlib, M 32, ef_construction 40, {GRAPH_TEMPLATES:,}: built in {time.perf_counter() - start:.0f} s", flush=True)
    for ef in (128, 512):
        other.set_ef(ef)
        times, hits = [], 0
        for i in range(1000):
            start = time.perf_counter()
            ids, _ = other.knn_query(probes[i], k=10, num_threads=1)
            times.append(1000 * (time.perf_counter() - start))
            hits += ids[0][0] == people[i]
        print(f"hnswlib, ef {ef}, 1 threads: median {statistics.median(times):.2f} ms, mated first {hits}/1000", flush=True)
if "ivf" in wanted:
    faiss.omp_set_num_threads(2)
    cells = 316
    coarse = faiss.IndexFlatIP(DIMENSION)
    lists = faiss.IndexIVFFlat(coarse, DIMENSION, cells, faiss.METRIC_INNER_PRODUCT)
    lists.train(templates[:GRAPH_TEMPLATES])
    lists.add(templates[:GRAPH_TEMPLATES])
    for visited in (16, 79, 158, 237):
        lists.nprobe = visited
        one_by_one(f"IVF, {visited} of {cells} cells visited, 100,000 templates", lists, 1000, 1)
