"""Trains the reader for a given time on lines that are rendered while it trains, and writes checkpoints and the ONNX model.

    python3 train.py --minutes 50 --out /tmp/mrz-training
"""

import argparse
import math
import pathlib
import random
import time

import numpy as np
import torch
from torch.nn import functional

import content
import network
import rendering

LENGTHS = (44, 36, 30)
VALIDATION = 300
FIRST_VALIDATION_SEED = 1_000_000_000


def normalised(crop):
    """Zero mean and unit deviation, as MrzOcrBReader does."""
    pixels = crop.astype(np.float32)
    return (pixels - pixels.mean()) / (pixels.std() + 1)


def batch_of(samples):
    width = max(crop.shape[1] for crop, _, _ in samples)
    pixels = np.zeros((len(samples), 1, rendering.HEIGHT, width), np.float32)
    steps = width // rendering.STEP
    frames = np.full((len(samples), steps), content.BLANK, np.int64)
    for i, (crop, text, centres) in enumerate(samples):
        pixels[i, 0, :, :crop.shape[1]] = normalised(crop)
        at = np.asarray(centres) / rendering.STEP - 0.5
        nearest = np.clip(np.round(at).astype(int), 0, steps - 1)
        beside = np.clip(np.where(at > nearest, nearest + 1, nearest - 1), 0, steps - 1)
        frames[i, beside] = -1
        frames[i, nearest] = text
    widths = torch.tensor([crop.shape[1] // rendering.STEP for crop, _, _ in samples])
    texts = torch.tensor([c for _, text, _ in samples for c in text])
    lengths = torch.tensor([len(text) for _, text, _ in samples])
    return torch.from_numpy(pixels), torch.from_numpy(frames), widths, texts, lengths


def greedy(row):
    best = row.argmax(1).tolist()
    return [c for i, c in enumerate(best) if c != content.BLANK and (i == 0 or best[i - 1] != c)]


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        previous, row[0] = row[0], i + 1
        for j, y in enumerate(b):
            previous, row[j + 1] = row[j + 1], min(row[j + 1] + 1, row[j] + 1, previous + (x != y))
    return row[-1]


def validate(model, samples):
    model.eval()
    errors = characters = exact = 0
    with torch.no_grad():
        for crop, text, centres in samples:
            read = greedy(model(torch.from_numpy(normalised(crop))[None, None])[0])
            wrong = distance(read, text)
            errors += wrong
            exact += wrong == 0
            characters += len(text)
    model.train()
    return errors / characters, exact / len(samples)


def export(model, path):
    model.eval()
    torch.onnx.export(
        model, torch.zeros(1, 1, rendering.HEIGHT, 800), str(path), input_names=["crops"], output_names=["log_probabilities"],
        dynamic_axes={"crops": {0: "batch", 3: "width"}, "log_probabilities": {0: "batch", 1: "steps"}}, opset_version=13)
    model.train()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--minutes", type=float, default=50)
    options.add_argument("--out", type=pathlib.Path, required=True)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--rate", type=float, default=3e-3)
    options.add_argument("--batch", type=int, default=12)
    options.add_argument("--resume", type=pathlib.Path)
    options = options.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    r = random.Random(options.seed)
    model = network.LineReader()
    if options.resume:
        model.load_state_dict(torch.load(options.resume))
    print(sum(p.numel() for p in model.parameters()), "weights", flush=True)
    optimiser = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=1e-2)
    averaged = torch.optim.swa_utils.AveragedModel(model, avg_fn=lambda average, new, _: average * 0.995 + new * 0.005)
    validation = [rendering.sample(FIRST_VALIDATION_SEED + i, LENGTHS[i % 3]) for i in range(VALIDATION)]
    replay = {length: [] for length in LENGTHS}
    begin = time.time()
    step, shown, last_saved, mean_ctc = 0, 0, begin, 0.0
    next_seed = options.seed * 10_000_000
    while (elapsed := (time.time() - begin) / 60 / options.minutes) < 1:
        length = r.choice(LENGTHS)
        fresh = []
        for _ in range(options.batch):
            fresh.append(rendering.sample(next_seed, length))
            next_seed += 1
        pool = replay[length]
        again = r.sample(pool, min(len(pool), options.batch))
        pool.extend(fresh)
        if len(pool) > 1500:
            del pool[:options.batch]

        rate = options.rate * min(1, step / 100) * (0.5 + 0.5 * math.cos(math.pi * elapsed)) + 1e-6
        for group in optimiser.param_groups:
            group["lr"] = rate
        for samples in (fresh, again):
            if not samples:
                continue
            pixels, frames, widths, texts, lengths = batch_of(samples)
            output = model(pixels)
            # Where the characters stand is known: that teaches fast. What they are worth as a sequence comes after.
            share = max(0.02, 1 - elapsed / 0.35)
            loss = share * functional.nll_loss(output.reshape(-1, content.BLANK + 1), frames.reshape(-1), ignore_index=-1) * 5
            ctc = functional.ctc_loss(output.transpose(0, 1), texts, widths, lengths, blank=content.BLANK, zero_infinity=True)
            loss = loss + (1 - share * 0.7) * ctc
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimiser.step()
            mean_ctc = 0.98 * mean_ctc + 0.02 * ctc.item()
        if step > 200:
            averaged.update_parameters(model)
        step += 1
        shown += 2 * options.batch
        if step % 50 == 0:
            print(f"{(time.time() - begin) / 60:5.1f} min step {step} lines {next_seed - options.seed * 10_000_000} ctc {mean_ctc:.4f}", flush=True)
        if time.time() - last_saved > 300:
            last_saved = time.time()
            torch.save(model.state_dict(), options.out / "latest.pt")
            export(model, options.out / "latest.onnx")
            print("validation, characters wrong and lines exact: %.4f %.3f" % validate(model, validation), flush=True)

    torch.save(model.state_dict(), options.out / "last.pt")
    print("last: %.4f %.3f" % validate(model, validation))
    smooth = network.LineReader()
    smooth.load_state_dict({**averaged.module.state_dict()})
    # The means and deviations of batch normalisation belong to the averaged weights only once they are measured anew.
    with torch.no_grad():
        smooth.train()
        for _ in range(40):
            length = r.choice(LENGTHS)
            smooth(batch_of(r.sample(replay[length], options.batch * 2))[0])
    torch.save(smooth.state_dict(), options.out / "averaged.pt")
    print("averaged: %.4f %.3f" % validate(smooth, validation))
    export(smooth, options.out / "averaged.onnx")
    export(model, options.out / "last.onnx")


if __name__ == "__main__":
    main()
