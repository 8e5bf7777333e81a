"""Encodes with PyTorch: rows per second in bulk and microseconds for a single row, as a line of JSON.

usage: encode_torch.py [THREADS]    the encoder is 784-500-20 (mean and log variance), relu
"""
import json
import statistics
import sys
import time

import torch
from torch import nn

ROWS, ROUNDS, SINGLES, BATCH = 20000, 15, 3000, 1000


def main(threads):
    torch.set_num_threads(threads)
    hidden, mean, log_variance = nn.Linear(784, 500), nn.Linear(500, 20), nn.Linear(500, 20)

    def encode(x):
        h = torch.relu(hidden(x))
        return mean(h), log_variance(h)

    x = torch.rand(ROWS, 784)
    with torch.inference_mode():
        bulk = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            for i in range(0, ROWS, BATCH):
                encode(x[i:i + BATCH])
            bulk.append(ROWS / (time.perf_counter() - start))
        single = []
        for _ in range(ROUNDS):
            single = []
            for _ in range(SINGLES):
                start = time.perf_counter()
                encode(x[:1])
                single.append((time.perf_counter() - start) * 1e6)
    print(json.dumps({"peer": "torch", "rows_per_second": round(statistics.median(bulk)),
                      "single_row_us": round(statistics.median(single), 1)}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
