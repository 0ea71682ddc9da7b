# Makes the files of src/test/resources/formats with pyarrow: the same rows in CSV, Parquet and Arrow.
import sys, pyarrow as pa, pyarrow.parquet as pq, pyarrow.csv as pc, pyarrow.feather as pf, datetime as dt
out = sys.argv[1]
n = 9
def every(k, values): return [None if i % k == 0 else v for i, v in enumerate(values)]
t = pa.table({
  'src': pa.array([5, 1, 2, 2, 7, 1, 9, -3, 5], pa.int64()),
  'dst': pa.array([1, 2, 5, 7, 7, 9, 1, 5, 1], pa.int32()),
  'flag': pa.array(every(4, [True, False] * 4 + [True]), pa.bool_()),
  'i8': pa.array([i - 4 for i in range(n)], pa.int8()),
  'u8': pa.array([250 + i % 6 for i in range(n)], pa.uint8()),
  'i16': pa.array(every(3, [-30000 + i for i in range(n)]), pa.int16()),
  'u16': pa.array([65535 - i for i in range(n)], pa.uint16()),
  'u32': pa.array([4294967295 - i for i in range(n)], pa.uint32()),
  'i64': pa.array(every(5, [2**62 + i for i in range(n)]), pa.int64()),
  'u64': pa.array([2**63 + i for i in range(n)], pa.uint64()),
  'f32': pa.array(every(2, [i / 8 for i in range(n)]), pa.float32()),
  'f64': pa.array([i / 10 for i in range(n)], pa.float64()),
  'text': pa.array(every(4, ['', 'a', 'ä, "b"', '日本', 'x' * 40, 'line\nbreak', 'p|q', ';', 'z']), pa.string()),
  'day': pa.array(every(5, [dt.date(1969 + i, 2, 1 + i) for i in range(n)]), pa.date32()),
  'ms': pa.array([dt.datetime(2001, 2, 3, 4, 5, i, 6000) for i in range(n)], pa.timestamp('ms')),
  'us': pa.array(every(3, [dt.datetime(1950, 2, 3, 4, 5, i, 7) for i in range(n)]), pa.timestamp('us')),
  'ns': pa.array([i * 1_000_000_007 for i in range(n)], pa.timestamp('ns')),
})
pq.write_table(t, out + '/rows.parquet', row_group_size=4)
pq.write_table(t, out + '/rows-zstd.parquet', compression='zstd', use_dictionary=False, data_page_version='2.0')
pq.write_table(t, out + '/rows-lz4.parquet', compression='lz4', version='2.6')
with pa.OSFile(out + '/rows.arrow', 'wb') as f, pa.ipc.new_file(f, t.schema) as w: w.write_table(t, max_chunksize=5)
with pa.OSFile(out + '/rows-stream.arrow', 'wb') as f, pa.ipc.new_stream(f, t.schema) as w: w.write_table(t, max_chunksize=2)
pf.write_feather(t, out + '/rows-lz4.feather', compression='lz4')
pf.write_feather(t.set_column(12, 'text', t['text'].cast(pa.large_string())), out + '/rows-zstd.feather', compression='zstd')
pc.write_csv(t, out + '/rows.csv', pc.WriteOptions(quoting_style='needed'))
d = t.set_column(12, 'text', t['text'].dictionary_encode()).set_column(8, 'i64', t['i64'].dictionary_encode())
with pa.OSFile(out + '/rows-dictionary.arrow', 'wb') as f, pa.ipc.new_file(f, d.schema) as w: w.write_table(d, max_chunksize=5)
# each batch has a dictionary of its own, which replaces the one before or adds to it
encoded = [pa.Table.from_batches([b]) for b in t.to_batches(max_chunksize=4)]
encoded = [b.set_column(12, 'text', b['text'].dictionary_encode()).set_column(8, 'i64', b['i64'].dictionary_encode()) for b in encoded]
with pa.OSFile(out + '/rows-dictionary-stream.arrow', 'wb') as f, pa.ipc.new_stream(f, d.schema) as w:
  for b in encoded: w.write_table(b)
n = pa.table({'src': [1, 2], 'dst': [2, 1], 'tags': [['a'], ['b', 'c']], 'w': [1, 2]})
pq.write_table(n, out + '/nested.parquet')
