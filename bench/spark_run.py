"""The side of Spark's GraphFrames in analytics.py, in local mode with two threads. PageRank and components are GraphX',
which GraphFrames wraps; it has no search that reaches all vertices but shortestPaths, which counts edges.

Times are those of a whole query, as Spark computes nothing before someone asks for its result."""

import os

import pyspark
from graphframes import GraphFrame
from pyspark.sql import SparkSession
from pyspark.sql import functions as f

import edges

file, source, repeat, algorithms = edges.arguments()
version = ".".join(pyspark.__version__.split(".")[:1])
package = os.environ.get("GRAPHFRAMES", f"io.graphframes:graphframes-spark{version}_2.13:0.10.0")
session = (SparkSession.builder.master("local[2]").config("spark.driver.memory", "8g")
           .config("spark.jars.packages", package).config("spark.ui.enabled", "false")
           .config("spark.sql.shuffle.partitions", "2").getOrCreate())
session.sparkContext.setLogLevel("ERROR")
lines = session.read.csv(file, sep=" ", schema="src long, dst long, weight double")
both = lines.union(lines.select(f.col("dst").alias("src"), f.col("src").alias("dst"), "weight")).cache()
vertices = both.select(f.col("src").alias("id")).distinct().cache()
graph = GraphFrame(vertices, both)
both.count(), vertices.count()

edges.measure({
    "bfs": lambda: lambda: graph.shortestPaths(landmarks=[source]).count(),
    "wcc": lambda: lambda: graph.connectedComponents(algorithm="graphx").count(),
    "pagerank": lambda: lambda: graph.pageRank(resetProbability=0.15, maxIter=10).vertices.count(),
}, algorithms, repeat)
